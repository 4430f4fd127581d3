from odoo import models
from odoo.fields import Domain

from ...tools.personal_data import ANONYMISE, Holding


class ResPartner(models.Model):
    """What colleagues reported about a person, in words that stay otherwise."""

    _inherit = "res.partner"

    def _crm_personal_data(self):
        told = Domain("partner_id", "in", self.ids)
        for model, about in (
            ("crm.customer.interaction", Domain("contact_ids", "in", self.ids)),
            ("crm.visit", Domain("contact_ids", "in", self.ids)),
            ("calendar.event", Domain("partner_ids", "in", self.ids)),
            ("crm.lead", Domain("partner_id", "in", self.ids)),
        ):
            records = self.env[model].search(about)
            told |= Domain("res_model", "=", model) & Domain("res_id", "in", records.ids)
        return [
            *super()._crm_personal_data(),
            Holding(
                self.env._("Work Reports"),
                self.env["crm.work.report.line"].search(told),
                ("date", "section", "text"),
                ANONYMISE,
                self.env._("That somebody did something that day is a fact; the words go."),
                blank=("text",),
            ),
        ]
