from markupsafe import Markup

from odoo import fields, models
from odoo.tools import html2plaintext

COMMAND = "/ticket"
SUBJECT_SIZE = 100


class DiscussChannel(models.Model):
    """Tickets out of live chats: by command of the agent, or when nobody answered."""

    _inherit = "discuss.channel"

    crm_ticket_ids = fields.One2many(
        "crm.service.ticket",
        "livechat_id",
        "Service Tickets",
        readonly=True,
        groups="crm_service.group_service_own",
    )

    def execute_command_ticket(self, body="", **kwargs):
        """Make a ticket of the chat: ``/ticket <subject>``; the agent alone reads the answer."""
        subject = html2plaintext(body).strip().removeprefix(COMMAND).strip()
        self.env.user._bus_send_transient_message(self, self._crm_answer_command(subject))

    def _crm_answer_command(self, subject):
        self.check_access("read")
        if self.channel_type != "livechat":
            return self.env._("Tickets are made of live chats only.")
        if not self.env["crm.service.ticket"].has_access("create"):
            return self.env._("You have no access to service tickets.")
        if not subject:
            usage = Markup("<code>/ticket %s</code>") % self.env._("subject")
            return self.env._("Make a ticket of this chat with: %(usage)s", usage=usage)
        ticket = self._crm_make_ticket(subject, self.env.user)
        return self.env._("Ticket made: %(ticket)s", ticket=ticket._get_html_link())

    def _crm_make_ticket(self, subject, user=False):
        """Return a new ticket of the visitor, with the chat as its first note.

        :param user: the owner, else nobody is
        :raise AccessError: the current user may not read the chat
        """
        self.check_access("read")
        values = {"name": subject[:SUBJECT_SIZE], "channel": "chat", "user_id": user and user.id}
        # sudo: how the channel is set up
        if team := self.livechat_channel_id.sudo().crm_team_id:
            values["team_id"] = team.id
        values |= self._crm_prepare_visitor()
        # sealed, and of a chat that was just seen to be readable
        ticket = self.env["crm.service.ticket"].create(values)
        ticket.sudo().livechat_id = self
        self._crm_post_history(ticket)
        return ticket

    def _crm_prepare_visitor(self):
        """Return who asks: the contact who is logged in, else the name and address given."""
        chat = self.sudo()  # sudo: guests are nobody's to read
        known = chat.livechat_customer_partner_ids.filtered(lambda one: not one.is_public)
        if known:
            return {"partner_id": known[0].id}
        asked = chat._chatbot_find_customer_values_in_messages(
            {"question_email": "email", "question_phone": "phone"}
        )
        guest = chat.livechat_customer_guest_ids[:1]
        return {
            "partner_name": guest.name or self.env._("Visitor"),
            "partner_email": asked.get("email") or guest.email,
            "partner_phone": asked.get("phone"),
        }

    def _crm_post_history(self, ticket):
        """Put the chat on the ticket as an internal note, with copies of its files."""
        # sudo: files of visitors, who may read the chat reads them
        files = self.message_ids.sudo().attachment_ids
        copies = [file.copy({"res_model": ticket._name, "res_id": ticket.id}) for file in files]
        ticket.message_post(
            body=Markup("<p><strong>%s</strong></p>%s")
            % (self.env._("Chat with %(name)s", name=self.name), self._get_channel_history()),
            attachment_ids=[copy.id for copy in copies],
            subtype_xmlid="mail.mt_note",
        )

    # nobody answered
    def _close_livechat_session(self, **kwargs):
        result = super()._close_livechat_session(**kwargs)
        self._crm_keep_unanswered()
        return result

    def _action_unfollow(self, partner=None, guest=None, post_leave_message=True):
        result = super()._action_unfollow(partner, guest, post_leave_message)
        self._crm_keep_unanswered()
        return result

    def _crm_keep_unanswered(self):
        """Make one ticket of what a visitor said and nobody heard, where the channel does."""
        # sudo: a visitor has no access to tickets; the channel decides
        for chat in self.sudo().filtered("livechat_end_dt"):
            is_wanted = chat.livechat_channel_id.crm_is_ticket_unanswered
            if not is_wanted or chat.livechat_failure == "no_failure" or chat.crm_ticket_ids:
                continue
            said = chat.message_ids.filtered(lambda message: message.message_type == "comment")
            agents = chat.livechat_agent_history_ids.partner_id
            said = said.filtered(lambda message, agents=agents: message.author_id not in agents)
            words = html2plaintext(said.sorted("id")[:1].body or "").strip()
            if words:
                chat._crm_make_ticket(words.splitlines()[0])
