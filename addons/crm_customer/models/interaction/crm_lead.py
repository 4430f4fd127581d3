from odoo import fields, models
from odoo.exceptions import UserError


class CrmLead(models.Model):
    _inherit = "crm.lead"

    crm_interaction_ids = fields.One2many(
        "crm.customer.interaction",
        "lead_id",
        "Interactions",
        groups="crm_customer.group_customer_own",
    )
    crm_interaction_count = fields.Integer(
        "Interaction Count",
        compute="_compute_crm_interaction_count",
        groups="crm_customer.group_customer_own",
    )

    def _compute_crm_interaction_count(self):
        counts = dict(
            self.env["crm.customer.interaction"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.crm_interaction_count = counts.get(lead._origin, 0)

    def action_crm_log_interaction(self):
        """Open the dialog that records an interaction about this opportunity.

        :raise UserError: the opportunity has no customer yet
        """
        self.ensure_one()
        if not self.partner_id:
            raise UserError(self.env._("Choose the customer of this opportunity before logging."))
        customer = self.partner_id.commercial_partner_id
        return self.env["crm.customer.interaction"]._action_log(
            default_partner_id=customer.id,
            default_contact_ids=(self.partner_id - customer).ids,
            default_lead_id=self.id,
        )

    def action_crm_view_interactions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_customer_interaction_action"
        )
        return action | {
            "domain": [("lead_id", "=", self.id)],
            "context": {
                "default_lead_id": self.id,
                "default_partner_id": self.partner_id.commercial_partner_id.id,
            },
        }
