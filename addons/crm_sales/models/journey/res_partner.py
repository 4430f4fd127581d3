from odoo import fields, models

GROUP = "crm_sales.group_sales_own"


class ResPartner(models.Model):
    """In which journeys a contact is; that is personal data."""

    _inherit = "res.partner"

    crm_journey_count = fields.Integer(
        "Journeys", compute="_compute_crm_journey_count", groups=GROUP
    )

    def _compute_crm_journey_count(self):
        counts = dict(
            self.env["crm.sales.journey.run"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.crm_journey_count = counts.get(partner._origin, 0)

    def action_crm_view_journeys(self):
        """Open in which journeys the contact is or was."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_journey_run_action"
        )
        return action | {"domain": [("partner_id", "=", self.id)], "context": {}, "path": False}

    def _crm_personal_data(self):
        """Which journeys a person went through goes with the person."""
        return [
            *super()._crm_personal_data(),
            (
                self.env._("Journeys"),
                self._crm_search_of_people("crm.sales.journey.run", "partner_id"),
                ("journey_id", "date_entered", "state", "reason", "date_end"),
            ),
        ]
