from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import BaseCase, Form, tagged
from odoo.tools import SQL

from ...models.handover import crm_handover_run
from ...tools.handover.handover import split
from ..common import CustomerCommon

# columns of a contact that say whose its company is
OF_COMPANY = {"crm_owner_id"}
WEIGHTS = st.dictionaries(st.integers(1, 9), st.integers(0, 5), min_size=1).filter(
    lambda weights: sum(weights.values())
)


class TestSplit(BaseCase):
    @given(st.sets(st.integers(1, 500)), WEIGHTS)
    def test_each_gets_the_share_rounded_up_or_down(self, keys, weights):
        owners = split(keys, weights)
        self.assertEqual(set(owners), keys)
        total = sum(weights.values())
        for person, weight in weights.items():
            got = list(owners.values()).count(person)
            self.assertLess(abs(got - len(keys) * weight / total), 1)
            self.assertTrue(weight or not got)

    def test_without_a_share_nothing_is_split(self):
        with self.assertRaises(ValueError):
            split([1], {1: 0})


@tagged("post_install", "-at_install")
class TestCrmHandover(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sales = "sales_team.group_sale_salesman"
        cls.leaver = cls._create_user("leaver", "crm_customer.group_customer_own", sales)
        cls.heir = cls._create_user("heir", "crm_customer.group_customer_own", sales)
        cls.second = cls._create_user("second", "crm_customer.group_customer_own", sales)
        cls.leaver.crm_backup_id = cls.heir
        cls.acme, cls.blue = (
            cls._create_customer(name, user_id=cls.leaver.id) for name in ("Acme", "Blue")
        )
        cls.contact = cls.env["res.partner"].create(
            {"name": "Wang", "parent_id": cls.acme.id, "user_id": cls.leaver.id}
        )
        cls.leads = cls.env["crm.lead"].create(
            [
                {
                    "name": name,
                    "type": "opportunity",
                    "user_id": cls.leaver.id,
                    "partner_id": customer.id,
                }
                for name, customer in (("A", cls.contact), ("B", cls.blue))
            ]
        )
        cls._create_work()

    @classmethod
    def _create_work(cls):
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        cls.visit = cls.env["crm.visit"].create(
            {"partner_id": cls.blue.id, "user_id": cls.leaver.id, "date_start": tomorrow}
        )
        cls.meeting = cls.env["calendar.event"].create(
            {
                "name": "Talk",
                "start": tomorrow,
                "stop": tomorrow + timedelta(hours=1),
                "user_id": cls.leaver.id,
                "partner_ids": [Command.set(cls.leaver.partner_id.ids)],
            }
        )
        cls.activity = cls.acme.activity_schedule(
            "mail.mail_activity_data_todo", user_id=cls.leaver.id
        )
        cls.team = cls.env["crm.team"].create(
            {"name": "Heirs", "user_id": cls.second.id, "member_ids": [Command.set(cls.leaver.ids)]}
        )

    def _handover(self, user=None, **values):
        handovers = self.env["crm.handover"].with_user(user or self.user_manager)
        return handovers.create({"user_id": self.leaver.id} | values)

    def _count(self, handover, key):
        return handover.source_ids.filtered(lambda source: source.key == key).count

    def test_the_back_up_person_and_the_open_work_are_proposed(self):
        with Form(self.env["crm.handover"].with_user(self.user_manager)) as form:
            form.user_id = self.leaver
        handover = form.record
        self.assertEqual(handover.share_ids.user_id, self.heir)
        self.assertEqual(self._count(handover, "customer"), 2)
        self.assertEqual(self._count(handover, "contact"), 1)
        self.assertEqual(self._count(handover, "opportunity"), 2)
        self.assertEqual(self._count(handover, "activity"), 1)
        self.assertFalse(self._count(handover, "member"))

    def test_everything_moves_and_the_person_leaves(self):
        handover = self._handover(is_leaving=True)
        handover.action_start()
        self.assertEqual(handover.state, "done")
        self.assertEqual((self.acme | self.blue | self.contact).user_id, self.heir)
        self.assertEqual(self.leads.user_id, self.heir)
        self.assertEqual(self.visit.user_id, self.heir)
        self.assertEqual(self.activity.user_id, self.heir)
        self.assertEqual(self.meeting.user_id, self.heir)
        self.assertEqual(self.meeting.partner_ids, self.heir.partner_id)
        self.assertFalse(self.team.member_ids)
        self.assertFalse(self.leaver.active)
        self.assertEqual(self.leaver.group_ids, self.env.ref("base.group_user"))
        self.assertEqual(handover.planned_count, 0)
        self.assertEqual(handover.kept_count, 0)
        self.assertEqual(handover.progress, 100)

    def test_the_successor_is_told_once(self):
        self._handover().action_start()
        told = self.env["mail.message"].search(
            [("subject", "=", f"You take over from {self.leaver.name}")]
        )
        self.assertEqual(told.notified_partner_ids, self.heir.partner_id)
        self.assertEqual(len(told), 1)

    def test_tracking_remains(self):
        handover = self._handover().with_context(tracking_disable=False, mail_notrack=False)
        self._flush_tracking()
        handover.action_start()
        self._flush_tracking()
        tracked = self.leads[0].message_ids.tracking_value_ids
        names = tracked.mapped("field_id.name")
        self.assertIn("user_id", names)
        self.assertEqual(self.leads[0].message_ids[:1].author_id, self.user_manager.partner_id)

    def _flush_tracking(self):
        self.env.flush_all()
        self.cr.precommit.run()

    def test_work_for_one_customer_goes_to_one_successor(self):
        handover = self._handover(
            share_ids=[Command.create({"user_id": user.id}) for user in (self.heir, self.second)]
        )
        handover.action_start()
        self.assertNotEqual(self.acme.user_id, self.blue.user_id)
        self.assertEqual(self.acme.user_id, self.contact.user_id)
        self.assertEqual(self.acme.user_id, self.leads[0].user_id)
        self.assertEqual(self.acme.user_id, self.activity.user_id)
        self.assertEqual(self.blue.user_id, self.leads[1].user_id)

    def test_what_is_not_ticked_stays(self):
        handover = self._handover()
        handover.source_ids.filtered(lambda source: source.key == "opportunity").is_moved = False
        handover.action_start()
        self.assertEqual(self.leads.user_id, self.leaver)
        self.assertEqual(self.acme.user_id, self.heir)

    def test_undo_gives_back_what_was_not_touched_since(self):
        handover = self._handover(is_leaving=True)
        groups = self.leaver.group_ids
        handover.action_start()
        self.blue.user_id = self.second
        self.leads[0].unlink()
        handover.action_undo()
        self.assertEqual(handover.state, "undone")
        self.assertTrue(self.leaver.active)
        self.assertEqual(self.leaver.group_ids, groups)
        self.assertEqual(self.acme.user_id, self.leaver)
        self.assertEqual(self.meeting.partner_ids, self.leaver.partner_id)
        self.assertEqual(self.team.member_ids, self.leaver)
        self.assertEqual(self.blue.user_id, self.second)
        kept = {item.res_model: item.reason for item in handover.item_ids if item.state == "kept"}
        self.assertEqual(kept["res.partner"], "Changed since")
        self.assertEqual(kept["crm.lead"], "Deleted since")

    def test_undo_restores_moved_contacts_and_leaves_the_others_as_they_were(self):
        contacts = self.env["res.partner"].create(
            [
                {"name": name, "parent_id": company.id, "user_id": owner.id}
                for name, company, owner in (
                    ("Of the leaver", self.blue, self.leaver),
                    ("Of nobody", self.acme, self.env["res.users"]),
                    ("Of the second", self.acme, self.second),
                )
            ]
        )
        contacts[1].user_id = False  # the host gave it the owner of its company
        everybody = self.acme | self.blue | self.contact | contacts
        before = self._rows_of(everybody)
        handover = self._handover()
        handover.action_start()
        moved = self.acme | self.blue | self.contact | contacts[0]
        self.assertEqual(moved.user_id, self.heir)
        untouched = contacts[1:].ids
        after = self._rows_of(everybody)
        for id_ in untouched:
            changed = {name for name in after[id_] if after[id_][name] != before[id_][name]}
            self.assertEqual(changed - OF_COMPANY, set())
        handover.action_undo()
        self.assertEqual(self._rows_of(everybody), before)

    def _rows_of(self, partners):
        """Return ``{id: all columns}`` but for when and by whom it was last written."""
        self.env.flush_all()
        rows = self.env.execute_query_dict(
            SQL("SELECT * FROM res_partner WHERE id = ANY(%s)", partners.ids)
        )
        late = {"write_date": None, "write_uid": None}
        return {row["id"]: row | late for row in rows}

    def test_one_that_cannot_move_stops_no_other(self):
        partners = self.env.registry["res.partner"]
        write = partners.write

        def refuse(records, vals):
            if self.blue in records and "user_id" in vals:
                raise UserError("Blue stays")
            return write(records, vals)

        handover = self._handover()
        with patch.object(partners, "write", refuse):
            handover.action_start()
        self.assertEqual(self.acme.user_id, self.heir)
        self.assertEqual(self.blue.user_id, self.leaver)
        kept = handover.item_ids.filtered(lambda item: item.state == "kept")
        self.assertEqual(
            kept.filtered(lambda item: item.res_id == self.blue.id).reason, "Blue stays"
        )

    def test_much_work_moves_in_the_background_and_goes_on_where_it_was(self):
        with (
            patch.object(crm_handover_run, "AT_ONCE", 0),
            patch.object(crm_handover_run, "BATCH", 2),
        ):
            handover = self._handover()
            handover.action_start()
            self.assertEqual(handover.state, "running")
            self.assertEqual(handover.moved_count, 0)
            handover.sudo()._run_batch()  # and then the worker dies
            self.assertEqual(handover.moved_count, 2)
            for _run in range(2):
                with self.enter_registry_test_mode():
                    self.env.ref("crm_customer.crm_handover_cron").method_direct_trigger()
        handover.invalidate_recordset()
        self.assertEqual(handover.state, "done")
        self.assertEqual(handover.moved_count, len(handover.item_ids))
        self.assertEqual(self.leads.user_id, self.heir)

    def test_planning_twice_doubles_nothing(self):
        handover = self._handover()
        handover.sudo().start_user_id = self.user_manager
        handover.sudo()._plan()
        count = len(handover.item_ids)
        handover.sudo()._plan()
        handover.invalidate_recordset()
        self.assertEqual(len(handover.item_ids), count)

    def test_a_scheduled_one_begins_on_its_day(self):
        day = fields.Date.today() + timedelta(days=10)
        handover = self._handover(date=day)
        handover.action_start()
        self.assertEqual(handover.state, "scheduled")
        cron = self.env.ref("crm_customer.crm_handover_cron")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(self.acme.user_id, self.leaver)
        with freeze_time(day + timedelta(days=1)), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(handover.state, "done")
        self.assertEqual(self.acme.user_id, self.heir)

    def test_the_leaders_of_the_teams_succeed(self):
        handover = self._handover()
        handover.action_take_leaders()
        self.assertEqual(handover.share_ids.user_id, self.second)

    def test_nobody_succeeds_himself_and_somebody_must(self):
        with self.assertRaises(ValidationError):
            self._handover(share_ids=[Command.create({"user_id": self.leaver.id})])
        handover = self._handover(share_ids=[Command.clear()])
        handover.share_ids.unlink()
        with self.assertRaisesRegex(UserError, "succeeds"):
            handover.action_start()

    def test_managers_do_not_throw_out_administrators(self):
        admin = self._create_user("boss", "base.group_erp_manager")
        handover = self._handover(user_id=admin.id, is_leaving=True)
        with self.assertRaisesRegex(UserError, "administrator"):
            handover.action_start()
        self.assertTrue(admin.active)

    def test_nobody_leaves_by_the_own_hand(self):
        handover = self._handover(user_id=self.user_manager.id, is_leaving=True)
        with self.assertRaisesRegex(UserError, "own hand"):
            handover.action_start()

    def test_who_works_elsewhere_too_is_not_thrown_out(self):
        self.leaver.company_ids += self.company_b
        handover = self._handover(is_leaving=True)
        with self.assertRaisesRegex(UserError, self.company_b.name):
            handover.action_start()

    def test_records_of_other_companies_stay(self):
        foreign = self._create_customer(
            "Foreign", user_id=self.leaver.id, company_id=self.company_b.id
        )
        self._handover().action_start()
        self.assertEqual(foreign.user_id, self.leaver)

    def test_a_started_one_is_a_journal(self):
        handover = self._handover()
        handover.action_start()
        with self.assertRaises(UserError):
            handover.user_id = self.second
        with self.assertRaises(UserError):
            handover.unlink()
        with self.assertRaises(AccessError):
            handover.item_ids[0].unlink()
        with self.assertRaises(UserError):
            handover.action_start()

    def test_only_managers_hand_over(self):
        with self.assertRaises(AccessError):
            self._handover(user=self.user_all)

    def test_queries_do_not_grow_with_the_records(self):
        def measure(count):
            leaver = self._create_user(f"leaver_{count}", "base.group_user")
            self.env["res.partner"].create(
                [{"name": f"Customer {n}", "user_id": leaver.id} for n in range(count)]
            )
            handover = self._handover(
                user_id=leaver.id, share_ids=[Command.create({"user_id": self.heir.id})]
            )
            handover.sudo().start_user_id = self.user_manager
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            handover.sudo()._plan()
            return self.cr.sql_log_count - before

        measure(1)
        self.assertEqual(measure(10), measure(100))
