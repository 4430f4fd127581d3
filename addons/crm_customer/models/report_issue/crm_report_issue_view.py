from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import is_html_empty

from ...tools.html_text import html_to_text
from ...tools.report_issue.workbook import write_workbook


class CrmReportIssue(models.Model):
    """An issue as somebody sees it: every figure is read with the rights of who looks."""

    _inherit = "crm.report.issue"

    figures = fields.Html(
        compute="_compute_figures",
        sanitize=False,
        help="As they are now, and as your own access rights allow.",
    )
    my_file_ids = fields.Many2many(
        "ir.attachment", compute="_compute_my_file_ids", string="As I Got It"
    )

    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_figures(self):
        for issue in self:
            issue.figures = self.env["ir.qweb"]._render(
                "crm_customer.crm_report_issue_parts", {"parts": issue._get_parts()}
            )

    @api.depends_context("uid")
    def _compute_my_file_ids(self):
        copies = self.env["crm.report.copy"].search(
            [("issue_id", "in", self.ids), ("user_id", "=", self.env.uid)]
        )
        by_issue = {copy.issue_id.id: copy for copy in copies}
        for issue in self:
            copy = by_issue.get(issue._origin.id, copies.browse())
            issue.my_file_ids = copy.pdf_id | copy.xlsx_id

    def _get_parts(self):
        """Return the ``Part`` of each item, as the user may see it: never as superuser."""
        self.ensure_one()
        self.check_access("read")
        env = self.env(su=False)
        company = self.series_id.sudo().company_id
        if company:
            env = env(context=env.context | {"allowed_company_ids": company.ids})
        # sudo: what a report shows is no secret to who may read it, its figures may be
        return [item._get_part(env) for item in self.sudo().series_id.item_ids]

    def _get_decision_lines(self):
        """Return ``[(heading, [decision])]`` of what was decided now and before."""
        return [
            (heading, decisions)
            for heading, decisions in (
                (self.env._("Decisions"), self.decision_ids),
                (self.env._("Decided Before"), self.earlier_decision_ids),
            )
            if decisions
        ]

    def _get_xlsx(self):
        """Return the bytes of the issue as a workbook, with the figures of the user."""
        texts = [
            (self.name, ""),
            (self.env._("Comment"), html_to_text(self.comment)),
            (self.env._("Recommendation"), html_to_text(self.recommendation)),
        ]
        for heading, decisions in self._get_decision_lines():
            texts.append((heading, "\n".join(one._get_sentence() for one in decisions)))
        return write_workbook(self.env._("Summary"), texts, self._get_parts())

    def _get_pdf(self):
        """Return the bytes of the issue as PDF, with the figures of the user."""
        report = self.env["ir.actions.report"]
        return report._render_qweb_pdf("crm_customer.report_crm_report_issue", self.ids)[0]

    def _get_mail_body(self):
        """Return the body of the mail in the language of the user."""
        blocks = [
            Markup("<h3>%s</h3>%s") % (heading, text)
            for heading, text in (
                (self.env._("Comment"), self.comment),
                (self.env._("Recommendation"), self.recommendation),
            )
            if not is_html_empty(text)
        ]
        note = self.env._(
            "The figures are attached as PDF and as a workbook, as your access rights allow."
        )
        link = f"{self.get_base_url()}/odoo/crm-report-issues/{self.id}"
        return Markup("%s<p>%s</p><p><a href='%s'>%s</a></p>") % (
            Markup("").join(blocks),
            note,
            link,
            self.env._("Open the issue"),
        )
