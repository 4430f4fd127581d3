from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CareCommon


@tagged("post_install", "-at_install")
class TestCareReview(CareCommon):
    def _activities(self, partner):
        return self.env["mail.activity"].search(
            [("res_model", "=", "res.partner"), ("res_id", "in", partner.ids)]
        )

    def test_looking_at_a_rule_that_is_switched_off_greets_nobody(self):
        self._set_birthday(self.wang, "3-2")
        self._grant(self.wang)
        rule = self._create_mail_rule(active=False)
        self._plan(rule)
        self.assertTrue(self._acts())
        self._run()
        self.assertFalse(self.env["mail.mail"].search([("res_id", "=", self.wang.id)]))
        self.assertFalse(self._acts())

    def test_one_bad_contact_stops_no_greeting_of_others(self):
        self._set_birthday(self.wang + self.li, "3-2")
        self._grant(self.wang)
        self._grant(self.li)
        rule = self._create_mail_rule()
        rule.template_id.subject = "{{ 1 / (0 if object.name == 'Li Na' else 1) }}"
        self._run()
        states = {name: state for name, _day, state in self._acts()}
        self.assertEqual(states, {"Wang Wei": "done", "Li Na": "refused"})

    @mute_logger("odoo.addons.crm_customer.models.care.crm_care_rule_plan")
    def test_a_rule_whose_condition_broke_stops_no_other(self):
        self._set_birthday(self.wang, "3-2")
        broken = self._create_rule(sequence=1)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_care_rule SET domain = %s WHERE id = %s",
            ("[('x_field_of_an_app_that_left', '=', 1)]", broken.id),
        )
        self.env.invalidate_all()
        self._create_rule(sequence=2)
        self._run()
        self.assertEqual(len(self._activities(self.wang)), 1)

    def test_a_day_is_not_moved_to_the_customer_of_a_colleague(self):
        colleague = self._create_owner("care_colleague")
        foreign = self._create_care_customer("Foreign", user_id=colleague.id)
        mine = self._set_birthday(self.wang, "3-12").with_user(self.owner)
        with self.assertRaises(AccessError):
            mine.partner_id = foreign

    def test_who_is_greeted_after_all_is_greeted_today(self):
        with freeze_time("2026-01-25 02:00:00"):
            self.wang._crm_set_care_date("birthday", "2-1")
            self.env.flush_all()
        self._plan(self._create_rule(), "2026-01-25 02:00:00")
        act = self.Act.search([("company_id", "=", self.company.id)])
        act.action_skip()
        triggers = self.env["ir.cron.trigger"]
        cron = self.env.ref("crm_customer.crm_care_cron")
        triggers.search([("cron_id", "=", cron.id)]).unlink()
        with freeze_time("2026-02-01 02:00:00"):
            act.with_user(self.owner).action_plan_again()
        self.assertTrue(triggers.search([("cron_id", "=", cron.id)]))
