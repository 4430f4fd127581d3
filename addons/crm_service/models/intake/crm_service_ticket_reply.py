from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CrmServiceTicket(models.Model):
    """What an answer of the customer does: it reopens, ends the waiting, or begins anew."""

    _inherit = "crm.service.ticket"

    origin_id = fields.Many2one(
        "crm.service.ticket",
        "Follows",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        check_company=True,
        help="The closed ticket to which the customer answered too late to open it again.",
    )
    follow_up_ids = fields.One2many("crm.service.ticket", "origin_id", "Followed By", readonly=True)

    @api.constrains("origin_id")
    def _check_origin_id(self):
        if self._has_cycle("origin_id"):
            raise ValidationError(self.env._("A ticket cannot follow itself."))

    def message_post(self, **kwargs):
        ticket = self._get_receiver_of_post(**kwargs)
        return super(CrmServiceTicket, ticket).message_post(**kwargs)

    def _get_receiver_of_post(self, **kwargs):
        """Return where to post: a customer's word about a ticket closed long ago goes on elsewhere.

        Mails have been led there already, see the mailroom.
        """
        # sudo: whether it is closed, also for those who may write to it and not read it all
        if self.env.context.get("crm_service_mail_id") or not self.sudo().is_closed:
            return self
        partner = self.env["res.partner"].browse(kwargs.get("author_id") or ())
        partner = partner or self.env.user.partner_id
        is_word = kwargs.get("message_type") in ("comment", "email")
        subtype = self.env.ref("mail.mt_comment")
        is_public = (
            kwargs.get("subtype_xmlid") == "mail.mt_comment"
            or kwargs.get("subtype_id") == subtype.id
        )
        # sudo: whether the author works here, whoever posts
        is_staff = any(not user.share for user in partner.sudo().user_ids)
        if is_staff or not is_word or not is_public:
            return self
        ticket = self.sudo()._get_latest()
        ticket = ticket if ticket._takes_reply() else ticket._create_follow_up(**kwargs)
        return ticket.with_env(self.env)

    def _create_follow_up(self, body="", subject=None, **_kwargs):
        """Return a new ticket that goes on from this one with what the customer says.

        Called in sudo: the customer opens it by answering.
        """
        values = {"name": subject or self.name, "description": body, "channel": "portal"}
        tickets = self.with_context(mail_create_nosubscribe=True)
        return tickets.create(self._prepare_follow_up() | values)

    def _prepare_follow_up(self):
        """Return the values of a ticket that goes on from this one."""
        return {
            "origin_id": self.id,
            "team_id": self.team_id.id,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "partner_email": self.partner_email,
            "partner_phone": self.partner_phone,
            "kind": self.kind,
            "category_id": self.category_id.id,
            "product_id": self.product_id.id,
            "serial_number": self.serial_number,
            "order_id": self.order_id.id,
        }

    def _get_latest(self):
        """Return the ticket to which a word of the customer about this one belongs.

        It is this one if it takes an answer, else the last of those that follow it. Called in
        sudo.
        """
        ticket = self._get_receiver()
        while ticket.follow_up_ids and not ticket._takes_reply():
            ticket = ticket.follow_up_ids.sorted("id")[-1]._get_receiver()
        return ticket

    def _get_receiver(self):
        """Return the ticket that takes what is said about this one."""
        return self._get_survivor()

    def _takes_reply(self):
        """Whether an answer goes into the ticket: it is open, or closed not long ago."""
        if not self.active:
            return False
        if not self.is_closed:
            return True
        limit = fields.Datetime.now() - timedelta(days=self.team_id.reopen_days)
        return bool(self.date_closed and self.date_closed > limit)

    # what an answer does
    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        is_opening = message.subtype_id == self._creation_subtype()
        if not is_opening and self._kind_of_message(message) == "message":
            self._on_customer_message(message)
        return result

    def _on_customer_message(self, message):
        """Take up the ticket again on which the customer has written ``message``.

        Called for each word of the customer by mail or in the portal, never for what programs
        send; override to do more.
        """
        # sudo: the customer moves it by answering
        ticket = self.sudo()
        if not (ticket.is_closed or (ticket.is_waiting and ticket.team_id.is_resumed_by_reply)):
            return
        try:
            stage = ticket._find_stage("is_open")
        except UserError:
            return  # the team has none: the word is there all the same
        ticket.stage_id = stage
