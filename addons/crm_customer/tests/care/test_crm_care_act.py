from datetime import date, datetime

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CareCommon


@tagged("post_install", "-at_install")
class TestCareActivity(CareCommon):
    def _activities(self, partner=None):
        return self.env["mail.activity"].search(
            [("res_model", "=", "res.partner"), ("res_id", "in", (partner or self.wang).ids)]
        )

    def _create_leave(self, user, first, last):
        resource = self.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
            }
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": resource.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "company_id": self.company.id,
                "date_from": datetime.fromisoformat(f"{first} 00:00:00"),
                "date_to": datetime.fromisoformat(f"{last} 15:00:00"),
            }
        )

    def test_the_owner_is_reminded_once_when_it_is_due(self):
        self._set_birthday(self.wang, "1986-03-05")
        self._create_rule(days_before=3, note="Call him.")
        self._run("2026-03-01 02:00:00")  # Sunday: the reminder came on Monday at the earliest
        self._run()
        self._run("2026-03-03 02:00:00")
        activity = self._activities()
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, self.owner)
        self.assertEqual(activity.summary, "Birthday: Wang Wei (王总), 03/05/2026, 40 years")
        self.assertIn("Call him.", activity.note)
        self.assertEqual(activity.activity_type_id.name, "Customer Care")
        self.assertEqual([state for *_rest, state in self._acts()], ["done"])

    def test_nobody_is_reminded_twice_of_a_date_that_was_corrected(self):
        self._set_birthday(self.wang, "3-2")
        self._create_rule()
        self._run()
        self._set_birthday(self.wang, "3-9")
        self._run("2026-03-09 02:00:00")
        self.assertEqual(len(self._activities()), 1)

    def test_next_year_it_comes_again(self):
        self._set_birthday(self.wang, "3-2")
        self._create_rule()
        self._run()
        self._run("2026-03-04 02:00:00")
        self._run("2027-03-02 02:00:00")
        self.assertEqual(len(self._activities()), 2)

    def test_who_is_away_is_reminded_when_back_before_the_day(self):
        self._set_birthday(self.wang, "3-5")
        self._create_leave(self.owner, "2026-03-01", "2026-03-03")
        self._create_rule(days_before=3)
        self._run()
        self.assertEqual(self._activities().date_deadline, date(2026, 3, 4))
        self.assertEqual(self._activities().user_id, self.owner)

    def test_the_team_leader_stands_in_for_who_is_away_on_the_day(self):
        leader = self._create_owner("care_leader")
        self.env["crm.team"].create(
            {
                "name": "Care team",
                "company_id": self.company.id,
                "user_id": leader.id,
                "member_ids": [Command.link(self.owner.id)],
            }
        )
        self._set_birthday(self.wang, "3-5")
        self._create_leave(self.owner, "2026-03-01", "2026-03-20")
        self._create_rule(days_before=3)
        self._run()
        self.assertEqual(self._activities().user_id, leader)
        self.assertIn("is absent", self._activities().note)

    def test_without_an_owner_the_rule_says_who(self):
        self.customer.user_id = False
        self._set_birthday(self.wang, "3-2")
        rule = self._create_rule()
        self._run()
        act = self.Act.search([("rule_id", "=", rule.id)])
        self.assertEqual((act.state, act.reason), ("refused", "no_owner"))
        rule.fallback_user_id = self.owner
        self._set_birthday(self.li, "3-2")
        self._run()
        self.assertEqual(self._activities(self.li).user_id, self.owner)

    def test_a_day_that_passed_unnoticed_is_said_to_be_missed(self):
        self._set_birthday(self.wang, "3-10")
        rule = self._create_rule()
        self._plan(rule)
        self._run("2026-03-20 02:00:00")
        act = self.Act.search([("rule_id", "=", rule.id)])
        self.assertEqual((act.state, act.reason), ("refused", "missed"))
        self.assertFalse(self._activities())

    def test_a_skipped_one_stays_skipped_until_it_is_planned_again(self):
        self._set_birthday(self.wang, "3-2")
        rule = self._create_rule()
        self._plan(rule)
        act = self.Act.search([("rule_id", "=", rule.id)]).with_user(self.owner)
        act.action_skip()
        self._run()
        self.assertEqual(act.state, "skipped")
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            act.action_skip()

    def test_a_day_that_is_over_is_not_planned_again(self):
        self._set_birthday(self.wang, "3-2")
        rule = self._create_rule()
        self._plan(rule)
        act = self.Act.search([("rule_id", "=", rule.id)])
        act.action_skip()
        with self.assertRaisesRegex(UserError, "over"):
            act.action_plan_again()

    def test_acting_costs_the_same_number_of_queries_for_10_and_50(self):
        rule = self._create_rule(self.womens_day)
        counts = []
        for size in (2, 10, 50):  # the first fills the caches
            for number in range(size):
                self._create_contact(f"Contact {size} {number}")
            self._plan(rule, "2026-03-08 02:00:00")
            acts = self.Act.search([("rule_id", "=", rule.id), ("state", "=", "planned")])
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            acts._get_obstacles()
            counts.append(self.env.cr.sql_log_count - start)
            acts._perform()
        self.assertEqual(counts[1], counts[2])
        self.assertEqual(
            set(self.Act.search([("rule_id", "=", rule.id)]).mapped("state")), {"done"}
        )


@tagged("post_install", "-at_install")
class TestCareMessage(CareCommon):
    def _mails(self):
        return self.env["mail.mail"].search(
            [("model", "=", "res.partner"), ("res_id", "in", (self.wang + self.li).ids)]
        )

    def _reasons(self, rule):
        acts = self.Act.search([("rule_id", "=", rule.id)])
        return {act.partner_id.name: (act.state, act.reason) for act in acts}

    def test_only_who_agreed_gets_a_message(self):
        self._set_birthday(self.wang + self.li, "3-2")
        self._grant(self.wang)
        rule = self._create_mail_rule()
        self._run()
        self.assertEqual(
            self._reasons(rule),
            {"Wang Wei": ("done", False), "Li Na": ("refused", "no_consent")},
        )
        mail = self._mails()
        self.assertEqual(mail.recipient_ids, self.wang)
        self.assertIn("王总", mail.subject)
        self.assertIn("王总", mail.body_html)
        self.assertIn(self.owner.email_normalized, mail.email_from)
        self.assertIn(mail.mail_message_id, self.wang.message_ids)

    def test_the_greeting_is_in_the_language_of_the_contact(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        template = self.env.ref("crm_customer.mail_template_care_birthday")
        template.with_context(lang="zh_CN").subject = "生日快乐"
        self.wang.lang = "zh_CN"
        self._set_birthday(self.wang, "3-2")
        self._grant(self.wang)
        self._create_mail_rule()
        self._run()
        self.assertEqual(self._mails().subject, "生日快乐")

    def test_a_rule_may_greet_who_said_nothing_but_never_who_refused(self):
        self._set_birthday(self.wang + self.li, "3-2")
        self._grant(self.li, "refused")
        rule = self._create_mail_rule(is_consent_required=False)
        self._run()
        self.assertEqual(
            self._reasons(rule),
            {"Wang Wei": ("done", False), "Li Na": ("refused", "no_consent")},
        )

    def test_nothing_is_sent_while_the_switch_is_off(self):
        self._set_birthday(self.wang, "3-2")
        self._grant(self.wang)
        rule = self._create_mail_rule()
        self.company.crm_care_messages = False
        self._plan(rule)
        act = self.Act.search([("rule_id", "=", rule.id)])
        self.assertEqual(act.obstacle, "off")
        self._run()
        self.assertFalse(self._mails())
        self.assertEqual(self._reasons(rule), {"Wang Wei": ("refused", "off")})

    def test_a_withdrawn_consent_stops_what_was_planned(self):
        self._set_birthday(self.wang, "3-10")
        self._grant(self.wang)
        rule = self._create_mail_rule()
        self._plan(rule)
        act = self.Act.search([("rule_id", "=", rule.id)])
        self.assertFalse(act.obstacle)
        self._grant(self.wang, "withdrawn")
        act.invalidate_recordset()
        self.assertEqual(act.obstacle, "no_consent")
        self._run("2026-03-10 02:00:00")
        self.assertFalse(self._mails())

    def test_without_an_address_or_archived_nothing_goes(self):
        for partner in self.wang + self.li:
            self._grant(partner)
        self._set_birthday(self.wang + self.li, "3-2")
        rule = self._create_mail_rule()
        self.wang.email = False
        self._plan(rule)
        self.li.active = False
        acts = self.Act.search([("rule_id", "=", rule.id)])
        reasons = {act.partner_id.name: act.obstacle for act in acts}
        self.assertEqual(reasons, {"Wang Wei": "no_email", "Li Na": "archived"})

    def test_two_rules_send_one_message(self):
        self._set_birthday(self.wang, "3-2")
        self._grant(self.wang)
        rules = self._create_mail_rule() + self._create_mail_rule(sequence=90)
        self._run()
        self._run()
        self.assertEqual(len(self._mails()), 1)
        self.assertEqual(self._reasons(rules[1]), {"Wang Wei": ("refused", "double")})

    @mute_logger("odoo.addons.mail.models.mail_render_mixin")
    def test_a_broken_template_is_said_and_stops_nothing_else(self):
        self._set_birthday(self.wang, "3-2")
        self._grant(self.wang)
        rule = self._create_mail_rule()
        rule.template_id = rule.template_id.copy()
        # it worked when it was saved
        self.env.cr.execute(
            "UPDATE mail_template SET subject = %s WHERE id = %s",
            ['{"en_US": "{{ object.nothing }}"}', rule.template_id.id],
        )
        self.env.invalidate_all()
        reminder = self._create_rule()
        self._run()
        self.assertEqual(self._reasons(rule), {"Wang Wei": ("refused", "error")})
        self.assertEqual(self._reasons(reminder), {"Wang Wei": ("done", False)})


@tagged("post_install", "-at_install")
class TestCareSecurity(CareCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_owner("care_other")
        cls.theirs = cls._create_care_customer("Theirs", user_id=cls.other.id)
        cls.contact = cls._create_contact("Their contact", parent_id=cls.theirs.id)
        cls.own_date = cls._set_birthday(cls.wang, "3-20")
        cls.their_date = cls._set_birthday(cls.contact, "3-20")

    def _plan_all(self):
        rule = self._create_rule()
        self._plan(rule)
        return self.Act.search([("rule_id", "=", rule.id)]).sorted("partner_id")

    def test_a_sales_rep_sees_the_days_of_own_customers(self):
        dates = self.Date.with_user(self.owner).search([])
        self.assertIn(self.own_date, dates)
        self.assertNotIn(self.their_date, dates)
        self.assertFalse(self.contact.with_user(self.owner).crm_care_date_ids)
        with self.assertRaises(AccessError):
            self.their_date.with_user(self.owner).text = "3-21"
        with self.assertRaises(AccessError):
            self.contact.with_user(self.owner)._crm_set_care_date("birthday", "3-21")

    def test_a_sales_rep_sees_and_skips_the_care_of_own_customers(self):
        acts = self._plan_all()
        own = acts.filtered(lambda act: act.customer_id == self.customer)
        self.assertEqual(acts.with_user(self.owner).search([("id", "in", acts.ids)]), own)
        with self.assertRaises(AccessError):
            (acts - own).with_user(self.owner).action_skip()
        own.with_user(self.owner).action_skip()

    def test_nobody_writes_the_log(self):
        acts = self._plan_all()
        self.user_manager.company_ids += self.company
        manager = acts.with_user(self.user_manager).with_company(self.company)
        with self.assertRaises(AccessError):
            manager.write({"state": "planned"})
        with self.assertRaises(AccessError):
            manager.unlink()

    def test_another_company_sees_nothing(self):
        acts = self._plan_all()
        stranger = self._create_user(
            "care_stranger",
            "crm_customer.group_customer_manager",
            company_id=self.company_b.id,
            company_ids=[Command.set(self.company_b.ids)],
        )
        self.assertFalse(self.Act.with_user(stranger).search([("id", "in", acts.ids)]))
        found = self.Date.with_user(stranger).search([])
        self.assertFalse(found & (self.own_date + self.their_date))

    def test_plain_users_have_no_access_and_no_error(self):
        with self.assertRaises(AccessError):
            self.Date.with_user(self.user_plain).search([])
        arch = self.env["res.partner"].with_user(self.user_plain).get_view(view_type="form")
        self.assertNotIn("crm_care_date", arch["arch"])

    def test_rules_are_for_managers(self):
        rule = self._create_rule()
        with self.assertRaises(AccessError):
            rule.with_user(self.owner).action_preview()
        with self.assertRaises(AccessError):
            rule.with_user(self.owner).days_before = 2
