from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import JourneyCommon


@tagged("post_install", "-at_install")
class TestEnter(JourneyCommon):
    def test_who_is_in_the_segment_enters_and_is_sent_the_first_mail(self):
        partner = self._create_member()
        journey = self._create_journey(["mail"])
        self._start(journey)
        self._run()
        self.assertEqual(self._get_run(partner).state, "done")
        self.assertEqual(len(self._mails(partner)), 1)

    def test_who_left_the_segment_does_not_enter(self):
        partner = self._create_member(day="2026-02-01")
        self.env["crm.customer.segment.member"].search(
            [("partner_id", "=", partner.id)]
        ).date_to = "2026-02-20"
        journey = self._create_journey(["mail"])
        self._start(journey)
        self._run()
        self.assertFalse(journey.run_ids)

    def test_a_draft_lets_nobody_enter(self):
        self._create_member()
        journey = self._create_journey(["mail"])
        self._run()
        self.assertFalse(journey.run_ids)

    def test_who_is_in_is_not_let_in_again(self):
        partner = self._create_member()
        journey = self._create_journey([("wait", {"wait_count": 9})], reentry="always")
        self._start(journey)
        self._run()
        self._run(days=1)
        self.assertEqual(len(journey.run_ids), 1)
        self.assertEqual(journey.run_ids.partner_id, partner)

    def test_never_again_is_never(self):
        self._create_member()
        journey = self._create_journey(["tag"])
        self._start(journey)
        self._run()
        self._run(days=400)
        self.assertEqual(len(journey.run_ids), 1)

    def test_after_some_days_one_enters_again(self):
        self._create_member()
        journey = self._create_journey(["tag"], reentry="days", reentry_days=30)
        self._start(journey)
        for days, count in ((0, 1), (29, 1), (31, 2)):
            self._run(days=days)
            self.assertEqual(len(journey.run_ids), count, days)
        self.assertEqual(journey.run_ids.sorted("id").mapped("turn"), [1, 2])

    def test_each_time_needs_a_new_stay_in_the_segment(self):
        partner = self._create_member()
        journey = self._create_journey(["tag"], reentry="always")
        self._start(journey)
        self._run()
        self._run(days=5)
        self.assertEqual(len(journey.run_ids), 1)
        self.env["crm.customer.segment.member"].search(
            [("partner_id", "=", partner.id)]
        ).date_to = "2026-03-08"
        self.env.flush_all()
        self._put_in(partner, "2026-03-10")
        self._run(days=9)
        self.assertEqual(len(journey.run_ids), 2)

    def test_who_is_held_out_of_the_campaign_does_not_enter(self):
        campaign = self.env["utm.campaign"].create({"name": "Compared"})
        partners = self._create_member("Gets It"), self._create_member("Held Out")
        self.env["crm.sales.campaign.member"].create(
            [
                {
                    "campaign_id": campaign.id,
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "date_frozen": "2026-03-01",
                    "is_held_out": partner == partners[1],
                }
                for partner in partners
            ]
        )
        journey = self._create_journey(["mail"], campaign_id=campaign.id)
        self._start(journey)
        self._run()
        self.assertEqual(journey.run_ids.partner_id, partners[0])

    # by what happens
    def test_a_new_lead_enters(self):
        journey = self._create_journey(["activity"], entry="lead_created", segment_id=False)
        self._start(journey)
        with self._later():
            lead = self._create_lead(name="Enters")
        self.assertEqual(journey.run_ids.lead_id, lead)
        self._run()
        self.assertEqual(lead.activity_ids.summary, "activity 1")

    def test_a_stage_lets_in_who_comes_there(self):
        lead = self._create_lead()
        journey = self._create_journey(
            ["activity"], entry="stage", stage_id=self.next.id, segment_id=False
        )
        self._start(journey)
        lead.priority = "2"
        self.assertFalse(journey.run_ids)
        lead.stage_id = self.next
        self.assertEqual(journey.run_ids.lead_id, lead)

    def test_won_and_lost_opportunities_enter(self):
        won, lost = self._create_lead("Won"), self._create_lead("Lost")
        for entry in ("won", "lost"):
            self._start(self._create_journey(["activity"], entry=entry, segment_id=False))
        won.action_set_won()
        lost.action_set_lost()
        for lead, entry in ((won, "won"), (lost, "lost")):
            runs = self.env["crm.sales.journey.run"].search([("lead_id", "=", lead.id)])
            self.assertEqual(runs.journey_id.mapped("entry"), [entry])

    def test_a_quotation_that_is_sent_and_an_order_enter(self):
        for entry in ("quotation", "order"):
            self._start(self._create_journey(["activity"], entry=entry, segment_id=False))
        product = self.env["product.product"].create({"name": "Robot"})
        order = self.env["sale.order"].create(
            {
                "partner_id": self._create_customer().id,
                "order_line": [Command.create({"product_id": product.id, "price_unit": 1})],
            }
        )
        runs = self.env["crm.sales.journey.run"]
        order.action_quotation_sent()
        found = runs.search([("order_id", "=", order.id)])
        self.assertEqual(found.journey_id.mapped("entry"), ["quotation"])
        order.action_confirm()
        found = runs.search([("order_id", "=", order.id)])
        self.assertEqual(sorted(found.journey_id.mapped("entry")), ["order", "quotation"])

    def test_a_form_lets_in_who_fills_it_in(self):
        forms = self.env["crm.sales.lead.form"].create([{"name": "A"}, {"name": "B"}])
        journey = self._create_journey(
            ["activity"], entry="form", form_id=forms[0].id, segment_id=False
        )
        self._start(journey)
        for form in forms:
            lead = self._create_lead(form.name)
            arrival = self.env["crm.sales.lead.arrival"].create(
                {"date": "2026-03-02", "channel": "form", "result": "new",
                 "company_id": self.company.id}
            )  # fmt: skip
            arrival.write({"lead_id": lead.id, "form_id": form.id})
        self.assertEqual(journey.run_ids.lead_id.name, "A")

    def test_records_of_another_company_do_not_enter(self):
        journey = self._create_journey(["activity"], entry="lead_created", segment_id=False)
        self._start(journey)
        other = self.env["res.company"].create({"name": "Other"})
        self._create_lead(company_id=other.id, team_id=False, user_id=False)
        self.assertFalse(journey.run_ids)

    def test_an_error_in_entering_never_stops_who_caused_it(self):
        journey = self._create_journey(["activity"], entry="lead_created", segment_id=False)
        self._start(journey)
        partner = self._create_customer()
        with patch.object(type(journey), "_get_past", lambda *_args: {}):
            leads = [self._create_lead(f"Lead {n}", partner_id=partner.id) for n in range(2)]
        self.assertTrue(all(lead.exists() for lead in leads))
        self.assertEqual(len(journey.run_ids), 1)

    def test_a_journey_without_listeners_costs_no_query(self):
        journeys = self.env["crm.sales.journey"]
        journeys._get_listeners("lead_created")
        with self.assertQueryCount(0):
            journeys._take("lead_created", self.env["crm.lead"].browse(1))

    # starting
    def test_without_steps_it_does_not_start(self):
        with self.assertRaisesRegex(UserError, "Add the steps"):
            self._start(self._create_journey([]))

    def test_without_a_template_it_does_not_start(self):
        journey = self._create_journey([("mail", {"template_id": False})])
        with self.assertRaisesRegex(UserError, "the e-mail template is missing"):
            self._start(journey)

    def test_without_a_segment_it_does_not_start(self):
        with self.assertRaisesRegex(UserError, "segment"):
            self._start(self._create_journey(["mail"], segment_id=False))

    def test_who_enters_is_not_changed_later(self):
        journey = self._create_journey(["tag"])
        self._start(journey)
        with self.assertRaisesRegex(UserError, "not changed"):
            journey.entry = "won"

    def test_what_has_started_is_not_deleted(self):
        journey = self._create_journey(["tag"])
        self._start(journey)
        with self.assertRaisesRegex(UserError, "not deleted"):
            journey.unlink()
