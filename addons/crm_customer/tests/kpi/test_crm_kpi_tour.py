from odoo.tests import HttpCase, tagged

from .common import KpiCommon


@tagged("post_install", "-at_install")
class TestCrmKpiTour(KpiCommon, HttpCase):
    def test_a_leader_sets_a_goal_and_reads_where_it_stands(self):
        self.start_tour("/odoo", "crm_kpi_goal_tour", login="customer_team")
        goal = self.Goal.search([("name", "=", "Tour: interactions this month")])
        self.assertEqual(goal.user_id, self.user_team)
        # on the first working day of a month nothing is due yet
        self.assertEqual(goal.status, "at_risk" if goal.target_to_date else "on_track")
