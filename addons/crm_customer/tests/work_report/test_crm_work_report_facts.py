from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, SALES, WorkReportCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmWorkReportFacts(WorkReportCommon):
    """What was logged is in the report of its day, and nothing else is."""

    def _create_lead(self, **values):
        lead = self.env["crm.lead"].create(
            {
                "name": "Line of three",
                "type": "opportunity",
                "partner_id": self.customer.id,
                "user_id": self.rep.id,
                "team_id": self.team.id,
                "company_id": self.company.id,
                "expected_revenue": 5000,
            }
            | values
        )
        old = "2026-01-05 02:00:00"
        self._let_be(lead, create_date=old, date_last_stage_update=old)
        return lead

    def _meet(self, start="2026-03-04 06:00:00", stop="2026-03-04 07:00:00", **values):
        quiet = self.env["calendar.event"].with_context(no_mail_to_attendees=True)
        return quiet.create(
            {
                "name": "Review",
                "start": start,
                "stop": stop,
                "user_id": self.rep.id,
                "partner_ids": [Command.set(self.rep.partner_id.ids)],
            }
            | values
        )

    def _plan(self, day="2026-03-05", **values):
        return self.env["mail.activity"].create(
            {
                "activity_type_id": self.env.ref("mail.mail_activity_data_call").id,
                "date_deadline": day,
                "res_id": self.customer.id,
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "summary": "Ask about the order",
                "user_id": self.rep.id,
            }
            | values
        )

    # talks
    def test_interactions_of_the_day_by_kind(self):
        outcome = self.env.ref("crm_customer.crm_customer_interaction_outcome_no_answer")
        self._talk("2026-03-04 01:00:00", kind="chat", name="Samples")
        self._talk("2026-03-04 02:00:00", outcome_id=outcome.id)
        self._talk("2026-03-04 03:00:00", user=self.leader, name="Hers")
        report = self._report()
        self.assertEqual(
            self._told(report, "interaction"),
            [f"Acme Trading · Prices · {outcome.name}", "Acme Trading · Samples"],
        )
        self.assertEqual(report.line_ids.mapped("label"), ["Call", "Chat"])
        self.assertEqual(report.line_ids.partner_id, self.customer)
        self.assertEqual(report.headline, "Interactions 2 (Call 1, Chat 1, customers: 1)")
        self.assertEqual(report.fact_count, 2)

    def test_a_day_is_that_of_the_person(self):
        # 23:30 of the 3rd and 0:30 of the 5th in Shanghai
        for date in ("2026-03-03 15:30:00", "2026-03-04 16:30:00"):
            self._talk(date)
        self._talk("2026-03-03 16:30:00", name="Just after midnight")
        report = self._report()
        self.assertEqual(self._told(report, "interaction"), ["Acme Trading · Just after midnight"])
        # the same moments in Berlin: 16:30 and 17:30 of the 3rd, 17:30 of the 4th
        self.rep.tz = "Europe/Berlin"
        report.action_refresh()
        self.assertEqual(self._told(report, "interaction"), ["Acme Trading · Prices"])

    def test_a_week_has_the_facts_of_its_days(self):
        for day in ("01", "02", "04"):
            self._talk(f"2026-03-{day} 02:00:00", name=f"Of the {day}")
        report = self._report(kind="week", date="2026-03-04")
        self.assertEqual(
            self._told(report, "interaction"),
            ["Acme Trading · Of the 02", "Acme Trading · Of the 04"],
        )
        days = [f"{day:%d}" for day in report.line_ids.mapped("date")]
        self.assertEqual(days, ["02", "04"])

    # visits and meetings
    def test_a_visit_is_told_once(self):
        visit = self.env["crm.visit"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.rep.id,
                "company_id": self.company.id,
                "name": "Look at the line",
                "date_start": "2026-03-04 02:00:00",
            }
        )
        visit.sudo().write({"state": "on_site", "date_check_in": "2026-03-04 02:05:00"})
        visit._start_interaction()
        self.assertTrue(visit.event_id and visit.interaction_id)
        report = self._report()
        self.assertEqual(report.line_ids.mapped("text"), ["Acme Trading · Look at the line"])
        self.assertEqual(report.line_ids.section, "visit")
        self.assertEqual(report.line_ids.label, "On Site")

    def test_tomorrows_visit_is_planned(self):
        visit = self.env["crm.visit"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.rep.id,
                "company_id": self.company.id,
                "date_start": "2026-03-05 02:00:00",
            }
        )
        report = self._report()
        self.assertEqual(report.line_ids.mapped("section"), ["planned"])
        self.assertEqual(report.line_ids.res_id, visit.id)
        self.assertEqual(report.fact_count, 0)

    def test_meetings_that_began_are_done_and_the_others_planned(self):
        self._meet(name="Held")
        self._meet("2026-03-04 12:00:00", "2026-03-04 13:00:00", name="This evening")
        self._meet("2026-03-05 02:00:00", "2026-03-05 03:00:00", name="Tomorrow")
        self._meet("2026-03-06 02:00:00", "2026-03-06 03:00:00", name="Friday")
        self._meet(name="Secret", privacy="private")
        report = self._report()
        self.assertEqual(self._told(report, "meeting"), ["Held"])
        self.assertEqual(self._told(report, "planned"), ["This evening", "Tomorrow"])

    def test_a_meeting_that_was_logged_is_told_as_interaction(self):
        meeting = self._meet()
        self._talk(kind="meeting", event_id=meeting.id)
        report = self._report()
        self.assertEqual(report.line_ids.mapped("section"), ["interaction"])

    # activities
    def test_activities_done_and_due_next(self):
        self._plan("2026-03-04").with_user(self.rep).action_feedback()
        self._plan("2026-03-05", summary="Send the samples")
        self._plan("2026-03-06", summary="On Friday")
        report = self._report()
        self.assertEqual(self._told(report, "activity"), ["Acme Trading · Ask about the order"])
        self.assertEqual(self._told(report, "planned"), ["Acme Trading · Send the samples"])
        self.assertEqual(report.line_ids.partner_id, self.customer)

    def test_on_friday_monday_is_next(self):
        with freeze_time("2026-03-06 10:00:00"):
            self._plan("2026-03-09", summary="On Monday")
            report = self._report(date="2026-03-06")
            self.assertEqual(self._told(report, "planned"), ["Acme Trading · On Monday"])

    def test_an_activity_that_was_logged_is_told_as_interaction(self):
        activity = self._plan("2026-03-04")
        log = self.env["crm.customer.interaction"].with_user(self.rep)
        log = log.with_context(crm_done_activity_id=activity.id)
        log.create({"partner_id": self.customer.id, "name": "They ordered", "date": NOW})
        report = self._report()
        self.assertEqual(report.line_ids.mapped("text"), ["Acme Trading · They ordered"])

    def test_an_activity_about_what_the_person_may_not_read_is_not_told(self):
        theirs = self._create_customer("Theirs", company_id=self.company_b.id)
        self._plan("2026-03-05", res_id=theirs.id)
        self.assertFalse(self._report().line_ids)

    # what was sold
    def test_opportunities_created_moved_won_and_lost(self):
        stages = self.env["crm.stage"].create([{"name": "Talks"}, {"name": "Offer"}])
        today = "2026-03-04 03:00:00"
        new, moved, won, lost, old = (
            self._create_lead(name=name, stage_id=stages[0].id)
            for name in ("New", "Moved", "Won", "Lost", "Old")
        )
        reason = self.env["crm.lost.reason"].create({"name": "Too dear"})
        moved.stage_id = stages[1]
        won.action_set_won()
        lost.action_set_lost(lost_reason_id=reason.id)
        self._let_be(new, create_date=today, date_last_stage_update=today)
        self._let_be(moved, date_last_stage_update=today)
        self._let_be(won, date_closed=today, date_last_stage_update=today)
        self._let_be(lost, date_closed=today)
        report = self._report()
        for section, name in (
            ("opportunity_new", "New"),
            ("opportunity_moved", "Moved"),
            ("opportunity_won", "Won"),
            ("opportunity_lost", "Lost · Too dear"),
        ):
            self.assertEqual(self._told(report, section), [f"Acme Trading · {name}"], section)
        self.assertEqual(report.line_ids.mapped("amount"), [5000] * 4)
        self.assertEqual(report.line_ids.currency_id, self.company.currency_id)
        self.assertNotIn(old.id, report.line_ids.mapped("res_id"))
        self.assertIn("5,000.00", report.headline)

    def test_quotations_made_and_orders_confirmed(self):
        product = self.env["product.product"].create(
            {"name": "Pump", "list_price": 300, "taxes_id": False}
        )
        made, ordered, old = (
            self.env["sale.order"].create(
                {
                    "partner_id": self.customer.id,
                    "user_id": self.rep.id,
                    "company_id": self.company.id,
                    "order_line": [
                        Command.create({"product_id": product.id, "product_uom_qty": quantity})
                    ],
                }
            )
            for quantity in (1, 2, 3)
        )
        ordered.action_confirm()
        self._let_be(made | ordered, create_date="2026-03-04 03:00:00")
        self._let_be(ordered, date_order="2026-03-04 04:00:00")
        self._let_be(old, create_date="2026-03-03 03:00:00")
        report = self._report()
        self.assertEqual(self._told(report, "quotation"), [f"Acme Trading · {made.name}"])
        self.assertEqual(self._told(report, "order"), [f"Acme Trading · {ordered.name}"])
        self.assertEqual(report.line_ids.mapped("amount"), [300, 600])

    def test_new_customers(self):
        customer = self._create_customer("Newcomer", crm_code="WR-2", user_id=self.rep.id)
        self._let_be(customer, create_date="2026-03-04 03:00:00")
        report = self._report()
        self.assertEqual(self._told(report, "customer"), ["Newcomer"])
        self.assertEqual(report.line_ids.action_open_record()["res_id"], customer.id)

    # office
    def test_questions_answered(self):
        department = self.env["crm.request.department"].create(
            {"name": "Technical", "user_id": self.rep.id, "answer_days": 2}
        )
        request = self.env["crm.request"].create(
            {
                "name": "Which sealing?",
                "question": "<p>120 °C</p>",
                "department_id": department.id,
                "requester_id": self.leader.id,
                "partner_id": self.customer.id,
            }
        )
        request = request.with_user(self.rep)
        request.action_take()
        request.answer = "<p>FKM</p>"
        request.action_answer()
        report = self._report()
        # its activity is told no second time
        self.assertEqual(report.line_ids.mapped("section"), ["request"])
        self.assertEqual(report.line_ids.text, f"Which sealing? · {self.leader.name}")

    def test_approvals_decided_with_what_they_are_worth(self):
        self.env["crm.approval.rule"].search([]).active = False
        step = {"name": "Boss", "who": "user", "user_ids": [Command.set(self.rep.ids)]}
        self.env["crm.approval.rule"].create(
            {
                "name": "Limits",
                "kind": "credit_limit",
                "company_id": self.company.id,
                "step_ids": [Command.create(step)],
            }
        )
        approval = self.customer.with_user(self.leader)._approval_require(
            "credit_limit", {"credit_limit": 900}, "They grow"
        )
        approval.with_user(self.rep).action_approve()
        report = self._report()
        self.assertEqual(report.line_ids.mapped("section"), ["approval"])
        self.assertEqual(report.line_ids.label, "Approved")
        self.assertIn(self.leader.name, report.line_ids.text)

    # rules
    def test_the_facts_of_a_report_are_those_of_its_company(self):
        self.rep.company_ids = [Command.link(self.company_b.id)]
        theirs = self._create_customer("Theirs", company_id=self.company_b.id)
        self._talk(partner_id=theirs.id, company_id=self.company_b.id, name="There")
        self._talk(name="Here")
        companies = (self.company | self.company_b).ids
        reports = self.Report.with_user(self.rep).with_context(allowed_company_ids=companies)
        for company, text in (
            (self.company, "Acme Trading · Here"),
            (self.company_b, "Theirs · There"),
        ):
            report = reports.create({"date": "2026-03-04", "company_id": company.id})
            self.assertEqual(report.line_ids.mapped("text"), [text])

    def test_facts_are_read_as_the_person_whoever_draws_them(self):
        self.env["ir.rule"].create(
            {
                "name": "Hidden opportunities",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "domain_force": "[('name', '!=', 'Hidden')]",
            }
        )
        leads = self._create_lead(name="Hidden") | self._create_lead(name="Shown")
        self._let_be(leads, create_date="2026-03-04 03:00:00")
        report = self.Report.sudo().create(
            {"user_id": self.rep.id, "company_id": self.company.id, "date": "2026-03-04"}
        )
        self.assertEqual(report.line_ids.mapped("text"), ["Acme Trading · Shown"])

    def test_who_may_not_read_opportunities_has_none(self):
        lead = self._create_lead(user_id=self.stranger.id)
        self._let_be(lead, create_date="2026-03-04 03:00:00")
        report = self._report(self.stranger)
        self.assertFalse(report.line_ids)
        self.stranger.group_ids = [Command.link(self.env.ref(SALES).id)]
        report.action_refresh()
        self.assertEqual(report.line_ids.mapped("res_id"), lead.ids)

    def test_a_fact_that_is_gone_says_so(self):
        talk = self._talk()
        report = self._report()
        action = report.line_ids.action_open_record()
        self.assertEqual((action["res_model"], action["res_id"]), (talk._name, talk.id))
        talk.unlink()
        with self.assertRaisesRegex(UserError, "is gone"):
            report.line_ids.action_open_record()
