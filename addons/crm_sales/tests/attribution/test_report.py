from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import DECIDED, AttributionCommon

DAYS = {"period": "custom", "date_start": "2026-05-01", "date_stop": "2026-06-30"}


@tagged("post_install", "-at_install")
class TestAttributionReport(AttributionCommon):
    """The page: what adds up, what it cost, and what a click opens."""

    def setUp(self):
        super().setUp()
        # two won deals of the fair and spring, one lost, one that nothing touched
        self._touch(20, "event", self.fair)
        self._touch(10, "mailing", self.spring)
        self.both = self._deal(1000)
        other = self._create_customer("Others")
        self._touch(5, "mailing", self.spring, customer=other)
        self._touch(4, "call", customer=other)
        self.single = self._deal(500.01, partner_id=other.id)
        lost = self._create_customer("Lost")
        self._touch(5, "mailing", self.spring, customer=lost)
        self.lost = self._deal(9, "lost", partner_id=lost.id)
        self.direct = self._deal(250, partner_id=self._create_customer("Direct").id)
        deals = self.both | self.single | self.lost | self.direct
        self.journeys._attribute(deals.ids)
        self.report = self.env["crm.sales.attribution.report"].with_user(self.head)

    def _page(self, **filters):
        page = self.report.get_page(DAYS | filters)
        return page, {row["key"]: row for row in page["rows"]}

    def test_each_model_adds_up_to_the_revenue_to_the_cent(self):
        for dimension in ("campaign", "channel", "source", "medium"):
            page, rows = self._page(dimension=dimension)
            names = [model["key"] for model in page["models"]]
            self.assertEqual("markov" in names, dimension in ("campaign", "channel"))
            for name in names:
                total = sum(round(100 * row["amounts"][name]) for row in rows.values())
                self.assertEqual(total, 175001, f"{name} by {dimension}")
                self.assertEqual(page["total"]["amounts"][name], 1750.01)

    def test_campaigns_by_hand(self):
        _page, rows = self._page(dimension="campaign")
        fair, spring = rows[self.fair.id]["amounts"], rows[self.spring.id]["amounts"]
        self.assertEqual((fair["first"], fair["last"], fair["linear"]), (1000, 0, 500))
        self.assertEqual(
            (spring["first"], spring["last"], spring["linear"]), (500.01, 1000, 750.01)
        )
        self.assertEqual(rows["none"]["amounts"]["last"], 500.01)
        self.assertEqual(rows["direct"]["amounts"]["first"], 250)
        # two ways of each deal share it: 500 + 500, 250.005 each
        self.assertEqual(fair["shapley"], 500)
        self.assertAlmostEqual(spring["shapley"], 750.01, delta=0.011)
        # start goes to fair 1/3, spring 2/3; spring to won 1/3, none 1/3, lost 1/3; all wins come
        # through spring (2/3); without fair 1/3 of the wins are gone, without none half of them
        # effects 1/3 : 1 : 1/2 of 1500.01
        self.assertAlmostEqual(fair["markov"], 1500.01 * 2 / 11, delta=0.01)
        self.assertAlmostEqual(spring["markov"], 1500.01 * 6 / 11, delta=0.01)
        self.assertAlmostEqual(rows["none"]["amounts"]["markov"], 1500.01 * 3 / 11, delta=0.01)
        self.assertEqual([rows[key]["deals"] for key in (self.fair.id, self.spring.id)], [1, 2])

    def test_costs_by_hand(self):
        costs = self.env["crm.sales.campaign.cost"]
        day = (DECIDED - timedelta(days=29)).date()
        values = {"campaign_id": self.spring.id, "company_id": self.company.id}
        costs.create([values | {"date": day, "amount": 200}, values | {"date": day, "amount": 100}])
        self._create_lead(
            campaign_id=self.spring.id, company_id=self.company.id, team_id=False, user_id=False
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE campaign_id = %s", [DECIDED, self.spring.id]
        )
        page, rows = self._page(dimension="campaign", rule="last")
        spring = rows[self.spring.id]
        self.assertEqual((spring["cost"], spring["leads"]), (300, 1))
        self.assertEqual((spring["cost_per_lead"], spring["cost_per_deal"]), (300, 150))
        # 1,000 by last touch for 300
        self.assertAlmostEqual(spring["roi"], 700 / 300)
        self.assertEqual(spring["payback"], 29)
        self.assertEqual(page["total"]["cost"], 300)
        self.assertIsNone(rows[self.fair.id]["roi"])
        # what has not paid back yet says so
        costs.create(values | {"date": day, "amount": 5000})
        _page, rows = self._page(dimension="campaign", rule="last")
        self.assertIsNone(rows[self.spring.id]["payback"])

    def test_a_figure_opens_exactly_what_is_behind_it(self):
        page, rows = self._page(dimension="campaign")
        for key, row in [*rows.items(), (None, page["total"])]:
            for model in ("first", "last", "linear", "decay", "position"):
                action = self._open("amount", key, model)
                found = self.credits.search(action["domain"])
                total = sum(found.mapped(f"amount_{model}"))
                self.assertAlmostEqual(total, row["amounts"][model], places=2)
            action = self._open("deals", key)
            self.assertEqual(self.journeys.search_count(action["domain"]), row["deals"])
        action = self._open("amount", self.fair.id, "markov")
        self.assertEqual(self.journeys.search(action["domain"]).lead_id, self.both)

    def _open(self, kind, key=None, model=None, **filters):
        return self.report.get_figure_action(DAYS | filters, kind, key, model)

    def test_a_journey_opens_its_opportunities(self):
        page, _rows = self._page()
        self.assertEqual(
            [(path["key"], path["number"], path["won"]) for path in page["paths"]],
            [("", 1, 1), ("event>mailing", 1, 1), ("mailing", 1, 0), ("mailing>call", 1, 1)],
        )
        for path in page["paths"]:
            action = self._open("path", path["key"])
            self.assertEqual(self.journeys.search_count(action["domain"]), path["number"])

    def test_leads_open_the_leads_that_are_counted(self):
        lead = self._create_lead(
            campaign_id=self.fair.id, company_id=self.company.id, team_id=False, user_id=False
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s", [DECIDED, lead.id]
        )
        action = self._open("leads", self.fair.id)
        self.assertEqual(self.env["crm.lead"].search(action["domain"]), lead)

    def test_what_is_no_figure_cannot_be_opened(self):
        for arguments in (("nonsense",), ("amount", None, "nonsense"), ("deals", "7")):
            with self.assertRaisesRegex(UserError, "cannot be opened"):
                self._open(*arguments)
        with self.assertRaisesRegex(UserError, "ends before"):
            self.report.get_page(DAYS | {"date_stop": "2020-01-01"})
        with self.assertRaisesRegex(UserError, "no date"):
            self.report.get_page(DAYS | {"date_stop": "soon"})

    def test_days_are_those_of_the_company(self):
        page, _rows = self._page(date_stop="2026-05-30")
        self.assertEqual(page["total"]["deals"], 0)
        page, _rows = self._page(date_start="2026-05-31", date_stop="2026-05-31")
        self.assertEqual(page["total"]["deals"], 3)

    def test_compute_again_sees_a_touch_of_a_moment_ago(self):
        self._touch(1, "visit")
        self.report.recompute(DAYS | {"dimension": "channel"})
        _page, rows = self._page(dimension="channel")
        self.assertEqual(rows["visit"]["amounts"]["last"], 1000)

    def test_who_sees_not_all_figures_sees_no_attribution(self):
        for user in (self.seller, self.leader):
            reports = self.env["crm.sales.attribution.report"].with_user(user)
            for method in (reports.get_page, reports.recompute):
                with self.assertRaises(AccessError):
                    method(DAYS)

    def test_the_page_takes_as_many_queries_for_more_deals(self):
        counts = []
        for number in (0, 1, 10):
            for place in range(number):
                customer = self._create_customer(f"More {place}")
                self._touch(5, "mailing", self.spring, customer=customer)
                self.journeys._attribute(self._deal(10, partner_id=customer.id).ids)
            self._page()
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self._page()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(*counts[1:])

    def test_it_is_printed(self):
        action = self.report.get_print_action(DAYS)
        report = self.env["ir.actions.report"].with_user(self.head)
        html, _kind = report._render_qweb_html(
            "crm_sales.report_attribution", action["context"]["active_ids"]
        )
        for word in (b"Spring", b"Direct or unknown", b"Commonest Paths", b"40 %"):
            self.assertIn(word, html)

    def test_kpis_by_hand(self):
        kpi = self.env.ref("crm_sales.crm_kpi_sales_marketing_revenue")
        self.assertEqual(kpi.measure_field, "amount_linear")
        kpi = self.env.ref("crm_sales.crm_kpi_sales_cost_per_lead")
        start = DECIDED.date()
        window = self.report._from_filters(DAYS)._get_window()
        self.assertEqual(kpi._provide_cost_per_lead([window], self.company, "company", None), {})
        lead = self._create_lead(
            campaign_id=self.fair.id, company_id=self.company.id, team_id=False, user_id=False
        )
        self.env["crm.sales.campaign.cost"].create(
            {
                "campaign_id": self.fair.id,
                "company_id": self.company.id,
                "date": start,
                "amount": 90,
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s", [DECIDED, lead.id]
        )
        figures = kpi._provide_cost_per_lead([window, None], self.company, "company", None)
        self.assertEqual(list(figures.values()), [(90, 1)])
        model, domain = kpi._records_of_cost_per_lead(window, self.company, "company", None)
        self.assertEqual(self.env[model].search(domain), lead)
