from odoo import models
from odoo.fields import Domain

from ...tools.personal_data import ANONYMISE, Holding


class ResPartner(models.Model):
    """Questions about a customer: asked from it, its people, its orders and opportunities."""

    _name = "res.partner"
    _inherit = ["res.partner", "crm.request.source.mixin"]

    def _get_request_partner(self):
        return self

    def _get_request_domain(self):
        return [("commercial_partner_id", "in", self.commercial_partner_id.ids)]

    def _compute_crm_request_count(self):
        counts = dict(
            self.env["crm.request"]._read_group(
                self._get_request_domain(), ["commercial_partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.crm_request_count = counts.get(partner.commercial_partner_id, 0)

    def _crm_personal_data(self):
        return [*super()._crm_personal_data(), self._crm_data_requests()]

    def _crm_data_requests(self):
        """Return the questions about these people; called in sudo."""
        emails = [email for email in self.mapped("email_normalized") if email]
        leads = self.env["crm.lead"].search(
            [("partner_id", "=", False), ("email_normalized", "in", emails)]
        )
        from_leads = Domain("res_model", "=", "crm.lead") & Domain("res_id", "in", leads.ids)
        return Holding(
            self.env._("Requests to Departments"),
            self.env["crm.request"].search(Domain("partner_id", "in", self.ids) | from_leads),
            ("date_asked", "number", "name", "question", "answer", "state"),
            ANONYMISE,
            self.env._("That a department was asked is a fact of the company; the words go."),
        )
