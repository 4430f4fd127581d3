from odoo import fields, models

from ..models.access.crm_access_check import OPERATIONS


class CrmAccessExplainLine(models.TransientModel):
    """One access line, rule or check that has a say in one operation."""

    _name = "crm.access.explain.line"
    _description = "Reason for an Access"
    _order = "sequence, id"

    explain_id = fields.Many2one("crm.access.explain", required=True, ondelete="cascade")
    operation = fields.Selection(OPERATIONS, required=True)
    sequence = fields.Integer()
    kind = fields.Selection(
        [
            ("access", "Access line"),
            ("rule", "Rule for everybody"),
            ("group_rule", "Rule of a group"),
            ("code", "Code"),
        ],
        required=True,
    )
    verdict = fields.Selection(
        [
            ("grants", "Grants"),
            ("denies", "Denies"),
            ("lacks", "Group not held"),
            ("limits", "Not needed"),
            ("depends", "Depends on the record"),
        ],
        required=True,
    )
    name = fields.Char("Rule or Line", required=True)
    path = fields.Char("By the Groups")
    detail = fields.Char("Condition")
    source_model = fields.Char()
    source_id = fields.Integer()

    def action_open_source(self):
        """Open the access line or rule; the host decides who may."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.source_model,
            "res_id": self.source_id,
            "views": [(False, "form")],
            "target": "new",
        }
