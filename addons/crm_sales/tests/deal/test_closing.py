from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestClosing(DealCommon):
    def test_a_later_day_is_put_off_an_earlier_one_is_not(self):
        lead = self.lead.with_user(self.seller)
        lead.date_deadline = "2026-04-01"
        self.assertEqual((lead.crm_push_count, lead.crm_first_closing), (0, False))
        lead.date_deadline = "2026-04-15"
        lead.date_deadline = "2026-04-10"
        lead.date_deadline = "2026-05-01"
        self.assertEqual((lead.crm_push_count, str(lead.crm_first_closing)), (2, "2026-04-01"))

    def test_a_date_that_is_emptied_or_the_same_is_not_put_off(self):
        self.lead.date_deadline = "2026-04-01"
        self.lead.date_deadline = "2026-04-01"
        self.lead.date_deadline = False
        self.lead.date_deadline = "2026-06-01"
        self.assertEqual(self.lead.crm_push_count, 0)

    def test_many_at_once_each_count_their_own(self):
        leads = self.lead + self._create_deal("Two")
        self.lead.date_deadline, leads[1].date_deadline = "2026-04-01", "2026-06-01"
        leads.write({"date_deadline": "2026-05-01"})
        self.assertEqual(leads.mapped("crm_push_count"), [1, 0])

    def test_nobody_writes_the_count(self):
        with self.assertRaises(AccessError):
            self.lead.with_user(self.seller).crm_push_count = 0
        with self.assertRaises(AccessError):
            self.env["crm.lead"].with_user(self.seller).create(
                {"name": "Forged", "crm_first_closing": "2026-01-01"}
            )
