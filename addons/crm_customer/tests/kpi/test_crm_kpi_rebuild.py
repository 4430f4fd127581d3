import random
from datetime import date, timedelta

from odoo.tests import freeze_time, tagged

from ...tools.kpi.period import Period
from .common import NOW, KpiCommon

# written from the definitions of the KPIs, not from the code that evaluates them;
# 8 hours: Asia/Shanghai knows no summer time
INTERACTIONS = """
    SELECT %(key)s, COUNT(*)
      FROM crm_customer_interaction done
      JOIN res_users person ON person.id = done.user_id
     WHERE done.company_id = %%(company)s
       AND (done.date + INTERVAL '8 hours')::date BETWEEN %%(start)s AND %%(stop)s
     GROUP BY 1
"""
NEW_CUSTOMERS = """
    SELECT %(key)s, COUNT(*)
      FROM res_partner customer
      LEFT JOIN res_users person ON person.id = customer.user_id
     WHERE (SELECT MIN((placed.date_order + INTERVAL '8 hours')::date)
              FROM sale_order placed, res_partner buyer
             WHERE buyer.id = placed.partner_id
               AND buyer.commercial_partner_id = customer.id
               AND placed.state = 'sale' AND placed.company_id = %%(company)s)
           BETWEEN %%(start)s AND %%(stop)s
     GROUP BY 1
"""
ACTIVE_CUSTOMERS = """
    SELECT %(key)s, COUNT(*)
      FROM res_partner customer
      LEFT JOIN res_users person ON person.id = customer.user_id
     WHERE EXISTS (
           SELECT FROM sale_order placed, res_partner buyer
            WHERE buyer.id = placed.partner_id
              AND buyer.commercial_partner_id = customer.id
              AND placed.state = 'sale' AND placed.company_id = %%(company)s
              AND (placed.date_order + INTERVAL '8 hours')::date
                  BETWEEN %%(stop)s - %%(lost)s + 1 AND %%(stop)s)
     GROUP BY 1
"""
REBUILDS = {
    "interactions": (INTERACTIONS, "done.user_id"),
    "new_customers": (NEW_CUSTOMERS, "customer.user_id"),
    "active_customers": (ACTIVE_CUSTOMERS, "customer.user_id"),
}
OPERATIONS, LOST_DAYS, SEED = 1000, 200, 20260304


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmKpiRebuild(KpiCommon):
    """What a KPI tells equals a statement of its own after 1,000 random operations."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dice = random.Random(SEED)
        cls.env["resource.calendar"].search([]).tz = "Asia/Shanghai"
        cls.company.crm_lost_days = LOST_DAYS
        cls.sellers = cls.user_own | cls.user_team | cls.user_all
        cls.companies = cls.env["res.partner"].create(
            [{"name": f"Company {number}", "is_company": True} for number in range(12)]
        )
        cls.people = cls.env["res.partner"].create(
            [{"name": f"Person {number}"} for number in range(12)]
        )
        cls.done = cls.env["crm.customer.interaction"]
        cls.orders = cls.env["sale.order"]
        cls.acts = (cls._talk, cls._change_talk, cls._order_anew, cls._change_order, cls._move)

    # operations

    def _moment(self):
        """Return a random moment of about a year, at midnight in Shanghai now and then."""
        day = date(2025, 4, 1) + timedelta(days=self.dice.randrange(365))
        return f"{day} {self.dice.choice(('15:59:59', '16:00:00', '03:00:00'))}"

    def _pick(self, records):
        return self.dice.choice(records) if records else records

    def _talk(self):
        self.done |= self._record(
            self._moment(),
            user=self._pick(self.sellers),
            partner_id=self._pick(self.companies | self.people).id,
            company_id=self.dice.choice((self.company, self.company, self.company_b)).id,
        )

    def _change_talk(self):
        talk = self._pick(self.done)
        kind = self.dice.randrange(4)
        if kind == 0:
            self.done -= talk
            talk.unlink()
        elif kind == 1 and talk:
            talk.user_id = self._pick(self.sellers)
        elif kind == 2 and talk:
            talk.date = self._moment()
        elif talk:
            talk.partner_id = self._pick(self.companies)

    def _order_anew(self):
        self.orders |= self._order(self._moment(), partner=self._pick(self.companies | self.people))

    def _change_order(self):
        order = self._pick(self.orders)
        kind = self.dice.randrange(4)
        if kind == 0 and order.state == "sale":
            order._action_cancel()
        elif kind == 1 and order.state == "cancel":
            order.action_draft()
            order.action_confirm()
            order.date_order = self._moment()
        elif kind == 2 and order:
            order.partner_id = self._pick(self.companies | self.people)
        elif order:
            order.date_order = self._moment()

    def _move(self):
        kind = self.dice.randrange(3)
        if kind == 0:
            self._pick(self.people).parent_id = self.dice.choice((*self.companies, False))
        elif kind == 1:
            self._pick(self.companies).user_id = self.dice.choice((*self.sellers, False))
        else:
            self._pick(self.companies).active ^= True

    # figures

    def _windows(self):
        """Return months, a week, a year and random spans, which overlap."""
        spans = [(date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 3, 2), date(2026, 3, 8))]
        spans.append((date(2025, 4, 1), date(2026, 3, 31)))
        for _number in range(5):
            start = date(2025, 4, 1) + timedelta(days=self.dice.randrange(330))
            spans.append((start, start + timedelta(days=self.dice.randrange(60))))
        return [Period(*span) for span in spans]

    def _rebuild(self, code, window, breakdown):
        statement, owner = REBUILDS[code]
        key = {"company": "0", "user": owner, "team": "person.sale_team_id"}[breakdown]
        values = {"company": self.company.id, "lost": LOST_DAYS}
        values |= {"start": window.start, "stop": window.stop}
        self.env.cr.execute(statement % {"key": key}, values)
        # who belongs to nobody counts for the company alone
        return {key or False: count for key, count in self.env.cr.fetchall() if key is not None}

    def _figures(self, code, windows, breakdown):
        kpi = self.env.ref(f"crm_customer.crm_kpi_{code}")
        figures = kpi._get_figures(windows, self.company, breakdown)
        found = [{} for _window in windows]
        for (place, key), (value, _records) in figures.items():
            if value:
                found[place][key] = value
        return found

    def test_figures_equal_their_rebuild_after_a_thousand_operations(self):
        for number in range(OPERATIONS):
            self.dice.choice(self.acts)(self)
            if number % 250 == 249:
                self._compare()
        self.assertGreater(len(self.done), 100)
        self.assertGreater(len(self.orders), 100)

    def _compare(self):
        self.env.flush_all()
        windows = self._windows()
        seen = 0
        for code in REBUILDS:
            for breakdown in ("company", "user", "team"):
                figures = self._figures(code, windows, breakdown)
                rebuilt = [self._rebuild(code, window, breakdown) for window in windows]
                with self.subTest(code, breakdown=breakdown):
                    self.assertEqual(figures, rebuilt)
                seen += sum(map(len, rebuilt))
        self.assertGreater(seen, 50, "there is something to compare")

    def test_goals_tell_the_rebuilt_figure(self):
        for _number in range(200):
            self._talk()
        goals = self.Goal.create(
            [
                {"kpi_id": self.interactions.id, "company_id": self.company.id, "target": 5}
                | {"user_id": user.id, "period": "month", "date_start": "2026-03-01"}
                for user in self.sellers
            ]
        )
        goals.action_refresh()
        self.env.flush_all()
        march = Period(date(2026, 3, 1), date(2026, 3, 4))
        rebuilt = self._rebuild("interactions", march, "user")
        self.assertEqual(
            {goal.user_id.id: goal.value for goal in goals},
            {user.id: rebuilt.get(user.id, 0) for user in self.sellers},
        )
