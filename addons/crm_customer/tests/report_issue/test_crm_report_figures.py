from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, ReportIssueCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmReportFigures(ReportIssueCommon):
    def setUp(self):
        super().setUp()
        readers = self.seller | self.boss | self.outsider
        self.issue.recipient_ids = [Command.create({"user_id": user.id}) for user in readers]

    def test_each_reader_gets_what_the_own_rules_allow(self):
        (mine,) = self._parts(self.seller)
        self.assertEqual(sorted(row[0] for row in mine.rows), ["=SUM(A1:A9)", "Robot"])
        self.assertEqual(mine.total, ["Total", 2, 350.0])
        (all_,) = self._parts(self.boss)
        self.assertEqual(all_.total, ["Total", 3, 5350.0])
        self.assertIn("Secret", [row[0] for row in all_.rows])

    def test_without_access_there_are_words_and_no_figures(self):
        (part,) = self._parts(self.outsider)
        self.assertEqual(part.note, "No access to this part.")
        self.assertFalse(part.rows or part.total or part.columns)

    def test_on_the_screen_each_sees_the_own_figures(self):
        shown = {}
        for user in (self.boss, self.seller, self.outsider):
            self.env.invalidate_all()
            shown[user] = str(self.issue.with_user(user).figures)
        self.assertIn("Secret", shown[self.boss])
        self.assertIn("5,350.00", shown[self.boss])
        self.assertNotIn("Secret", shown[self.seller])
        self.assertNotIn("5,000", shown[self.seller])
        self.assertIn("No access to this part.", shown[self.outsider])
        self.assertNotIn("Robot", shown[self.outsider])
        # the same cache, after another has looked
        self.assertNotIn("Secret", str(self.issue.with_user(self.seller).figures))

    def test_superuser_mode_opens_nothing(self):
        issue = self.issue.with_user(self.seller).sudo()
        self.assertEqual(issue._get_parts()[0].total, ["Total", 2, 350.0])

    def test_a_field_that_is_hidden_gives_no_figures(self):
        secret = self.env["ir.filters"].create(
            {
                "name": "Levels",
                "model_id": "res.partner",
                "domain": "[('crm_erasure_id', '=', False)]",
                "context": "{}",
                "user_ids": [Command.set(self.analyst.ids)],
            }
        )
        self.series.item_ids = [Command.create({"name": "Erased", "filter_id": secret.id})]
        _leads, part = self._parts(self.boss)
        self.assertEqual(part.note, "No access to this part.")

    def test_two_companies_two_readers_two_figures(self):
        theirs = self._create_user(
            "report_theirs",
            "crm_customer.group_customer_own",
            "sales_team.group_sale_manager",
            company_id=self.company_b.id,
            company_ids=[Command.set(self.company_b.ids)],
        )
        self.leads[0].company_id = self.env.company
        self.leads[1:].write({"user_id": False, "company_id": False})
        lead = self.leads[2]
        lead.team_id = self.env["crm.team"].create({"name": "T", "company_id": False})
        lead.company_id = self.company_b
        self.saved.domain = f"[('id', 'in', {self.leads.ids})]"
        self.series.write({"company_id": False, "reader_ids": [Command.link(theirs.id)]})
        self.issue.recipient_ids = [Command.create({"user_id": theirs.id})]
        names = {
            user: sorted(row[0] for row in self._parts(user)[0].rows)
            for user in (self.boss, theirs)
        }
        self.assertEqual(names[self.boss], ["=SUM(A1:A9)", "Robot"])
        self.assertEqual(names[theirs], ["=SUM(A1:A9)", "Secret"])

    def test_a_report_of_a_company_shows_that_company_alone(self):
        self.boss.company_ids += self.company_b
        self.leads[2].write({"team_id": False, "user_id": False})
        self.leads[2].company_id = self.company_b
        self.saved.domain = f"[('id', 'in', {self.leads.ids})]"
        self.assertEqual(self._parts(self.boss)[0].total[1], 2)
        self.series.company_id = False
        self.assertEqual(self._parts(self.boss)[0].total[1], 3)

    def test_a_saved_view_may_say_who_reads_and_when(self):
        self.saved.domain = (
            "[('user_id', '=', uid), ('create_date', '<', "
            "(context_today() + relativedelta(years=20)).strftime('%Y-%m-%d')), "
            f"('team_id', '=', {self.team.id})]"
        )
        self.assertEqual(self._parts(self.boss)[0].total, ["Total", 1, 5000.0])

    def test_rows_and_measures_may_be_chosen_anew(self):
        item = self.series.item_ids
        item.write({"group_by": "user_id, create_date:year", "measures": "expected_revenue"})
        (part,) = self._parts(self.boss)
        self.assertEqual(part.columns[2:], ["Count", "Expected Revenue"])
        self.assertIn(["report_seller", str(self.leads[0].create_date.year), 2, 350.0], [
            [row[0].split(" ")[0], *row[1:]] for row in part.rows
        ])  # fmt: skip
        with self.assertRaisesRegex(ValidationError, "no field nonsense"):
            item.group_by = "nonsense"

    def test_a_saved_view_that_is_gone_says_so(self):
        self.saved.unlink()
        (part,) = self._parts(self.boss)
        self.assertIn("does not exist any more", part.note)

    def test_a_saved_view_that_fits_no_more_says_so(self):
        for domain in ("[('nonsense', '=', 1)]", "[('name', '=', nobody)]", "[("):
            self.saved.domain = domain
            (part,) = self._parts(self.boss)
            self.assertEqual(part.note, "This part cannot be computed any more.", domain)

    def test_money_of_two_currencies_is_converted(self):
        eur = self.env.ref("base.EUR")
        eur.active = True
        company = self.env.company
        other = eur if company.currency_id != eur else self.env.ref("base.USD")
        self.env["res.currency.rate"].search([("currency_id", "=", other.id)]).unlink()
        other.rate_ids = [
            Command.create({"name": "2026-01-01", "rate": 0.5, "company_id": company.id})
        ]
        pricelist = self.env["product.pricelist"].create({"name": "Other", "currency_id": other.id})
        customer = self._create_customer()
        product = self.env["product.product"].create({"name": "P", "taxes_id": False})
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": customer.id,
                    "pricelist_id": prices,
                    "order_line": [
                        Command.create(
                            {"product_id": product.id, "price_unit": 10, "tax_ids": False}
                        )
                    ],
                }
                for prices in (False, pricelist.id)
            ]
        )
        self.saved.write(
            {
                "model_id": "sale.order",
                "domain": f"[('id', 'in', {orders.ids})]",
                "context": "{'pivot_measures': ['amount_total']}",
            }
        )
        # 10 of ours, and 10 of which one is worth two of ours
        self.assertEqual(self._parts(self.boss)[0].rows, [[2, 30.0]])

    def test_figures_take_the_same_queries_for_many_records(self):
        counts = []
        for _round in range(3):
            self._parts(self.boss)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self._parts(self.boss)
            counts.append(self.env.cr.sql_log_count - start)
            self.env["crm.lead"].create(
                [self._lead(f"More {number}", self.boss, 1.0) for number in range(40)]
            )
        self.assertEqual(counts[1], counts[2])
