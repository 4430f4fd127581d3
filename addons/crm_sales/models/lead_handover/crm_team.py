from odoo import api, fields, models
from odoo.fields import Domain

GROUP = "crm_sales.group_sales_own"


class CrmTeam(models.Model):
    """Whether the leads of a team are qualified by marketing first."""

    _inherit = "crm.team"

    crm_handover_hours = fields.Float(
        "Answer Leads Within",
        groups=GROUP,
        help="Working hours within which a salesperson accepts or refuses a lead that marketing"
        " hands over. 0: leads of this team are not handed over.",
    )

    _crm_handover_hours_valid = models.Constraint(
        "CHECK(crm_handover_hours >= 0)", "Nobody answers in less than no time."
    )

    @api.model
    def _get_lead_to_assign_domain(self):
        """The host gives nobody what waits for marketing, or for an answer of sales."""
        domain = super()._get_lead_to_assign_domain()
        return Domain(domain) & Domain("crm_handover_state", "in", [False, "accepted"])
