from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_interaction_count = fields.Integer(
        "Interactions",
        compute="_compute_crm_interaction_count",
        groups="crm_customer.group_customer_own",
        help="Interactions with this customer, whichever of its people took part.",
    )

    def _compute_crm_interaction_count(self):
        self._crm_set_counts("crm_interaction_count", "crm.customer.interaction")

    def action_crm_log_interaction(self):
        """Open the dialog that records an interaction with this customer."""
        self.ensure_one()
        customer = self.commercial_partner_id
        return self.env["crm.customer.interaction"]._action_log(
            default_partner_id=customer.id,
            default_contact_ids=(self - customer).ids,
        )

    def action_crm_view_interactions(self):
        self.ensure_one()
        customer = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_customer_interaction_action"
        )
        return action | {
            "domain": [("commercial_partner_id", "=", customer.id)],
            "context": {"default_partner_id": customer.id},
        }
