from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_email_ids = fields.One2many(
        "crm.customer.email",
        "partner_id",
        "Other Email Addresses",
        groups="crm_customer.group_customer_own",
        help="Mails filed from and to these addresses belong to the contact too.",
    )

    def _crm_personal_data(self):
        """Filed mails, what they say included, and the addresses learned from them."""
        emails = {*self.mapped("email_normalized"), *self.crm_email_ids.mapped("email")} - {False}
        addresses = self.env["crm.customer.mail.address"].search(
            ["|", ("partner_id", "in", self.ids), ("email", "in", list(emails))]
        )
        messages = self._crm_get_filed_messages()
        return [
            *super()._crm_personal_data(),
            (self.env._("Other Email Addresses"), self.crm_email_ids, ("email",)),
            (
                self.env._("Filed Mails"),
                addresses.mail_id,
                ("date", "name", "excerpt", "direction", "user_id"),
            ),
            (self.env._("Files of Mails"), messages.attachment_ids, ("name", "create_date")),
            (self.env._("Messages on Interactions"), messages, ("date", "subject", "body")),
        ]

    def _crm_get_filed_messages(self):
        """Return what was written on the interactions with these people, and nobody else."""
        interactions = self.env["crm.customer.interaction"].search(
            ["|", ("partner_id", "in", self.ids), ("contact_ids", "in", self.ids)]
        )
        interactions = interactions.filtered(
            lambda interaction: interaction.partner_id in self or not interaction.contact_ids - self
        )
        return self.env["mail.message"].search(
            [("model", "=", interactions._name), ("res_id", "in", interactions.ids)]
        )
