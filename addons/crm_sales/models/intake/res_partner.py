from odoo import models

from odoo.addons.crm_customer.tools.personal_data import ANONYMISE, Holding


class ResPartner(models.Model):
    """Enquiries of a person, for the report to the person and for erasure."""

    _inherit = "res.partner"

    def _crm_data_sales(self):
        emails = [email for email in self.mapped("email_normalized") if email]
        leads = self.env["crm.lead"].with_context(active_test=False)
        leads = leads.search(
            [
                "|",
                ("partner_id", "in", self.ids),
                "&",
                ("partner_id", "=", False),
                ("email_normalized", "in", emails),
            ]
        )
        arrivals = self.env["crm.sales.lead.arrival"].search(
            ["|", ("partner_id", "in", self.ids), ("lead_id", "in", leads.ids)]
        )
        holding = Holding(
            self.env._("Enquiries"),
            arrivals,
            ("date", "channel", "name", "payload_text", "result"),
            ANONYMISE,
            self.env._(
                "That somebody enquired is a fact of the company; what was sent is removed."
            ),
        )
        return [*super()._crm_data_sales(), holding]
