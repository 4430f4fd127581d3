from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ForecastCommon


@tagged("post_install", "-at_install")
class TestForecastRights(ForecastCommon):
    def _seen(self, user):
        self._line()
        lines = self.env["crm.sales.forecast.line"].with_user(user)
        return lines.search([("forecast_id", "=", self.forecast.id)])

    def test_a_person_sees_the_own_line_alone(self):
        self.assertEqual(self._seen(self.seller).user_id, self.seller)
        self.assertEqual(len(self._seen(self.seller)), 1)

    def test_a_leader_sees_the_team_and_its_persons(self):
        seen = self._seen(self.leader)
        self.assertEqual(seen.user_id, self.seller | self.mate)
        self.assertEqual(seen.filtered(lambda line: not line.user_id).team_id, self.north)

    def test_a_manager_sees_all(self):
        self.assertEqual(len(self._seen(self.sales_manager)), 6)

    def test_who_reads_all_enters_nothing(self):
        line = self._line(self.seller).with_user(self.head)
        self.assertTrue(line.has_access("read"))
        with self.assertRaises(AccessError):
            line.write({"note": "Hm"})

    def test_a_person_reads_the_own_history_alone(self):
        self._line(self.seller).action_submit()
        self._line(self.mate).action_submit()
        history = self.env["crm.sales.forecast.submission"]
        self.assertEqual(history.with_user(self.seller).search([]).user_id, self.seller)
        both = self.seller | self.mate
        self.assertEqual(history.with_user(self.leader).search([]).user_id, both)

    def test_another_company_sees_nothing(self):
        self._line()
        stranger = self._create_users({"forecast_far": "crm_sales.group_sales_manager"})
        main = self.env.ref("base.main_company")
        stranger.write({"company_ids": [(6, 0, main.ids)], "company_id": main.id})
        lines = self.env["crm.sales.forecast.line"].with_user(stranger)
        lines = lines.with_context(allowed_company_ids=stranger.company_id.ids)
        self.assertFalse(lines.search([("forecast_id", "=", self.forecast.id)]))
