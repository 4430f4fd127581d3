import random

from odoo.tests import freeze_time, tagged

from .common import ProfileCommon

# written from the definition of each figure, not from the code that keeps them
REBUILD = """
    WITH placed AS (
        SELECT l.*, customer.id AS customer_id,
               CASE WHEN l.company_id IS NOT NULL THEN l.company_id
                    WHEN customer.company_id IS NOT NULL THEN customer.company_id
                    WHEN u.company_id IS NOT NULL THEN u.company_id
                    ELSE %(main)s END AS place_id
          FROM crm_lead l
          JOIN res_partner c ON c.id = l.partner_id
          JOIN res_partner customer ON customer.id = c.commercial_partner_id
          LEFT JOIN res_users u ON u.id = l.user_id
         WHERE l.active AND l.won_status = 'pending')
    SELECT customer.id, company.id,
           (SELECT MIN((s.date_order + INTERVAL '8 hours')::date) FROM sale_order s, res_partner c
             WHERE c.id = s.partner_id AND c.commercial_partner_id = customer.id
               AND s.company_id = company.id AND s.state = 'sale'),
           (SELECT MAX((s.date_order + INTERVAL '8 hours')::date) FROM sale_order s, res_partner c
             WHERE c.id = s.partner_id AND c.commercial_partner_id = customer.id
               AND s.company_id = company.id AND s.state = 'sale'),
           (SELECT COUNT(s.id) FROM sale_order s, res_partner c
             WHERE c.id = s.partner_id AND c.commercial_partner_id = customer.id
               AND s.company_id = company.id AND s.state = 'sale'),
           (SELECT COALESCE(SUM(s.amount_untaxed), 0) FROM sale_order s, res_partner c
             WHERE c.id = s.partner_id AND c.commercial_partner_id = customer.id
               AND s.company_id = company.id AND s.state = 'sale'),
           (SELECT COALESCE(SUM(s.amount_untaxed), 0) FROM sale_order s, res_partner c
             WHERE c.id = s.partner_id AND c.commercial_partner_id = customer.id
               AND s.company_id = company.id AND s.state = 'sale'
               AND s.date_order >= '2025-07-15 16:00:00'),
           (SELECT COUNT(l.id) FROM placed l WHERE l.customer_id = customer.id
               AND l.place_id = company.id AND l.type = 'lead'),
           (SELECT COUNT(l.id) FROM placed l WHERE l.customer_id = customer.id
               AND l.place_id = company.id AND l.type = 'opportunity'),
           (SELECT COALESCE(SUM(l.expected_revenue), 0) FROM placed l
             WHERE l.customer_id = customer.id
               AND l.place_id = company.id AND l.type = 'opportunity'),
           (SELECT COUNT(i.id) FROM crm_customer_interaction i, res_partner c
             WHERE c.id = i.partner_id AND c.commercial_partner_id = customer.id
               AND i.company_id = company.id),
           (SELECT MAX((i.date + INTERVAL '8 hours')::date)
              FROM crm_customer_interaction i, res_partner c
             WHERE c.id = i.partner_id AND c.commercial_partner_id = customer.id
               AND i.company_id = company.id),
           customer.commercial_partner_id = customer.id AND customer.crm_code IS NOT NULL
               AND COALESCE(customer.company_id, company.id) = company.id
      FROM res_partner customer, res_company company
     WHERE customer.id = ANY(%(customers)s) AND company.active
     ORDER BY 1, 2
"""
KEPT = """
    SELECT partner_id, company_id, first_order_date, last_order_date, order_count,
           revenue_total, revenue_12m, open_lead_count, open_opportunity_count,
           open_opportunity_amount, interaction_count, last_interaction_date
      FROM crm_customer_profile WHERE partner_id = ANY(%s) ORDER BY 1, 2
"""


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15 04:00:00")
class TestCrmCustomerProfileRebuild(ProfileCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = random.Random(20261121)
        cls.env["resource.calendar"].search([]).tz = "Asia/Shanghai"
        cls.companies = cls.env.company | cls.company_b
        cls.partners = cls.env["res.partner"].create(
            [{"name": f"Customer {number}", "is_company": number < 6} for number in range(12)]
        )
        user_b = cls._create_user("seller_b", "sales_team.group_sale_salesman")
        user_b.write({"company_ids": cls.companies.ids, "company_id": cls.company_b.id})
        cls.sellers = [cls.env["res.users"], cls.env.user, user_b]
        cls.orders = cls.env["sale.order"]
        cls.leads = cls.env["crm.lead"]
        cls.interactions = cls.env["crm.customer.interaction"]
        cls.actions = [
            cls._order_create,
            cls._order_create,
            cls._order_edit,
            cls._order_edit,
            cls._order_cancel,
            cls._order_delete,
            cls._lead_create,
            cls._lead_create,
            cls._lead_edit,
            cls._lead_edit,
            cls._lead_close,
            cls._lead_delete,
            cls._interaction_record,
            cls._interaction_edit,
            cls._contact_move,
            cls._contact_code,
        ]

    @classmethod
    def _order_create(cls):
        cls.orders |= cls._create_order(
            cls.random.choice(cls.partners),
            amount=cls.random.randint(1, 5000),
            date=cls._day(),
            company_id=cls.random.choice(cls.companies).id,
        )

    @classmethod
    def _day(cls):
        month, day = cls.random.randint(1, 12), cls.random.randint(1, 28)
        return f"{cls.random.choice((2024, 2025))}-{month:02}-{day:02} 1{day % 10}:00:00"

    @classmethod
    def _order_edit(cls):
        for order in cls.random.sample(cls.orders, min(1, len(cls.orders))):
            kind = cls.random.randrange(3)
            if kind == 0:
                order.partner_id = cls.random.choice(cls.partners)
            elif kind == 1:
                order.date_order = cls._day()
            elif order.state == "sale":
                order.order_line.price_unit = cls.random.randint(1, 5000)

    @classmethod
    def _order_cancel(cls):
        for order in cls.random.sample(cls.orders, min(1, len(cls.orders))):
            if order.state == "sale":
                order._action_cancel()
            else:
                order.action_draft()
                order.action_confirm()

    @classmethod
    def _order_delete(cls):
        for order in cls.random.sample(cls.orders, min(1, len(cls.orders))):
            order._action_cancel()
            cls.orders -= order
            order.unlink()

    @classmethod
    def _lead_create(cls):
        cls.leads |= cls._create_lead(
            cls.random.choice(cls.partners),
            cls.random.choice(("lead", "opportunity")),
            expected_revenue=cls.random.randint(0, 900),
        )
        # the host fills the company in at creation
        cls.leads[-1].company_id = cls.random.choice((*cls.companies, False))

    @classmethod
    def _lead_edit(cls):
        for lead in cls.random.sample(cls.leads, min(1, len(cls.leads))):
            kind = cls.random.randrange(4)
            if kind == 0:
                lead.partner_id = cls.random.choice((*cls.partners, False))
            elif kind == 1:
                lead.expected_revenue = cls.random.randint(0, 900)
            elif kind == 2:
                values = {"user_id": cls.random.choice(cls.sellers).id}
                lead.write(values | {"team_id": False, "company_id": False})
            else:
                lead.type = "opportunity"

    @classmethod
    def _lead_close(cls):
        for lead in cls.random.sample(cls.leads, min(1, len(cls.leads))):
            if not lead.active:
                lead.action_unarchive()
            elif lead.won_status == "won":
                lead.stage_id = cls.env["crm.stage"].search([("is_won", "=", False)], limit=1)
            elif cls.random.random() < 0.5:
                lead.action_set_lost()
            else:
                lead.action_set_won()

    @classmethod
    def _lead_delete(cls):
        for lead in cls.random.sample(cls.leads, min(1, len(cls.leads))):
            cls.leads -= lead
            lead.unlink()

    @classmethod
    def _interaction_record(cls):
        cls.interactions |= cls.interactions.create(
            {
                "partner_id": cls.random.choice(cls.partners).id,
                "company_id": cls.random.choice(cls.companies).id,
                "kind": "call",
                "date": cls._day(),
            }
        )

    @classmethod
    def _interaction_edit(cls):
        for interaction in cls.random.sample(cls.interactions, min(1, len(cls.interactions))):
            kind = cls.random.randrange(3)
            if kind == 0:
                interaction.partner_id = cls.random.choice(cls.partners)
            elif kind == 1:
                interaction.date = cls._day()
            else:
                cls.interactions -= interaction
                interaction.unlink()

    @classmethod
    def _contact_code(cls):
        cls.random.choice(cls.partners[:6])._crm_assign_code()

    @classmethod
    def _contact_move(cls):
        contact = cls.random.choice(cls.partners[6:])
        contact.parent_id = cls.random.choice((*cls.partners[:6], False))

    def test_kept_rows_equal_a_rebuild_after_a_thousand_operations(self):
        for number in range(1000):
            self.random.choice(self.actions)()
            if number % 50 == 0:
                self._refresh_queue()
        self._refresh_queue()
        main = self.env["res.company"].search([], order="id", limit=1)
        self.env.cr.execute(REBUILD, {"customers": self.partners.ids, "main": main.id})
        # who has neither code nor fact has no row
        rebuilt = [
            row[:-1]
            for row in self.env.cr.fetchall()
            if row[4] or row[7] or row[8] or row[10] or row[12]
        ]
        self.env.cr.execute(KEPT, [self.partners.ids])
        self.assertEqual(self.env.cr.fetchall(), rebuilt)
        self.assertGreater(len(rebuilt), 10)
