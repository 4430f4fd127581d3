from odoo import api, fields, models

from .crm_sales_study_source import RELIABILITIES

KINDS = [("quote", "Quote"), ("figure", "Figure"), ("fact", "Fact")]
METHODS = [
    ("survey", "Survey"),
    ("interview", "Interview"),
    ("desk", "Desk Research"),
    ("observation", "Observation"),
    ("record", "Our Own Data"),
]


class CrmSalesFindingEvidence(models.Model):
    """What proves a finding: who or what said it, in which words or figures."""

    _name = "crm.sales.finding.evidence"
    _description = "Evidence of a Finding"
    _order = "sequence, id"

    finding_id = fields.Many2one("crm.sales.finding", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="finding_id.company_id")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True, default="quote")
    name = fields.Text("What", required=True)
    method = fields.Selection(METHODS, required=True, default="interview")
    origin = fields.Char(
        "Source", help="Who or what said it; the same source twice counts once.", required=True
    )
    source_id = fields.Many2one(
        "crm.sales.study.source",
        "Source Read",
        ondelete="set null",
        index="btree_not_null",
        groups="crm_sales.group_sales_all",
    )
    interview_id = fields.Many2one(
        "crm.sales.study.interview",
        ondelete="set null",
        index="btree_not_null",
        groups="crm_sales.group_sales_all",
    )
    origin_key = fields.Char(compute="_compute_origin_key", store=True)
    reliability = fields.Selection(RELIABILITIES, required=True, default="2")

    @api.depends("origin", "source_id", "interview_id")
    def _compute_origin_key(self):
        """What tells sources apart: the one linked, else its name."""
        for each in self.sudo():  # sudo: ids alone, which source is the same
            if each.source_id:
                each.origin_key = f"source:{each.source_id.id}"
            elif each.interview_id:
                each.origin_key = f"interview:{each.interview_id.id}"
            else:
                each.origin_key = each.origin

    @api.onchange("source_id")
    def _onchange_source_id(self):
        if self.source_id:
            self.origin = self.source_id.name
            self.method, self.reliability = "desk", self.source_id.reliability

    @api.onchange("interview_id")
    def _onchange_interview_id(self):
        interview = self.interview_id
        if interview:
            self.origin = interview.display_name
            self.method = "interview"

    def _crm_erase_records(self, pseudonym):
        """Words and name of who was interviewed go, that somebody said it stays."""
        self.write({"name": pseudonym, "origin": pseudonym})
