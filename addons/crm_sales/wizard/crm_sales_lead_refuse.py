from odoo import fields, models


class CrmSalesLeadRefuse(models.TransientModel):
    """Why leads are given back to marketing."""

    _name = "crm.sales.lead.refuse"
    _description = "Refuse Leads"

    lead_ids = fields.Many2many("crm.lead", string="Leads", required=True)
    reason_id = fields.Many2one("crm.sales.refusal.reason", required=True)
    needs_note = fields.Boolean(related="reason_id.needs_note")
    note = fields.Text()

    def action_refuse(self):
        """Refuse the leads."""
        self.ensure_one()
        self.lead_ids._crm_refuse(self.reason_id, self.note or "")
        return {"type": "ir.actions.act_window_close"}
