from odoo import api, fields, models

from odoo.addons.crm_customer.tools.personal_data import ANONYMISE, Holding

GROUP = "crm_sales.group_sales_own"


class ResPartner(models.Model):
    """What a customer was touched by; of a person also for the report and for erasure."""

    _inherit = "res.partner"

    crm_touchpoint_count = fields.Integer(
        "Touchpoints", compute="_compute_crm_touchpoint_count", groups=GROUP
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_crm_touchpoint_count(self):
        """Those of the contact; of a company, those of its contacts too."""
        touches = self.env["crm.sales.touchpoint"]
        counts = {}
        for field in ("partner_id", "customer_id"):
            groups = touches._read_group([(field, "in", self.ids)], [field], ["__count"])
            # a company has its own and those of its contacts as customer
            counts |= {partner: count for partner, count in groups}
        for partner in self:
            partner.crm_touchpoint_count = counts.get(partner._origin, 0)

    def action_view_crm_touchpoints(self):
        """Open the touchpoints of the contact, or of all contacts of the company."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_touchpoint_action"
        )
        field = "customer_id" if self.commercial_partner_id == self else "partner_id"
        return action | {"domain": [(field, "=", self.id)], "context": {}, "path": False}

    def _crm_data_sales(self):
        touches = self.env["crm.sales.touchpoint"].search([("partner_id", "in", self.ids)])
        holding = Holding(
            self.env._("Touchpoints"),
            touches,
            ("date", "kind", "channel", "campaign_id"),
            ANONYMISE,
            self.env._(
                "That somebody was touched is a fact of the company; who it was is removed."
            ),
        )
        return [*super()._crm_data_sales(), holding]
