from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .common import NOW, SALES, TODAY, TodayCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTodayBlocks(TodayCommon):
    """Each block by records made by hand."""

    # customers nobody contacted
    def _let_wait(self, customer, day="2026-02-01"):
        customer.crm_level_id = self.level
        self.env.flush_all()
        query = SQL("UPDATE res_partner SET create_date = %s WHERE id = %s", day, customer.id)
        self.env.cr.execute(query)

    def test_own_customers_nobody_contacted_the_longest_first(self):
        older = self._create_customer("Older Ltd", crm_code="TD-2", user_id=self.user_own.id)
        fresh = self._create_customer("Fresh Ltd", crm_code="TD-3", user_id=self.user_own.id)
        other = self._create_customer("Other Ltd", crm_code="TD-4", user_id=self.colleague.id)
        self._let_wait(self.customer)
        self._let_wait(older, "2026-01-01")
        self._let_wait(fresh, "2026-03-01")
        self._let_wait(other)
        block = self._block("contact")
        self.assertEqual([item["id"] for item in block["items"]], (older + self.customer).ids)
        self.assertEqual(block["count"], 2)
        self.assertEqual(block["items"][1]["subtitle"], "No contact for 31 days")
        self.assertEqual(block["items"][1]["state"], "late")

    def test_a_customer_that_somebody_is_at_does_not_wait(self):
        self._let_wait(self.customer)
        self._plan("2026-03-20")
        self.assertEqual(self._block("contact")["count"], 0)

    def test_customers_of_a_company_that_is_not_switched_on_do_not_wait(self):
        hidden = self._create_customer(
            "Hidden Ltd", crm_code="TD-5", user_id=self.user_own.id, company_id=self.company_b.id
        )
        self._let_wait(hidden)
        self.assertEqual(self._block("contact")["count"], 0)

    # visits
    def _plan_visit(self, **values):
        return self.env["crm.visit"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.user_own.id,
                "date_start": "2026-03-04 06:00:00",
                "name": "Show samples",
            }
            | values
        )

    def test_visits_of_today_with_where_they_stand(self):
        self._plan_visit()
        self._plan_visit(date_start="2026-03-05 06:00:00")
        other = self._create_customer("Other Ltd")
        self._plan_visit(user_id=self.colleague.id, partner_id=other.id)
        missed = self._plan_visit(partner_id=other.id, date_start="2026-03-04 00:00:00")
        block = self._block("visits")
        self.assertEqual(self._titles("visits"), ["Other Ltd", "Acme Trading"])
        self.assertEqual([item["state"] for item in block["items"]], ["late", "today"])
        self.assertEqual(block["items"][0]["acts"][0]["key"], "check_in")
        reason = {"reason": "Phone left in the car"}
        self.env["crm.visit"].with_user(self.user_own).check_in(visit_id=missed.id, **reason)
        first = self._block("visits")["items"][0]
        self.assertEqual((first["id"], first["badge"]), (missed.id, "On Site"))
        self.assertEqual(first["acts"][0]["key"], "check_out")

    # meetings
    def _meet(self, start, stop, user=None, **values):
        user = user or self.user_own
        return (
            self.env["calendar.event"]
            .with_context(no_mail_to_attendees=True)
            .create(
                {
                    "name": "Talk",
                    "start": start,
                    "stop": stop,
                    "user_id": user.id,
                    "partner_ids": [Command.set(user.partner_id.ids)],
                }
                | values
            )
        )

    def test_meetings_of_the_users_day(self):
        # from 00:30 to 01:00, and from 23:00 to 24:00 in Shanghai
        self._meet("2026-03-03 16:30:00", "2026-03-03 17:00:00", name="First")
        self._meet("2026-03-04 15:00:00", "2026-03-04 16:00:00", name="Last")
        self._meet("2026-03-03 15:00:00", "2026-03-03 16:00:00", name="Yesterday")
        self._meet("2026-03-04 16:00:00", "2026-03-04 17:00:00", name="Tomorrow")
        self._meet("2026-03-04 05:00:00", "2026-03-04 06:00:00", user=self.colleague)
        self.assertEqual(self._titles("meetings"), ["First", "Last"])
        states = [item["state"] for item in self._block("meetings")["items"]]
        self.assertEqual(states, ["done", "today"])
        self.assertEqual(self._titles("calendar_ahead"), ["Tomorrow"])

    def test_a_whole_day_counts_and_a_declined_meeting_does_not(self):
        self._meet(
            f"{TODAY} 00:00:00",
            f"{TODAY} 23:59:00",
            allday=True,
            start_date=TODAY,
            stop_date=TODAY,
            name="Fair",
        )
        declined = self._meet("2026-03-04 05:00:00", "2026-03-04 06:00:00", name="Declined")
        declined.attendee_ids.state = "declined"
        item = self._block("meetings")["items"][0]
        self.assertEqual(self._titles("meetings"), ["Fair"])
        self.assertTrue(item["is_day"])

    def test_the_meeting_of_a_visit_shows_once(self):
        self._plan_visit()
        self.assertEqual(self._block("meetings")["count"], 0)
        self.assertEqual(self._block("visits")["count"], 1)

    # sales
    def _quote(self, validity=False, state="draft", ordered="2026-03-03 02:00:00", **values):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.user_own.id,
                "validity_date": validity,
                "state": state,
            }
            | values
        )
        order.date_order = ordered
        return order

    def test_quotations_that_expire_or_were_not_answered(self):
        unanswered = self._quote("2026-05-01", "sent", "2026-02-20 02:00:00")
        soon = self._quote("2026-03-11")
        expired = self._quote("2026-03-03", "sent")
        self._quote("2026-03-12")
        self._quote("2026-05-01", "sent")
        self._quote("2026-03-03", "cancel")
        self._quote("2026-03-03", user_id=self.colleague.id)
        block = self._block("quotations")
        self.assertEqual([item["id"] for item in block["items"]], (expired + soon + unanswered).ids)
        self.assertEqual(
            [(item["state"], item["badge"]) for item in block["items"]],
            [("late", "No answer"), ("soon", "Not sent"), ("today", "No answer")],
        )
        self.assertEqual(block["items"][0]["currency_id"], expired.currency_id.id)

    def _win(self, **values):
        return self.env["crm.lead"].create(
            {
                "name": "New line",
                "type": "opportunity",
                "partner_id": self.customer.id,
                "user_id": self.user_own.id,
                "team_id": self.team.id,
                "expected_revenue": 500,
            }
            | values
        )

    def test_opportunities_past_their_date_or_without_a_next_step(self):
        idle = self._win(name="Idle")
        late = self._win(name="Late", date_deadline="2026-03-03")
        cared = self._win(name="Cared for", date_deadline="2026-03-10")
        self._plan("2026-03-06", record=late)
        self._plan("2026-03-06", record=cared)
        stepped = self._win(name="By interaction")
        self.env["crm.customer.interaction"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.user_own.id,
                "lead_id": stepped.id,
                "kind": "call",
                "next_step": "Send prices",
                "next_step_date": "2026-03-09",
            }
        )
        self._win(name="Another's", user_id=self.colleague.id)
        block = self._block("opportunities")
        self.assertEqual([item["id"] for item in block["items"]], (late + idle).ids)
        self.assertEqual(
            [item["badge"] for item in block["items"]], ["Past closing", "No next step"]
        )
        self.assertEqual(block["items"][0]["amount"], 500)

    def test_who_does_not_sell_gets_no_blocks_about_sales(self):
        self.user_own.group_ids = [Command.unlink(self.env.ref(SALES).id)]
        self.assertIsNone(self._block("quotations"))
        self.assertIsNone(self._block("opportunities"))
        self.assertIsNotNone(self._block("activities"))

    # care
    def test_people_to_greet_once_each(self):
        rules = self.env["crm.care.rule"].create(
            [{"name": name, "company_id": self.env.company.id} for name in ("Call", "Mail")]
        )
        base = {
            "partner_id": self.customer.id,
            "customer_id": self.customer.id,
            "company_id": self.env.company.id,
            "occasion_id": self.env.ref("crm_customer.crm_care_occasion_birthday").id,
            "date_act": "2026-03-06",
            "year": 2026,
            "action": "activity",
        }
        acts = self.env["crm.care.act"].create(
            [base | {"rule_id": rule.id, "date": "2026-03-06"} for rule in rules]
            + [base | {"rule_id": rules[0].id, "date": "2026-03-30", "year": 2027}]
        )
        block = self._block("care")
        self.assertEqual((block["count"], len(block["items"])), (1, 1))
        self.assertEqual(block["items"][0]["ids"], acts[:2].ids)
        self.assertEqual(block["items"][0]["open"], ["res.partner", self.customer.id])
        self.assertEqual(self._block("care", self.colleague)["count"], 0)

    # mails and imports
    def test_own_mails_to_assign(self):
        mails = self.env["crm.customer.mail"].create(
            [
                {
                    "name": "Prices?",
                    "user_id": user.id,
                    "company_id": self.env.company.id,
                    "date": "2026-03-03 02:00:00",
                    "message_key": f"<today-{user.id}@example.com>",
                    "address_ids": [Command.create({"email": "who@example.com"})],
                }
                for user in (self.user_own, self.colleague)
            ]
        )
        block = self._block("mails")
        self.assertEqual([item["id"] for item in block["items"]], mails[0].address_ids.ids)
        self.assertEqual(block["items"][0]["subtitle"], "Prices?")

    def test_imports_that_wait_for_a_manager(self):
        jobs = self.env["crm.customer.import"].create(
            [
                {"file_name": "ready.csv", "state": "checked"},
                {"file_name": "failed.csv", "state": "failed"},
                {"file_name": "done.csv", "state": "loaded"},
                {"file_name": "busy.csv", "state": "mapped", "task": "check"},
                {"file_name": "b.csv", "state": "checked", "company_id": self.company_b.id},
            ]
        )
        block = self._block("imports", self.user_manager)
        items = {item["id"]: item for item in block["items"] if item["id"] in jobs.ids}
        self.assertEqual(set(items), set(jobs[:2].ids))
        self.assertEqual(items[jobs[1].id]["state"], "late")
        self.assertIsNone(self._block("imports", self.user_all))

    # figures
    def _figures(self, user):
        return {figure["key"]: figure for figure in self._block("figures", user)["items"]}

    def test_figures_of_the_team(self):
        before = self._figures(self.user_team)
        self._win(expected_revenue=700)
        self._win(expected_revenue=300, date_deadline="2026-03-03")
        self._win(user_id=self.colleague.id, team_id=False)
        self._quote("2026-03-05")
        self._plan_visit()
        figures = self._figures(self.user_team)
        self.assertEqual(figures["pipeline"]["value"] - before["pipeline"]["value"], 2)
        self.assertEqual(figures["pipeline"]["amount"] - before["pipeline"]["amount"], 1000)
        self.assertEqual(figures["past"]["value"] - before["past"]["value"], 1)
        self.assertEqual(figures["past"]["state"], "late")
        self.assertEqual(figures["quotations"]["value"], 1)
        self.assertEqual(figures["visits"]["value"], "0 of 1")
        self.assertIsNone(self._block("figures"))

    def test_figures_of_who_sees_all_take_everybody_of_the_company(self):
        before = self._figures(self.user_manager)["pipeline"]["value"]
        self._win(user_id=self.colleague.id, team_id=False)
        self._win(company_id=self.company_b.id, user_id=False, team_id=False)
        self.assertEqual(self._figures(self.user_manager)["pipeline"]["value"], before + 1)
