from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestLeadRisk(DealCommon):
    def setUp(self):
        super().setUp()
        self._forget_usual()
        self.addCleanup(self._forget_usual)
        self.today = fields.Date.context_today(self.lead)

    def _forget_usual(self):
        """What is usual is kept for a day, also what a test makes of it."""
        self.env.registry.clear_cache()

    def _age(self, leads, days):
        moment = self.env.cr.now() - timedelta(days=days)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = ANY(%s)", [moment, leads.ids]
        )
        self.env.invalidate_all()

    def _keys(self, lead=None):
        lead = (lead or self.lead).with_user(self.seller)
        lead.invalidate_recordset(["crm_risks", "crm_risk_level"])
        return [risk["key"] for risk in lead.crm_risks or []]

    def _talk(self, days=0, **values):
        return self.env["crm.customer.interaction"].create(
            {
                "partner_id": self.customer.id,
                "kind": "call",
                "date": self.env.cr.now() - timedelta(days=days),
            }
            | values
        )

    def test_a_new_one_lacks_a_next_step_alone(self):
        self.assertEqual(self._keys(), ["no_next_step"])
        self.assertEqual(self.lead.crm_risk_level, "medium")

    def test_each_is_explained_and_says_what_to_do(self):
        self._age(self.lead, 30)
        risks = self.lead.with_user(self.seller).crm_risks
        self.assertEqual(
            [risk["key"] for risk in risks],
            ["no_decision_maker", "silent", "no_champion", "no_next_step"],
        )
        self.assertEqual(
            risks[0],
            {
                "key": "no_decision_maker",
                "level": "high",
                "title": "No decision maker known",
                "why": "It is open for 30 days, and nobody who decides or pays is known.",
                "advice": "Ask who signs, and add this person to the stakeholders.",
            },
        )
        self.assertEqual(
            risks[1]["why"], "In the 30 days that it exists the customer was never reached."
        )

    def test_every_sign_has_words(self):
        engine = self.env["crm.lead"]._crm_explain
        found = {name for name in dir(self.lead) if name.startswith("_crm_explain_")}
        self.assertEqual(len(found), 11)
        self.assertTrue(callable(engine))

    def test_what_is_done_takes_the_signs_away(self):
        self._age(self.lead, 30)
        self._create_stakeholder(role="decision_maker", stance="supporter")
        self._create_stakeholder(self.bo, role="champion", stance="supporter")
        self._talk(days=2, lead_id=self.lead.id)
        self.lead.activity_schedule("mail.mail_activity_data_call", self.today)
        self.assertEqual(self._keys(), [])
        self.assertFalse(self.lead.crm_risk_level)

    def test_a_mail_of_the_customer_ends_the_silence(self):
        self._age(self.lead, 60)
        self.assertIn("silent", self._keys())
        self.env["mail.message"].create(
            {
                "model": "crm.lead",
                "res_id": self.lead.id,
                "message_type": "email",
                "date": self.env.cr.now() - timedelta(days=1),
            }
        )
        self.assertNotIn("silent", self._keys())

    def test_a_talk_without_reaching_anybody_is_none(self):
        self._age(self.lead, 60)
        self._talk(days=1).is_contact = False
        self.assertIn("silent", self._keys())

    def test_dates(self):
        self.lead.date_deadline = self.today - timedelta(days=4)
        self.lead.activity_schedule("mail.mail_activity_data_call", self.today - timedelta(days=3))
        risks = {risk["key"]: risk["why"] for risk in self.lead.crm_risks}
        self.assertEqual(
            risks,
            {
                "closing_passed": "It was to be closed 4 days ago.",
                "next_step_overdue": "What was planned next is overdue for 3 days.",
            },
        )

    def test_put_off(self):
        self.lead.date_deadline = self.today + timedelta(days=10)
        self.lead.date_deadline = self.today + timedelta(days=20)
        self.lead.date_deadline = self.today + timedelta(days=45)
        pushed = [risk for risk in self.lead.crm_risks if risk["key"] == "pushed"]
        self.assertEqual(
            pushed[0]["why"], "The closing date was put off 2 times, by 35 days in all."
        )

    def _win(self, number, days, value):
        """Win ``number`` opportunities that stood ``days`` in the first stage."""
        leads = self.env["crm.lead"].union(
            *(
                self._create_deal(f"Won {n}", expected_revenue=value, company_id=self.company.id)
                for n in range(number)
            )
        )
        leads.action_set_won()
        stays = leads.sudo().crm_stage_log_ids
        stays.unlink()
        now = self.env.cr.now()
        self.env["crm.sales.stage.log"].create(
            [
                {
                    "lead_id": lead.id,
                    "lead_type": "opportunity",
                    "stage_id": self.first.id,
                    "status": "open",
                    "date_from": now - timedelta(days=days),
                    "date_to": now,
                    "days": days,
                    "company_id": self.company.id,
                }
                for lead in leads
            ]
        )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Risk company", "crm_has_risks": True})
        (cls.seller + cls.head).write({"company_ids": [(4, cls.company.id)]})

    def _stand(self, lead, days):
        stay = lead.sudo().crm_stage_log_ids
        stay.date_from = self.env.cr.now() - timedelta(days=days)
        self.env.flush_all()

    def test_too_long_and_too_large_are_against_what_was_won(self):
        self._win(5, days=6, value=1000)
        slow = self._create_deal(company_id=self.company.id, expected_revenue=3000)
        self._stand(slow, 12.5)
        self._forget_usual()
        self.assertEqual(self._keys(slow), ["no_next_step", "slow_stage"])
        why = slow.crm_risks[1]["why"]
        self.assertEqual(why, "It is in this stage for 12 days; those that were won took 6.0.")
        slow.expected_revenue = 3001
        self.assertIn("large", self._keys(slow))

    def test_four_won_ones_say_nothing_of_what_is_usual(self):
        self._win(4, days=6, value=10)
        slow = self._create_deal(company_id=self.company.id)
        self._stand(slow, 100)
        self._forget_usual()
        self.assertEqual(self._keys(slow), ["no_next_step"])

    def test_the_limits_of_the_company_count(self):
        self._age(self.lead, 60)
        self.env.company.write({"crm_risk_silent_days": 0, "crm_risk_people_days": 0})
        self.assertEqual(self._keys(), ["no_next_step"])

    def test_a_company_that_wants_no_signs_has_none(self):
        self._age(self.lead, 60)
        self.env.company.crm_has_risks = False
        self.assertEqual(self._keys(), [])
        found = self.env["crm.lead"].search(
            [("id", "=", self.lead.id), ("crm_risk_level", "=", "high")]
        )
        self.assertFalse(found)

    def test_won_lost_and_leads_have_none(self):
        won, lost = self._create_deal("Won"), self._create_deal("Lost")
        lead = self._create_deal("Lead", type="lead")
        won.action_set_won()
        lost.action_set_lost()
        for each in won + lost + lead:
            self.assertEqual(self._keys(each), [])

    def test_the_filter_finds_those_at_risk(self):
        good, bad = self._create_deal("Good"), self._create_deal("Bad")
        good.activity_schedule("mail.mail_activity_data_call", self.today)
        # the day before yesterday is over for the seller as well, wherever both are
        bad.date_deadline = self.today - timedelta(days=2)
        ours = good + bad + self.lead
        leads = self.env["crm.lead"].with_user(self.seller)
        for level, found in (("high", bad), ("medium", self.lead), (False, good)):
            domain = [("id", "in", ours.ids), ("crm_risk_level", "=", level)]
            self.assertEqual(leads.search(domain), found)
        domain = [("id", "in", ours.ids), ("crm_risk_level", "!=", False)]
        self.assertEqual(leads.search(domain), bad + self.lead)

    def test_it_does_not_depend_on_who_looks(self):
        self._age(self.lead, 30)
        self._talk(days=1, user_id=self.head.id, lead_id=self.lead.id)
        self.assertEqual(
            self.lead.with_user(self.seller).crm_risk_count,
            self.lead.with_user(self.sales_manager).crm_risk_count,
        )

    def test_ten_or_a_hundred_take_the_same_queries(self):
        counts = []
        for number in (10, 100):
            leads = self.env["crm.lead"].union(
                *(self._create_deal(f"No {n}") for n in range(number))
            )
            for lead in leads:
                self._create_stakeholder(lead=lead)
            leads = leads.with_user(self.seller)
            # what is kept for longer than a request is known already
            leads.mapped("crm_risk_level")
            self.env.flush_all()
            self.env.invalidate_all()
            leads.env.user.fetch(["tz"])
            leads.env.user.partner_id.fetch(["tz"])
            before = self.env.cr.sql_log_count
            leads.mapped("crm_risk_level")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
