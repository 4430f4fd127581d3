import base64

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import html_sanitize, plaintext2html

from ...tools.mailbox.forward import strip_forward_prefix


class CrmCustomerMail(models.Model):
    """From a filed mail to the interactions that the timeline shows, one a customer."""

    _inherit = "crm.customer.mail"

    def _file(self, addresses, content):
        """File under the contacts of ``addresses``, by the rights of the current user.

        :param addresses: ``crm.customer.mail.address`` of this mail, each with a contact
        :param content: the mail as read, None if its source is gone
        """
        self.ensure_one()
        for address in addresses:
            contact = address.partner_id
            customer = contact.commercial_partner_id
            interactions = self.env["crm.customer.interaction"]
            known = interactions.search(
                [("filed_mail_id", "=", self.id), ("commercial_partner_id", "=", customer.id)],
                limit=1,
            )
            if known:
                # sudo: the mail adds a contact to what it made itself
                known.sudo().contact_ids |= contact - customer
            else:
                self._create_interaction(contact, customer, content)
        # sudo: the state is not for writing by hand
        addresses.sudo().state = "filed"
        self.sudo()._settle()

    def _create_interaction(self, contact, customer, content):
        # a branch has customers of the company above it, where the user has no say
        company = customer.company_id & self.env.user.company_ids or self.company_id
        quiet = self.with_company(company).with_context(mail_create_nosubscribe=True)
        interaction = quiet.env["crm.customer.interaction"].create(
            {
                "partner_id": customer.id,
                "contact_ids": (contact - customer).ids,
                "company_id": company.id,
                "user_id": self.user_id.id,
                "kind": "email",
                "direction": self.direction,
                "date": self.date,
                "name": strip_forward_prefix(self.name) or False,
                "note": plaintext2html(self.excerpt) if self.excerpt else False,
                "filed_mail_id": self.id,
                "thread_key": self.thread_key,
                "lead_id": self._get_lead(customer, company, content).id,
            }
        )
        message = self._get_host_message(customer)
        if not message and content:
            message = self._post(interaction, contact, content)
        # sudo: the message was made for the interaction just now, or read as the user
        interaction.sudo().mail_message_id = message
        return interaction

    def _get_lead(self, customer, company, content):
        """Return the opportunity that the conversation is about, if the user may see it."""
        leads = self.env["crm.lead"]
        if not content or not leads.has_access("read"):
            return leads
        earlier = self.env["crm.customer.interaction"].search(
            [
                ("thread_key", "=", self.thread_key),
                ("commercial_partner_id", "=", customer.id),
                ("lead_id", "!=", False),
            ],
            limit=1,
        )
        # sudo: only to find the opportunity, which is then filtered by the rights of the user
        answered = self.env["mail.message"].sudo()
        if content.references:
            answered = answered.search(
                [("message_id", "in", content.references), ("model", "=", "crm.lead")],
                limit=1,
            )
        found = earlier.lead_id or leads.browse(answered.res_id or ()).exists()
        return found._filtered_access("read").filtered(
            lambda lead: (
                lead.partner_id.commercial_partner_id == customer
                and lead.company_id in (company, company.browse())
            )
        )

    def _get_host_message(self, customer):
        """Return the message by which the host has this mail already, if nobody used it."""
        messages = self.env["mail.message"]
        # sudo: to find it by its Message-Id; then filtered by the rights of the user
        known = messages.sudo().search(
            [
                ("message_id", "=", self.message_key),
                ("model", "in", ["res.partner", "crm.lead", "sale.order"]),
            ]
        )
        used = self.env["crm.customer.interaction"].sudo()
        for message in known.with_user(self.env.user)._filtered_access("read"):
            document = self.env[message.model].sudo().browse(message.res_id).exists()
            partner = document if document._name == "res.partner" else document.partner_id
            is_used = used.search_count([("mail_message_id", "=", message.id)], limit=1)
            if partner.commercial_partner_id.id == customer.id and not is_used:
                return message
        return messages

    def _post(self, interaction, contact, content):
        """Put the mail into the chatter of the interaction without telling anybody.

        It is created, not posted: nobody is notified, nobody becomes a follower. It gets a
        Message-Id of its own, so that the host still takes the mail in if it comes to it too.
        """
        if content.html:
            body = Markup(html_sanitize(content.html, sanitize_tags=False, strip_classes=True))
        else:
            # as the host's <pre>, but long lines wrap
            body = Markup('<pre style="white-space: pre-wrap;">%s</pre>') % content.text
        # sudo: the user may write on the interaction, or it was made for him just now
        thread = interaction.sudo().with_context(attachments_mime_plainxml=True)
        values = {
            "model": interaction._name,
            "res_id": interaction.id,
            "body": body,
        }
        files = [(file.name, file.content, {"cid": file.cid}) for file in content.files]
        if content.is_damaged and self.source:
            files.append(("original.eml", base64.b64decode(self.source), {}))
        values |= thread._process_attachments_for_post(files, [], values)
        author = contact if self.direction == "in" else self.user_id.partner_id
        return thread.env["mail.message"].create(
            values
            | {
                "author_id": author.id,
                "date": fields.Datetime.to_string(self.date),
                "email_from": author.email_formatted or author.name,
                "message_type": "email",
                "subject": self.name or False,
                "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment"),
            }
        )
