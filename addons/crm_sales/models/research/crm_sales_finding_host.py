from odoo import api, fields, models

GROUP = "crm_sales.group_sales_own"


class CrmSalesFindingHost(models.AbstractModel):
    """Something that findings concern, with their number and the way to them."""

    _name = "crm.sales.finding.host"
    _description = "Subject of Findings"
    _finding_field = None  #: the field of a finding that names such records

    crm_finding_count = fields.Integer(
        "Findings", compute="_compute_crm_finding_count", groups=GROUP
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_crm_finding_count(self):
        field = self._finding_field
        counts = dict(
            self.env["crm.sales.finding"]._read_group(
                [(field, "in", self.ids)], [field], ["__count"]
            )
        )
        for record in self:
            record.crm_finding_count = counts.get(record._origin, 0)

    def action_crm_view_findings(self):
        """Open what we know that concerns it; a new finding does."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_sales.crm_sales_finding_action")
        return action | {
            "domain": [(self._finding_field, "in", self.ids)],
            "context": {f"default_{self._finding_field}": self.ids},
        }
