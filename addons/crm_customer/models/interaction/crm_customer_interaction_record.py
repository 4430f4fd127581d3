from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ...tools.html_text import html_to_text

SOURCE_FIELDS = {"mail.message": "mail_message_id", "calendar.event": "event_id"}
CATEGORY_KINDS = {"phonecall": "call", "meeting": "meeting"}
NOTE_LENGTH = 2000


class CrmCustomerInteraction(models.Model):
    """Interactions of what the host knows already: nothing is typed or counted twice."""

    _inherit = "crm.customer.interaction"

    @api.model_create_multi
    def create(self, vals_list):
        self._check_sources(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_sources([vals])
        return super().write(vals)

    def _check_sources(self, vals_list):
        """Nobody refers to a message or a meeting that he may not read.

        No constraint: those are checked as superuser.
        """
        for model, field in SOURCE_FIELDS.items():
            ids = [vals[field] for vals in vals_list if vals.get(field)]
            self.env[model].browse(ids).check_access("read")

    @api.model
    def action_record(self, model, res_id):
        """Return the dialog that records a host record, or the interaction that it is.

        :param str model: ``mail.message`` (an email, or what a done activity left behind)
            or ``calendar.event``
        :raise UserError: it belongs to no customer, or has not taken place yet
        """
        if model not in SOURCE_FIELDS:
            raise UserError(self.env._("Only messages and meetings can be recorded."))
        source = self.env[model].browse(int(res_id)).exists()
        source.check_access("read")
        if not source:
            raise UserError(self.env._("This entry does not exist any more."))
        known = self.search([(SOURCE_FIELDS[model], "=", source.id)], limit=1)
        if known:
            return known._get_records_action()
        if model == "mail.message":
            return self._action_log(**self._prepare_message_defaults(source))
        if source.start > fields.Datetime.now():
            raise UserError(self.env._("This meeting has not taken place yet."))
        return source.action_crm_log_interaction()

    def _prepare_message_defaults(self, message):
        """Return what the dialog shows of ``message``."""
        document, partner = self._get_message_document(message)
        customer = partner.commercial_partner_id
        people = partner | message.author_id | message.partner_ids | message.notified_partner_ids
        people = people._filtered_access("read").filtered(
            lambda person: person.commercial_partner_id == customer and person != customer
        )
        text = html_to_text(message.body, NOTE_LENGTH)
        return self._prepare_message_people(message, customer) | {
            "default_partner_id": customer.id,
            "default_contact_ids": people.ids,
            "default_date": fields.Datetime.to_string(message.date),
            "default_kind": self._get_message_kind(message),
            "default_lead_id": document.id if document._name == "crm.lead" else False,
            "default_mail_message_id": message.id,
            "default_name": message.subject or message.mail_activity_type_id.name or False,
            "default_note": plaintext2html(text) if text else False,
        }

    def _get_message_document(self, message):
        """Return (document of the message, partner that it is about).

        :raise UserError: it is no customer's
        """
        models = ["res.partner", *self.env["crm.timeline"]._get_document_models()]
        if message.model in models and message.res_id:
            document = self.env[message.model].browse(message.res_id)
            partner = document if message.model == "res.partner" else document.partner_id
            if partner:
                return document, partner
        raise UserError(
            self.env._("This message belongs to no customer: set the customer of its record first.")
        )

    def _prepare_message_people(self, message, customer):
        """Return direction, and who of us had the contact."""
        author = message.author_id
        is_incoming = bool(author) and author.commercial_partner_id == customer
        colleague = author.user_ids.filtered(lambda user: not user.share)[:1]
        if not colleague or colleague == self.env.user:
            people = {}
        elif self.env.user.has_group("crm_customer.group_customer_all"):
            people = {"default_user_id": colleague.id}
        else:
            people = {"default_colleague_ids": colleague.ids}
        return people | {"default_direction": "in" if is_incoming else "out"}

    def _get_message_kind(self, message):
        """Return the kind that the type of a done activity says, else an email."""
        activity_type = message.mail_activity_type_id
        if not activity_type or activity_type == self.env.ref(
            "mail.mail_activity_data_email", raise_if_not_found=False
        ):
            return "email"
        return CATEGORY_KINDS.get(activity_type.category) or self._default_kind()
