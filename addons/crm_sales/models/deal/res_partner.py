from odoo import fields, models


class ResPartner(models.Model):
    """Of which opportunities somebody is a stakeholder; what is noted there is personal data."""

    _inherit = "res.partner"

    crm_stakeholder_count = fields.Integer(
        "Has a Say In",
        compute="_compute_crm_stakeholder_count",
        groups="crm_sales.group_sales_own",
        help="Opportunities in whose decision this contact has a say.",
    )

    def _compute_crm_stakeholder_count(self):
        counts = dict(
            self.env["crm.sales.stakeholder"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.crm_stakeholder_count = counts.get(partner._origin, 0)

    def action_crm_view_stakeholders(self):
        """Open what is known of the person in opportunities."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_stakeholder_action"
        )
        return action | {"domain": [("partner_id", "=", self.id)], "context": {}}

    def _crm_personal_data(self):
        """What is thought of a person goes with the person."""
        return [
            *super()._crm_personal_data(),
            (
                self.env._("Stakeholder of Opportunities"),
                self._crm_search_of_people("crm.sales.stakeholder", "partner_id"),
                ("lead_id", "role", "influence", "stance", "note"),
            ),
        ]
