from odoo.tests import tagged

from .common import JourneyCommon


@tagged("post_install", "-at_install")
class TestHosts(JourneyCommon):
    """Merging, erasing, handing over, forgetting."""

    def _both_in(self, **values):
        self.first, self.second = self._create_member("First"), self._create_member("Second")
        self.journey = self._create_journey(["mail", ("wait", {"wait_count": 9})], **values)
        self._start(self.journey)
        self._run()

    def _merge(self):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.first | self.second).ids, self.first)

    def test_two_contacts_that_are_merged_go_on_as_one(self):
        self._both_in()
        self._merge()
        runs = self.env["crm.sales.journey.run"].search([("journey_id", "=", self.journey.id)])
        self.assertEqual(runs.partner_id, self.first)
        self.assertEqual(sorted(runs.mapped("turn")), [1, 2])
        self.assertEqual(sorted(runs.mapped("state")), ["left", "waiting"])
        self.assertEqual(runs.filtered(lambda run: run.state == "left").reason, "merged")
        self.assertEqual(set(runs.event_ids.partner_id.ids), set(self.first.ids))

    def test_what_a_person_went_through_is_in_the_report_and_is_erased(self):
        self._both_in()
        holdings = {each.title: each for each in self.first._crm_holdings()}
        self.assertEqual(holdings["Journeys"].records, self._get_run(self.first))
        holdings["Journeys"].records.unlink()
        self.assertFalse(self._get_run(self.first))

    def test_leads_that_are_merged_go_on_as_one(self):
        journey = self._create_journey(
            [("wait", {"wait_count": 9})], entry="lead_created", segment_id=False
        )
        self._start(journey)
        leads = self._create_lead("One") | self._create_lead("Two")
        self.assertEqual(len(journey.run_ids), 2)
        merged = leads.merge_opportunity()
        runs = self.env["crm.sales.journey.run"].search([("journey_id", "=", journey.id)])
        self.assertEqual(runs.lead_id, merged)
        self.assertEqual(sorted(runs.mapped("state")), ["left", "waiting"])

    def test_participants_follow_the_owner_of_the_contact(self):
        self._both_in()
        self.first.user_id = self.leader
        self.assertEqual(self._get_run(self.first).user_id, self.leader)

    def test_journeys_of_a_leaver_are_handed_over(self):
        sources = {each.key: each for each in self.env["crm.handover"]._handover_sources()}
        self.assertEqual(sources["journey"].model, "crm.sales.journey")

    def test_who_came_to_the_end_is_forgotten_after_a_time(self):
        self._both_in()
        runs = self.env["crm.sales.journey.run"]
        self.env["ir.config_parameter"].set_param("crm_sales.journey_days", 30)
        ended = self._get_run(self.second)
        with self._later(days=1):
            ended.action_stop()
        with self._later(days=20):
            runs._gc_expired()
        self.assertTrue(ended.exists())
        with self._later(days=40):
            runs._gc_expired()
        self.assertFalse(ended.exists())
        self.assertTrue(self._get_run(self.first))
