import base64

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.crm_service.tests.common import ServiceCommon
from odoo.addons.mail.tools.discuss import Store


@tagged("post_install", "-at_install")
class TestLivechatTicket(ServiceCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        operator = cls.env.ref("im_livechat.im_livechat_group_user")
        for user in cls.agent | cls.colleague:
            user.group_ids = [Command.link(operator.id)]
        cls.plain_operator = cls._create_user(
            "plain_operator", "im_livechat.im_livechat_group_user"
        )
        cls.env["mail.presence"]._update_presence(cls.agent)
        cls.livechat = cls.env["im_livechat.channel"].create(
            {
                "name": "Shop",
                "user_ids": [Command.set(cls.agent.ids)],
                "crm_team_id": cls.team.id,
            }
        )
        cls.portal = cls.env["res.users"].create(
            {
                "name": "Paula Portal",
                "login": "livechat_portal",
                "password": "livechat_portal",
                "email": "paula@acme.example.com",
                "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
            }
        )
        cls.portal.partner_id.parent_id = cls.customer

    def _open(self, login=None):
        """Open a chat as a visitor, or as who logs in."""
        self.authenticate(login, login)
        data = self.make_jsonrpc_request(
            "/im_livechat/get_session", {"channel_id": self.livechat.id, "persisted": True}
        )
        return self.env["discuss.channel"].browse(data["channel_id"])

    def _say(self, chat, words, **values):
        """Let the visitor say something."""
        history = chat.livechat_customer_history_ids[:1]
        author = {"author_id": history.partner_id.id, "author_guest_id": history.guest_id.id}
        return chat.message_post(
            body=words, message_type="comment", subtype_xmlid="mail.mt_comment", **author, **values
        )

    def _command(self, chat, words, user=None):
        chat.with_user(user or self.agent).execute_command_ticket(body=words)
        return self.env["crm.service.ticket"].search([("livechat_id", "=", chat.id)])

    def test_an_agent_makes_a_ticket_of_a_chat(self):
        chat = self._open()
        said = self._say(
            chat,
            "The pump <leaks>",
            attachment_ids=self.env["ir.attachment"]
            .create({"name": "pump.png", "datas": base64.b64encode(b"picture")})
            .ids,
        )
        ticket = self._command(chat, "/ticket Pump of the visitor")
        self.assertEqual(
            (ticket.name, ticket.channel, ticket.team_id, ticket.user_id),
            ("Pump of the visitor", "chat", self.team, self.agent),
        )
        note = ticket.message_ids.filtered(lambda message: "leaks" in (message.body or ""))
        self.assertTrue(note.is_internal or note.subtype_id.internal)
        self.assertEqual(note.attachment_ids.mapped("name"), ["pump.png"])
        self.assertNotEqual(note.attachment_ids, said.attachment_ids)
        self.assertEqual(chat.crm_ticket_ids, ticket)
        self.assertFalse(ticket.partner_id)
        self.assertTrue(ticket.partner_name)

    def test_an_agent_makes_a_ticket_by_the_button(self):
        chat = self._open()
        self._say(chat, "The pump leaks")
        self.env.flush_all()
        # not at the chat itself: a panel opens by itself, or not, as soon as it is known
        self.start_tour(
            "/odoo/discuss",
            "crm_service_livechat_tour",
            login="service_agent",
        )
        ticket = self.env["crm.service.ticket"].search([("livechat_id", "=", chat.id)])
        self.assertEqual((ticket.name, ticket.user_id), ("Pump of the visitor", self.agent))
        self.assertIn("The pump leaks", "".join(ticket.message_ids.mapped("body")))

    def test_the_button_is_there_for_who_may_make_tickets(self):
        for user, expected in ((self.agent, True), (self.plain_operator, False)):
            store = Store()
            user.with_user(user)._init_store_data(store)
            told = store.get_result()["Store"]["has_access_service_ticket"]
            self.assertEqual(told, expected, user.login)

    def test_a_visitor_has_a_name_and_the_address_given(self):
        chat = self._open()
        chat.livechat_customer_guest_ids.write({"name": "Vera", "email": "vera@example.com"})
        ticket = self._command(chat, "/ticket Question")
        self.assertEqual((ticket.partner_name, ticket.partner_email), ("Vera", "vera@example.com"))

    def test_the_ticket_of_a_portal_user_is_his(self):
        chat = self._open("livechat_portal")
        self._say(chat, "Where is my order?")
        ticket = self._command(chat, "/ticket Order")
        self.assertEqual(ticket.partner_id, self.portal.partner_id)
        self.assertEqual(ticket.with_user(self.portal).read(["name"])[0]["name"], "Order")
        page = self.url_open(f"/my/tickets/{ticket.id}")
        self.assertIn("Order", page.text)
        self.assertNotIn("Where is my order?", page.text)

    def test_a_command_without_a_subject_makes_none(self):
        chat = self._open()
        for words in ("/ticket", "/ticket  ", ""):
            self.assertFalse(self._command(chat, words), words)

    def test_who_has_no_access_to_tickets_makes_none(self):
        chat = self._open()
        self.assertFalse(self._command(chat, "/ticket No", self.plain_operator))

    def test_who_may_not_read_a_chat_makes_none(self):
        chat = self._open()
        far = self._create_user("far_agent", "crm_service.group_service_own")
        with self.assertRaises(AccessError):
            self._command(chat, "/ticket No", far)

    def test_a_channel_that_is_no_live_chat_makes_none(self):
        channel = self.env["discuss.channel"].create({"name": "Coffee"})
        channel._add_members(users=self.agent)
        self.assertFalse(self._command(channel, "/ticket No"))

    def test_the_link_is_not_set_by_hand(self):
        ticket = self._command(self._open(), "/ticket One")
        with self.assertRaises(AccessError):
            ticket.with_user(self.head).livechat_id = False

    # nobody answered
    def _close(self, chat, words="Anybody there?\nMy pump leaks"):
        if words:
            self._say(chat, words)
        chat._close_livechat_session()
        chat._close_livechat_session()
        return self.env["crm.service.ticket"].search([("livechat_id", "=", chat.id)])

    def test_an_unanswered_chat_becomes_a_ticket_of_nobody_where_it_is_wanted(self):
        self.assertFalse(self._close(self._open()))
        self.livechat.crm_is_ticket_unanswered = True
        ticket = self._close(self._open())
        self.assertEqual(len(ticket), 1)
        self.assertEqual((ticket.name, ticket.team_id), ("Anybody there?", self.team))
        self.assertFalse(ticket.user_id)

    def test_an_answered_or_silent_chat_or_one_with_a_ticket_becomes_none(self):
        self.livechat.crm_is_ticket_unanswered = True
        answered = self._open()
        self._say(answered, "Hello")
        answered.with_user(self.agent).message_post(body="Hi", message_type="comment")
        self.assertFalse(self._close(answered, "Thank you"))
        self.assertFalse(self._close(self._open(), words=None))
        known = self._open()
        ticket = self._command(known, "/ticket Known")
        self.assertEqual(self._close(known), ticket)

    def test_the_ticket_opens_the_chat(self):
        ticket = self._command(self._open(), "/ticket One")
        ticket.with_user(self.agent).action_open_livechat()
        with self.assertRaises(AccessError):
            ticket.with_user(self.head).action_open_livechat()
