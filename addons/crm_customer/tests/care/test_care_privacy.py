from odoo.fields import Command
from odoo.tests import tagged

from ..privacy.erasure_common import ErasureCommon


@tagged("post_install", "-at_install")
class TestCarePrivacy(ErasureCommon):
    def test_birthdays_and_greetings_are_reported_and_erased(self):
        birthday = self.person._crm_set_care_date("birthday", "1985-03-12")
        rule = self.env["crm.care.rule"].create(
            {"name": "Test", "occasion_ids": [Command.set(birthday.occasion_id.ids)]}
        )
        act = self.env["crm.care.act"].create(
            {
                "partner_id": self.person.id,
                "customer_id": self.person.commercial_partner_id.id,
                "company_id": self.env.company.id,
                "rule_id": rule.id,
                "occasion_id": birthday.occasion_id.id,
                "date": "2026-03-12",
                "date_act": "2026-03-12",
                "year": 2026,
                "action": "activity",
                "state": "done",
            }
        )
        held = {holding.records for holding in self.person._crm_holdings()}
        self.assertTrue(held >= {birthday, act})
        self._erase()
        self.assertFalse(birthday.exists() or act.exists())
