from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...tools.pipeline.bars import funnel_bars, waterfall_bars
from ...tools.pipeline.waterfall import SIGNS
from .common import START, PipelineCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-20 12:00:00")
class TestReview(PipelineCommon):
    """In the third week of March 2026; the snapshots begin on the 2nd."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.sales.stage.log"].search([]).unlink()
        cls.reviews = cls.env["crm.sales.pipeline.review"].with_user(cls.head)
        cls.custom = {"period": "custom", "date_start": "2026-03-03", "date_stop": "2026-03-10"}

    def _play(self):
        won = self._create_lead("Won", expected_revenue=400, date_deadline=START)
        self._create_lead("Open", 2, expected_revenue=600)
        self._take(0)
        new = self._create_lead("New", 3, date_deadline=START + timedelta(days=9))
        with self._at(4):
            won.action_set_won()
            new.date_deadline = START + timedelta(days=40)
        self._take(8)
        return won, new

    def _rows(self, page):
        return {row["key"]: (row["amount"], row["count"]) for row in page["waterfall"]["rows"]}

    def test_a_page_by_hand(self):
        _won, new = self._play()
        page = self.reviews.get_page(self.custom)
        self.assertEqual(
            self._rows(page),
            {"opening": (1000, 2), "new": (1000, 1), "won": (400, 1), "closing": (1600, 2)},
        )
        self.assertEqual(page["waterfall"]["notes"], [])
        pace = page["pace"]
        self.assertEqual((pace["open"], pace["won"], pace["lost"], pace["cycle"]), (2, 1, 0, 4))
        # 2 open x 400 x all won / 4 days
        self.assertEqual(pace["velocity"], 200)
        pushed = page["pushed"]
        self.assertEqual((pushed["number"], pushed["months"], pushed["days"]), (1, 1, 31))
        self.assertEqual([row["name"] for row in pushed["rows"]], [new.name])

    def test_periods_are_those_of_the_company(self):
        for period, days in (
            ("month", (date(2026, 3, 1), date(2026, 3, 31))),
            ("last_month", (date(2026, 2, 1), date(2026, 2, 28))),
            ("quarter", (date(2026, 1, 1), date(2026, 3, 31))),
            ("last_quarter", (date(2025, 10, 1), date(2025, 12, 31))),
            ("year", (date(2026, 1, 1), date(2026, 12, 31))),
        ):
            review = self.reviews._from_filters({"period": period})
            self.assertEqual((review.date_start, review.date_stop), days, period)
        windows = {
            "quarter": (date(2026, 1, 1), date(2026, 3, 31)),
            "next_quarter": (date(2026, 4, 1), date(2026, 6, 30)),
            "period": (date(2026, 2, 1), date(2026, 2, 28)),
        }
        for window, days in windows.items():
            review = self.reviews._from_filters({"period": "last_month", "window": window})
            self.assertEqual(tuple(review._get_window()), days, window)
        self.assertIsNone(self.reviews._from_filters({})._get_window())

    def test_what_is_not_known_is_said(self):
        self._play()
        notes = self.reviews.get_page({"period": "month"})["waterfall"]["notes"]
        self.assertEqual(len(notes), 2)  # begun within the month; yesterday was not taken
        page = self.reviews.get_page({"period": "last_month"})
        self.assertEqual(page["waterfall"]["rows"], [])
        self.assertTrue(page["waterfall"]["notes"])

    def test_without_snapshots_there_is_a_page(self):
        page = self.reviews.get_page({})
        self.assertEqual((page["waterfall"]["rows"], page["funnel"]["rows"]), ([], []))
        self.assertIsNone(page["pace"]["velocity"])

    def test_days_that_are_none_are_refused(self):
        for days in (("2026-03-10", "2026-03-01"), ("soon", "2026-03-01")):
            filters = dict(zip(("date_start", "date_stop"), days, strict=True))
            with self.assertRaises(UserError):
                self.reviews.get_page({"period": "custom"} | filters)

    def test_unknown_choices_are_the_usual_ones(self):
        filters = self.reviews.get_page({"period": "x'", "window": "y", "team_id": ""})["filters"]
        self.assertEqual((filters["period"], filters["window"]), ("quarter", "all"))

    def test_every_figure_opens_what_it_counts(self):
        self._play()
        page = self.reviews.get_page(self.custom)

        def opened(kind, key=None, stage=None):
            action = self.reviews.get_figure_action(self.custom, kind, key, stage)
            records = self.env[action["res_model"]].with_user(self.head)
            return records.search(action["domain"])

        for row in page["waterfall"]["rows"]:
            self.assertEqual(len(opened("waterfall", row["key"])), row["count"])
        for row in page["funnel"]["rows"]:
            self.assertEqual(len(opened("reached", None, row["id"])), row["number"])
            self.assertEqual(len(opened("entries", None, row["id"])), row["entries"])
            self.assertEqual(len(opened("time", None, row["id"])), row["time"]["number"])
        for status in page["funnel"]["statuses"]:
            self.assertEqual(len(opened("status", status["key"])), status["number"])
        for key in ("open", "won", "lost"):
            self.assertEqual(len(opened("pace", key)), page["pace"][key])
        self.assertEqual(len(opened("pushed")), page["pushed"]["number"])
        self.assertEqual(len(opened("pushed", "months")), page["pushed"]["months"])

    def test_no_figure_opens_nothing(self):
        self._play()
        for args in (("x",), ("pace", "x"), ("waterfall", "x"), ("entries", "x", self.first.id)):
            with self.assertRaises(UserError):
                action = self.reviews.get_figure_action(self.custom, *args)
                self.env[action["res_model"]].search(action["domain"])

    def test_a_seller_reviews_what_is_his(self):
        self._play()
        self._create_lead("Leader's", user_id=self.leader.id, expected_revenue=9000)
        self._take(9)
        filters = self.custom | {"date_stop": "2026-03-11"}
        own = self.reviews.with_user(self.seller).get_page(filters)
        team = self.reviews.with_user(self.leader).get_page(filters)
        self.assertEqual(self._rows(own)["closing"], (1600, 2))
        self.assertEqual(self._rows(team)["closing"], (10600, 3))
        self.assertEqual([key for key, _name in own["options"]["user"]], self.seller.ids)

    def test_who_has_no_figures_sees_no_review(self):
        clerk = self._create_user("sales_clerk", "sales_team.group_sale_salesman_all_leads")
        with self.assertRaises(AccessError):
            self.reviews.with_user(clerk).get_page({})

    def test_names_are_for_those_who_may_open_opportunities(self):
        self._play()
        analyst = self._create_user("sales_analyst", "crm_sales.group_sales_all")
        rows = self.reviews.with_user(analyst).get_page(self.custom)["pushed"]["rows"]
        self.assertEqual([row["name"] for row in rows], ["Opportunity"])

    def test_it_is_printed(self):
        self._play()
        action = self.reviews.get_print_action(self.custom)
        review = self.reviews.browse(action["context"]["active_ids"])
        self.assertEqual(review.date_start, date(2026, 3, 3))
        report = self.env["ir.actions.report"].with_user(self.head)
        html, _kind = report._render_qweb_html("crm_sales.report_pipeline_review", review.ids)
        for text in (b"Pipeline Review", b"Won", b"First", b"200"):
            self.assertIn(text, html)

    def test_few_and_many_take_as_many_queries(self):
        def count(number):
            for place in range(number):
                lead = self._create_lead(f"Lead {place}", date_deadline=START)
                lead.date_deadline = START + timedelta(days=5)
            self.env.flush_all()
            self.reviews.get_page(self.custom)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.reviews.get_page(self.custom)
            return self.env.cr.sql_log_count - before

        self._play()
        count(10)
        self.assertLessEqual(count(100) - count(10), 2)

    def test_bars_begin_where_the_last_one_ended(self):
        sums = dict.fromkeys(("opening", *SIGNS, "closing"), 0)
        sums |= {"opening": 60, "new": 40, "won": 75, "closing": 25}
        bars = waterfall_bars(sums)
        self.assertEqual((bars["opening"], bars["new"]), ((0, 60), (60, 100)))
        self.assertEqual((bars["won"], bars["closing"]), ((25, 100), (0, 25)))
        self.assertEqual(funnel_bars([8, 4, 1]), [100, 50, 12.5])
        self.assertEqual(funnel_bars([]), [])
