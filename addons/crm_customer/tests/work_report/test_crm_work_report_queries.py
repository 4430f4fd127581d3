from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, WorkReportCommon

SHOWN = ("display_name", "kind", "date", "user_id", "headline", "state", "is_mine_to_read")


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmWorkReportQueries(WorkReportCommon):
    """Ten and a hundred facts of each source cost the same number of queries."""

    def _fill(self, count, code):
        customers = self.env["res.partner"].create(
            [
                {
                    "name": f"{code} {number}",
                    "is_company": True,
                    "crm_code": f"{code}-{number}",
                    "user_id": self.rep.id,
                }
                for number in range(count)
            ]
        )
        leads = self._for(customers, "crm.lead", name="Deal", type="opportunity")
        orders = self._for(customers, "sale.order")
        self._for(customers, "crm.visit", date_start="2026-03-05 02:00:00")
        self._let_be(customers | self.env["res.partner"], create_date="2026-03-04 03:00:00")
        self._let_be(leads, create_date="2026-03-04 03:00:00")
        self._let_be(orders, create_date="2026-03-04 03:00:00")
        for customer in customers:
            self._talk(partner_id=customer.id)
        self._plan(customers)
        self._meet(count)
        self._answer(customers)
        self.env.flush_all()

    def _for(self, customers, model, **values):
        values |= {"user_id": self.rep.id}
        return self.env[model].create(
            [values | {"partner_id": customer.id} for customer in customers]
        )

    def _plan(self, customers):
        activities = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        activities.create(
            [
                {
                    "activity_type_id": self.env.ref("mail.mail_activity_data_call").id,
                    "date_deadline": "2026-03-05",
                    "res_id": customer.id,
                    "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "user_id": self.rep.id,
                }
                for customer in customers
            ]
        )

    def _meet(self, count):
        self.env["calendar.event"].with_context(no_mail_to_attendees=True).create(
            [
                {
                    "name": "Talk",
                    "start": "2026-03-04 05:00:00",
                    "stop": "2026-03-04 06:00:00",
                    "user_id": self.rep.id,
                    "partner_ids": [Command.set(self.rep.partner_id.ids)],
                }
                for _number in range(count)
            ]
        )

    def _answer(self, customers):
        department = self.env["crm.request.department"].create(
            {"name": f"Department of {len(customers)}", "user_id": self.rep.id}
        )
        self.env["crm.request"].sudo().create(
            [
                {
                    "name": "Why?",
                    "question": "<p>Why?</p>",
                    "department_id": department.id,
                    "requester_id": self.leader.id,
                    "partner_id": customer.id,
                    "state": "answered",
                    "answer": "<p>So</p>",
                    "date_asked": "2026-03-04 01:00:00",
                    "date_answered": "2026-03-04 02:00:00",
                }
                for customer in customers
            ]
        )

    def _count(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        result = act()
        self.env.flush_all()
        return self.cr.sql_log_count - before, result

    def test_facts_take_a_constant_number_of_queries(self):
        report = self._report().with_user(self.rep)
        self._fill(10, "WQA")
        # what the first reading keeps for all later ones, such as rules
        self._count(report._collect)
        few, facts = self._count(report._collect)
        sections = {fact.section for fact in facts}
        self.assertLessEqual(
            {
                *("interaction", "meeting", "customer", "opportunity_new"),
                *("quotation", "request", "planned"),
            },
            sections,
        )
        self._fill(90, "WQB")
        many, more = self._count(report._collect)
        self.assertEqual(len(more), len(facts) * 10)
        self.assertEqual(few, many)

    def test_lists_take_a_constant_number_of_queries(self):
        self._talk()
        for day in range(1, 21):
            self._report(date=f"2026-02-{day:02}")
        reports = self.Report.with_user(self.leader)
        spec = {name: {} for name in SHOWN}

        def read(limit):
            found = reports.web_search_read([("user_id", "=", self.rep.id)], spec, limit=limit)
            self.assertEqual(len(found["records"]), limit)

        self._count(lambda: read(20))
        few, _found = self._count(lambda: read(2))
        many, _found = self._count(lambda: read(20))
        self.assertEqual(few, many)
