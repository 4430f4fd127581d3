from odoo import fields, models

from .match_sql import NAME_KEY


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_purchase_history_count = fields.Integer(
        string="Past Orders",
        compute="_compute_crm_purchase_history_count",
        groups="crm_customer.group_customer_own",
    )

    # by what an imported row, or a record of another system, finds its partner
    _crm_name_key_idx = models.Index(f"(({NAME_KEY.format(column='name')}))")
    _crm_email_idx = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")
    _crm_phone_idx = models.Index("(phone_sanitized) WHERE phone_sanitized IS NOT NULL")

    def _compute_crm_purchase_history_count(self):
        self._crm_set_counts("crm_purchase_history_count", "crm.customer.purchase.history")

    def action_crm_open_purchase_history(self):
        """Open the orders of the years before."""
        self.ensure_one()
        return self.env["ir.actions.act_window"]._crm_open(
            "crm_customer.crm_customer_purchase_history_action",
            [("commercial_partner_id", "=", self.commercial_partner_id.id)],
        )
