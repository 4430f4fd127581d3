from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CustomerCommon

OLD = "2020-01-15 10:00:00"
DAY = "2020-01-15"
#: the rooms that kept their rows for a time before there was one place for it
OWN_VACUUM = {"crm_import_days", "crm_mailbox_days", "crm_outbox_days"}


@tagged("post_install", "-at_install")
class TestRetention(CustomerCommon):
    """Logs and journals with personal data leave when the setting says so, and not before."""

    def _keep(self, name, days):
        """Set one of the settings, as the page does."""
        self.env["res.config.settings"].create({name: days}).set_values()

    def _check_leaves(self, setting, records, kept):
        """See that ``records`` of long ago leave with ``setting``, and ``kept`` never do."""
        self.env.flush_all()
        ages = (fields.Datetime.now() - fields.Datetime.to_datetime(OLD)).days
        for days in (0, ages + 30):
            self._keep(setting, days)
            records._gc_expired()
            self.assertEqual(records.exists(), records, f"kept with {days} days")
        self._keep(setting, 30)
        dropped = records._gc_expired()[0]
        self.assertFalse(records.exists())
        self.assertEqual(kept.exists(), kept)
        self.assertGreaterEqual(dropped, len(records))
        self.assertEqual(records._gc_expired(), (0, 0), "nothing is left")

    # logs

    def _export(self, request=None, **values):
        return self.env["crm.access.export"].create(
            {
                "user_id": self.user_own.id,
                "company_id": self.env.company.id,
                "model": "res.partner",
                "way": "server",
                "request_id": request and request.id,
            }
            | values
        )

    def test_exports(self):
        old = self._export(date=OLD)
        for act in (lambda: old.write({"way": "server"}), old.unlink):
            with self.assertRaises(AccessError):
                act()
        self._check_leaves("crm_export_log_days", old, self._export())

    def test_requests_to_export_go_after_their_exports(self):
        requests = self.env["crm.customer.export.request"].create(
            [
                {"purpose": "Fair", "state": state, "date_expire": OLD}
                for state in ("used", "refused", "approved", "pending")
            ]
        )
        used, _refused, _expired, pending = requests
        pending.date_expire = False
        export = self._export(used, date=OLD)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_customer_export_request SET write_date = %s WHERE id = ANY(%s)",
            [OLD, requests.ids],
        )
        self.env.invalidate_all()
        self._keep("crm_export_log_days", 30)
        requests._gc_expired()
        self.assertEqual(requests.exists(), used | pending)
        export._gc_expired()
        requests._gc_expired()
        self.assertEqual(requests.exists(), pending)

    def test_access_logs_are_kept_for_good_with_0(self):
        reveal = self.env["crm.access.reveal"].create(
            {
                "date": OLD,
                "user_id": self.user_own.id,
                "company_id": self.env.company.id,
                "res_model": "res.partner",
                "res_id": self._create_customer().id,
                "field_name": "phone",
            }
        )
        self._check_leaves("crm_access_log_days", reveal, self.env["crm.access.reveal"])

    def test_hand_overs(self):
        def create(date, state):
            heir = [Command.create({"user_id": self.user_all.id})]
            values = {"user_id": self.user_own.id, "date": date, "share_ids": heir}
            handover = self.env["crm.handover"].create(values)
            handover._plan()
            handover.state = state
            return handover

        self._create_customer(user_id=self.user_own.id)
        old = create(DAY, "done")
        items = old.item_ids
        self.assertTrue(items)
        with self.assertRaises(UserError):
            old.unlink()
        running = create(DAY, "running")
        self._check_leaves("crm_handover_days", old, running | create("2100-01-01", "done"))
        self.assertFalse(items.exists())

    def test_approvals_but_for_what_stands(self):
        customer = self._create_customer()

        def create(state, date_end=OLD, **values):
            return self.env["crm.approval"].create(
                {
                    "kind": "credit_limit",
                    "res_model": "res.partner",
                    "res_id": customer.id,
                    "subject": customer.name,
                    "user_id": self.user_own.id,
                    "company_id": self.env.company.id,
                    "state": state,
                    "date": OLD,
                    "date_end": date_end,
                    "log_ids": [Command.create({"user_id": self.user_own.id, "act": "requested"})],
                }
                | values
            )

        old = create("refused") | create("withdrawn") | create("approved")
        stands = create("approved")
        young = create("refused", fields.Datetime.now())
        pending = create("pending", False)
        old[0].message_post(body="Too much")
        logs = old.log_ids
        messages = old.message_ids
        self.assertTrue(logs and messages)
        self._check_leaves("crm_approval_days", old, stands | young | pending)
        self.assertFalse(
            logs.exists() | self.env["crm.approval.log"].search([("id", "in", logs.ids)])
        )
        self.assertFalse(messages.exists())

    def test_questions_between_departments(self):
        department = self.env["crm.request.department"].create({"name": "Technical"})

        def create(state, date_closed):
            request = self.env["crm.request"].create(
                {"name": "Why", "question": "<p>Why?</p>", "department_id": department.id}
            )
            request.write({"state": state, "date_closed": date_closed})
            return request

        old = create("closed", OLD) | create("cancelled", OLD)
        self.env["ir.attachment"].create(
            {"name": "why.txt", "raw": b"why", "res_model": "crm.request", "res_id": old[0].id}
        )
        kept = create("closed", fields.Datetime.now()) | create("answered", False)
        self._check_leaves("crm_request_days", old, kept)
        for model, field in (("mail.message", "model"), ("ir.attachment", "res_model")):
            left = [(field, "=", "crm.request"), ("res_id", "in", old.ids)]
            self.assertFalse(self.env[model].search(left), model)

    def test_snapshots_of_goals_that_are_over(self):
        def create(date_start, date_stop):
            goal = self.env["crm.kpi.goal"].create(
                {
                    "kpi_id": self.env.ref("crm_customer.crm_kpi_interactions").id,
                    "user_id": self.user_own.id,
                    "period": "rolling",
                    "date_start": date_start,
                    "date_stop": date_stop,
                    "target": 5,
                }
            )
            value = {
                "goal_id": goal.id,
                "date": DAY,
                "company_id": goal.company_id.id,
                "kpi_id": goal.kpi_id.id,
                "status": "reached",
            }
            return self.env["crm.kpi.value"].create(value)

        old, running = create("2020-01-01", "2020-01-31"), create("2020-01-01", "2100-01-31")
        goal = old.goal_id
        self._check_leaves("crm_kpi_value_days", old, running)
        self.assertTrue(goal.exists())

    def test_copies_of_reports_with_their_files(self):
        series = self.env["crm.report.series"].create({"name": "Weekly"})

        def create(state, date, date_sent):
            issue = self.env["crm.report.issue"].create(
                {"series_id": series.id, "date": date, "state": state, "date_sent": date_sent}
            )
            reader = {"issue_id": issue.id, "user_id": self.user_own.id}
            copy = self.env["crm.report.copy"].create(reader)
            copy._store(b"%PDF", b"PK")
            return copy, self.env["crm.report.recipient"].create(reader)

        copy, recipient = create("sent", DAY, OLD)
        files = copy.pdf_id | copy.xlsx_id
        young_copy, young_recipient = create("sent", fields.Date.today(), fields.Datetime.now())
        open_copy, open_recipient = create("ready", "2020-01-16", False)
        issue = copy.issue_id
        self._check_leaves("crm_report_days", copy, young_copy | open_copy)
        self.assertFalse(files.exists())
        recipient._gc_expired()
        self.assertFalse(recipient.exists())
        self.assertTrue(issue.exists())
        both = young_recipient | open_recipient
        self.assertEqual(both.exists(), both)

    def test_addresses_of_erased_persons(self):
        def create(date):
            values = {"reason": "request", "date": date}
            erasures = self.env["crm.erasure"]
            values["email_hashes"] = [erasures._hash("email", "gone@quixote.example.com")]
            return erasures.create(values)

        address = ("email", "gone@quixote.example.com")
        old = create(OLD)
        self.assertIn(address, old._of_addresses([address]))
        self._keep("crm_erasure_days", 0)
        old._gc_expired()
        self.assertTrue(old.email_hashes)
        self._keep("crm_erasure_days", 30)
        young = create(fields.Datetime.now())
        self.assertEqual(old._gc_expired()[0], 1)
        self.assertTrue(old.exists(), "the proof stays")
        self.assertFalse(old.email_hashes)
        self.assertTrue(young.email_hashes)
        self.assertEqual(old._gc_expired(), (0, 0))

    # all of them

    def test_every_setting_keeps_a_0_and_belongs_to_something(self):
        parameters = self.env["res.config.settings"]._crm_days_parameters()
        models = [
            self.env[name]
            for name in self.env.registry.descendants(["crm.retention.mixin"], "_inherit")
        ]
        used = {model._kept_parameter for model in models if not model._abstract}
        self.assertEqual(
            {name for name, parameter in parameters.items() if parameter not in used}, OWN_VACUUM
        )
        self.assertLessEqual(used, set(parameters.values()))
        settings = self.env["res.config.settings"]
        settings.create(dict.fromkeys(parameters, 0)).set_values()
        again = settings.create({})
        self.assertEqual({again[name] for name in parameters}, {0})

    def test_all_settings_stand_in_one_block(self):
        arch = self.env["res.config.settings"].get_view(
            self.env.ref("crm_customer.res_config_settings_view_form").id
        )["arch"]
        block = arch.split('name="crm_customer_retention"')[1].split("</block>")[0]
        for name in self.env["res.config.settings"]._crm_days_parameters():
            self.assertEqual(arch.count(f'<field name="{name}"'), 1, name)
            self.assertIn(f'<field name="{name}"', block)

    def test_a_batch_at_a_time(self):
        exports = self.env["crm.access.export"]
        for _number in range(5):
            exports |= self._export(date=OLD)
        self._keep("crm_export_log_days", 30)
        cls = self.env.registry["crm.access.export"]
        self.patch(cls, "_kept_batch", 2)
        self.env.flush_all()
        self.assertEqual(exports._gc_expired(), (2, 1))
        self.assertEqual(len(exports.exists()), 3)
        self.assertEqual(exports._gc_expired(), (2, 1))
        self.assertEqual(exports._gc_expired(), (1, 0))
        self.assertFalse(exports.exists())
