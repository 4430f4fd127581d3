from odoo.tests import HttpCase, tagged

from .common import CareCommon


@tagged("post_install", "-at_install")
class TestCareTour(CareCommon, HttpCase):
    def test_a_sales_rep_enters_a_birthday_and_sees_it_under_upcoming_care(self):
        self._create_rule()
        self.start_tour("/odoo", "crm_care_birthday_tour", login="care_owner")
        birthday = self.wang.crm_care_date_ids
        self.assertEqual(birthday.occasion_id, self.birthday)
        self.assertEqual(birthday.year, 1985)
        act = self.Act.search([("partner_id", "=", self.wang.id)])
        self.assertEqual((act.state, act.user_id), ("planned", self.owner))
        self.assertEqual(act.date, birthday.next_date)
