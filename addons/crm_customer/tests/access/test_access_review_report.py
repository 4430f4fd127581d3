from datetime import date, datetime
from io import BytesIO
from unicodedata import normalize

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from .review_common import ReviewCommon

REPORT = "crm_customer.report_access_review"
CHINESE = {
    "Reviewers": "审查人",
    "1. Grants and Decisions": "一、授权与决定",
    "6. Signatures": "六、签字",
}


@tagged("post_install", "-at_install")
class TestAccessReviewReport(ReviewCommon):
    def _print(self, review, user=None):
        reports = self.env["ir.actions.report"].with_user(user or self.ann)
        return reports._render_qweb_html(REPORT, review.ids)[0].decode()

    def _values(self, review):
        report = self.env[f"report.{REPORT}"].with_user(self.ann)
        return report._get_report_values(review.ids)["facts"][review.id]

    def _fail(self, user, day, count):
        self.env["crm.access.failure"].create(
            {
                "user_id": user.id if user else False,
                "date": day,
                "date_last": datetime(day.year, day.month, day.day, 8),
                "attempt_count": count,
            }
        )

    def test_the_paper_says_who_decided_what(self):
        review = self._create_started()
        self._withdraw(self._lines(review, self.seller), "Moved to service")
        self._decide_all(review)
        review.note = "Looks well"
        review.action_finish()
        paper = self._print(review)
        for words in (
            "Access Review 2026 Q3",
            "Reviewed Ltd",
            "Ann, Ben",
            "CRM Role / Sales Representative",
            "Moved to service",
            "Withdrawn",
            "Looks well",
            "(left)",
            "For the management, date",
        ):
            self.assertIn(words, paper)

    def test_unused_grants_and_leavers_have_their_tables(self):
        self.env["crm.access.grant"].flush_model()
        self.env.cr.execute("UPDATE crm_access_grant SET date = date - INTERVAL '200 days'")
        review = self._create_started()
        self.assertIn(self._lines(review, self.seller), self._values(review)["unused"])
        paper = self._print(review)
        self.assertIn("3. Leavers with Remaining Access", paper)
        self.assertIn("Archived On", paper)

    def test_failed_log_ins_of_the_period_and_company(self):
        portal = self._create_colleague("review_portal", "base.group_portal", name="Portia")
        self.env.cr.execute("DELETE FROM crm_access_failure")
        self._fail(self.seller, date(2026, 7, 1), 2)
        self._fail(self.seller, date(2026, 9, 30), 3)
        self._fail(self.seller, date(2026, 10, 1), 100)
        self._fail(self.leaver, date(2026, 8, 1), 4)
        self._fail(self.user_own, date(2026, 8, 1), 50)
        self._fail(portal, date(2026, 8, 2), 1)
        self._fail(None, date(2026, 8, 3), 7)
        self.assertEqual(
            self._values(self._create_started())["failures"],
            [
                ("Unknown names", 7, 1, datetime(2026, 8, 3, 8)),
                ("Sally (review_seller)", 5, 2, datetime(2026, 9, 30, 8)),
                ("Leo (review_leaver)", 4, 1, datetime(2026, 8, 1, 8)),
                ("Portal users", 1, 1, datetime(2026, 8, 2, 8)),
            ],
        )

    def test_exports_and_reveals_of_the_period_per_person(self):
        export = {"company_id": self.company.id, "model": "res.partner", "way": "csv"}
        reveal = {"company_id": self.company.id, "res_model": "res.partner", "res_id": 1}
        # 2026-07-01 in Shanghai begins at 16:00 of the day before
        for moment, count in (
            ("2026-06-30 15:59:59", 1000),
            ("2026-06-30 16:00:00", 20),
            ("2026-09-30 15:59:59", 3),
            ("2026-09-30 16:00:00", 1000),
        ):
            self.env["crm.access.export"].create(
                export | {"user_id": self.seller.id, "date": moment, "record_count": count}
            )
        for company in (self.company, self.company_b):
            self.env["crm.access.reveal"].create(
                reveal
                | {
                    "user_id": self.ben.id,
                    "company_id": company.id,
                    "date": "2026-08-01 08:00:00",
                    "field_name": "phone",
                }
            )
        self.assertEqual(
            self._values(self._create_started())["data"], [("Ben", 0, 0, 1), ("Sally", 2, 23, 0)]
        )

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_prints_what_he_may_not_see(self):
        review = self._create_started()
        self.assertIn("Reviewed Ltd", self._print(review, self.admin))
        for user in (self.seller, self.user_manager):
            with self.assertRaises(AccessError):
                self._print(review, user)

    def test_the_pdf_is_chinese_for_who_reads_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        for name in ("cover", "grants", "signatures"):
            view = self.env.ref(f"{REPORT}_{name}")
            sources = {term["source"] for term in view.get_field_translations("arch_db")[0]}
            words = {source: text for source, text in CHINESE.items() if source in sources}
            view.update_field_translations("arch_db", {"zh_CN": words})
        self.seller.name = "王芳"
        review = self._create_started()
        self.ann.lang = "zh_CN"
        reports = self.env["ir.actions.report"].with_user(self.ann)
        reports = reports.with_context(lang="zh_CN", force_report_rendering=True)
        with self.allow_pdf_render():
            content, kind = reports._render_qweb_pdf(REPORT, review.ids)
        self.assertEqual(kind, "pdf")
        text = "".join(page.extract_text() for page in PdfFileReader(BytesIO(content)).pages)
        # fonts call some characters by the names of their radicals
        text = normalize("NFKC", text)
        for words in ("王芳", *CHINESE.values()):
            self.assertIn(words, text)
