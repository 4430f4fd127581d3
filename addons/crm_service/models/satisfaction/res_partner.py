from odoo import models

from odoo.addons.crm_customer.tools.personal_data import ANONYMISE, Holding


class ResPartner(models.Model):
    """What a person said of the service."""

    _inherit = "res.partner"

    def _crm_personal_data(self):
        return [*super()._crm_personal_data(), self._crm_data_ratings()]

    def _crm_data_ratings(self):
        """Return the ratings that these people gave to tickets; called in sudo."""
        return Holding(
            self.env._("Ratings of Tickets"),
            self.env["rating.rating"].search(
                [
                    ("crm_ticket_id", "!=", False),
                    ("partner_id", "in", self.ids),
                    ("consumed", "=", True),
                ]
            ),
            ("rated_on", "res_name", "rating", "feedback"),
            ANONYMISE,
            self.env._("How satisfied somebody was is a figure of the company; the words go."),
            blank=("feedback",),
        )
