import random

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import ImprovementCommon

REBUILD = """
    SELECT improvement.id,
           (SELECT COUNT(*) FROM crm_service_feedback said
             WHERE said.improvement_id = improvement.id AND said.active),
           COUNT(customer.id),
           COALESCE(SUM((SELECT revenue_12m FROM crm_customer_profile profile
                          WHERE profile.partner_id = customer.id
                            AND profile.company_id = improvement.company_id)), 0)::float
      FROM crm_service_improvement improvement
 LEFT JOIN res_partner customer
        ON EXISTS (SELECT FROM crm_service_feedback said
                    WHERE said.improvement_id = improvement.id AND said.active
                      AND said.commercial_partner_id = customer.id)
        OR EXISTS (SELECT FROM crm_service_improvement_ticket_rel link
                     JOIN crm_service_ticket ticket ON ticket.id = link.ticket_id
                    WHERE link.improvement_id = improvement.id
                      AND ticket.commercial_partner_id = customer.id)
     WHERE improvement.id = ANY(%s)
  GROUP BY improvement.id
  ORDER BY improvement.id
"""


@tagged("post_install", "-at_install")
class TestWeight(ImprovementCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = [cls._create_customer(f"Weighty {number}") for number in range(5)]
        cls.people = [
            cls.env["res.partner"].create({"name": f"Person {number}", "parent_id": customer.id})
            for number, customer in enumerate(cls.customers)
        ]
        for number, customer in enumerate(cls.customers, 1):
            cls._sell(customer, 100 * number)

    @classmethod
    def _sell(cls, customer, amount):
        cls.env.flush_all()
        cls.env.cr.execute(
            """
            INSERT INTO crm_customer_profile
                        (partner_id, company_id, currency_id, lifecycle, lifecycle_computed,
                         revenue_12m)
                 VALUES (%s, %s, %s, 'active', 'active', %s)
            ON CONFLICT (partner_id, company_id) DO UPDATE SET revenue_12m = EXCLUDED.revenue_12m
            """,
            [customer.id, cls.env.company.id, cls.env.company.currency_id.id, amount],
        )

    def _stored(self, improvements):
        improvements.invalidate_recordset()
        return [
            (one.id, one.feedback_count, one.customer_count, one.revenue)
            for one in improvements.sorted("id")
        ]

    def _rebuilt(self, improvements):
        self.env.flush_all()
        return self.env.execute_query(SQL(REBUILD, improvements.ids))

    def test_each_customer_counts_once(self):
        improvement = self._create_improvement()
        for person in (self.people[0], self.people[0], self.customers[0], self.people[1]):
            self._create_feedback(partner_id=person.id, improvement_id=improvement.id)
        ticket = self._create_ticket(partner_id=self.people[1].id)
        other = self._create_ticket(partner_id=self.people[4].id)
        improvement.ticket_ids = ticket | other
        self.assertEqual(improvement.feedback_count, 4)
        self.assertEqual(improvement.customer_count, 3)
        self.assertEqual(improvement.revenue, 100 + 200 + 500)

    def test_the_weight_equals_its_rebuild_after_a_thousand_acts(self):
        rng = random.Random(11)
        improvements = self.env["crm.service.improvement"].union(
            *(self._create_improvement(f"Improvement {number}") for number in range(4))
        )
        feedback = self.env["crm.service.feedback"].union(
            *(
                self._create_feedback(f"Said {number}", partner_id=rng.choice(self.people).id)
                for number in range(25)
            )
        )
        tickets = self.env["crm.service.ticket"].union(
            *(self._create_ticket(partner_id=person.id) for person in self.people)
        )
        feedback = feedback.with_context(tracking_disable=True)
        for step in range(1000):
            self._act(rng, feedback, improvements, tickets)
            if step % 50 == 0:
                self.assertEqual(self._stored(improvements), self._rebuilt(improvements), step)
        self.assertEqual(self._stored(improvements), self._rebuilt(improvements))

    def _act(self, rng, feedback, improvements, tickets):
        one, improvement = rng.choice(feedback), rng.choice(improvements)
        acts = {
            "group": lambda: one.write({"improvement_id": improvement.id}),
            "take_out": lambda: one.write({"improvement_id": False}),
            "person": lambda: one.write({"partner_id": rng.choice(self.people).id}),
            "nobody": lambda: one.write({"partner_id": False}),
            "archive": lambda: one.write({"active": not one.active}),
            "link": lambda: improvement.write({"ticket_ids": [(4, rng.choice(tickets).id)]}),
            "unlink": lambda: improvement.write({"ticket_ids": [(3, rng.choice(tickets).id)]}),
        }
        acts[rng.choice(list(acts))]()

    def test_deleting_feedback_takes_its_weight(self):
        improvement = self._create_improvement()
        feedback = self._create_feedback(improvement_id=improvement.id)
        feedback.unlink()
        self.assertEqual((improvement.feedback_count, improvement.customer_count), (0, 0))

    def test_what_customers_buy_counts_from_the_next_night_on(self):
        improvement = self._create_improvement()
        self._create_feedback(partner_id=self.people[0].id, improvement_id=improvement.id)
        self._sell(self.customers[0], 900)
        self.assertEqual(improvement.revenue, 100)
        with self.enter_registry_test_mode():
            self.env.ref("crm_service.improvement_cron_weigh").method_direct_trigger()
        improvement.invalidate_recordset()
        self.assertEqual(improvement.revenue, 900)

    def test_the_weight_is_nobodys_to_write(self):
        with self.assertRaises(AccessError):
            self._create_improvement().with_user(self.manager).revenue = 1

    def test_who_sees_no_figures_of_customers_sees_no_revenue(self):
        improvement = self._create_improvement()
        shut = self._create_user(
            "shut_agent",
            "crm_service.group_service_own",
            "crm_customer.group_bound",
            "crm_customer.group_hide_others",
        )
        seen = improvement.with_user(shut)
        self.assertNotIn("revenue", list(seen.fields_get()))
        self.assertTrue(seen.search([("id", "=", improvement.id)]))
        view = seen.get_view(view_type="form")
        self.assertNotIn('name="revenue"', view["arch"])
