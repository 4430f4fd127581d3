from odoo.tests import HttpCase, tagged

from .common import InteractionCommon


@tagged("post_install", "-at_install")
class TestInteractionTour(InteractionCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.customer_tour = self._create_customer(
            "Tour Interaction Ltd", crm_code="TOUR-2", user_id=self.user_own.id
        )

    def _interactions(self):
        return self.Interaction.search([("partner_id", "=", self.customer_tour.id)])

    def test_sales_rep_logs_a_call_with_two_clicks(self):
        self.start_tour("/odoo", "crm_interaction_log_tour", login="customer_own")
        interaction = self._interactions()
        self.assertEqual(interaction.name, "Asked for the price list")
        self.assertEqual(interaction.kind, "call")
        self.assertEqual(interaction.user_id, self.user_own)
        activity = interaction.activity_id
        self.assertEqual(activity.summary, "Send the price list")
        self.assertEqual(activity.user_id, self.user_own)
        self.assertEqual(activity.date_deadline, interaction.next_step_date)

    def test_leaving_the_page_with_an_untouched_dialog_records_nothing(self):
        self.start_tour(
            f"/odoo/crm-customers/{self.customer_tour.id}",
            "crm_interaction_leave_tour",
            login="customer_own",
        )
        self.assertFalse(self._interactions())
