import io

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PortalHttp

URL = "/my/tickets/new"


@tagged("post_install", "-at_install")
class TestPortalForm(PortalHttp):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order(cls.customer)
        cls.product = cls.order.order_line.product_id
        cls.foreign_order = cls._create_order(cls.rival)
        cls.public, cls.inner = cls.env["crm.service.category"].create(
            [
                {"name": "Pumps", "is_portal": True, "team_id": cls.team.id},
                {"name": "Inner matters", "team_id": cls.team.id},
            ]
        )

    def _values(self, **values):
        return {
            "name": "Pump drips",
            "description": "Since\nMonday",
            "kind": "incident",
            "urgency": "3",
            "category_id": str(self.public.id),
            "product_id": str(self.product.id),
            "order_id": str(self.order.id),
        } | values

    def _send(self, user=None, files=None, **values):
        self._be(user or self.owner)
        before = self.env["crm.service.ticket"].search([])
        answer = self._post(URL, self._values(**values), files=files)
        return answer, self.env["crm.service.ticket"].search([]) - before

    def _upload(self, *pairs):
        return [("attachments", (name, io.BytesIO(content))) for name, content in pairs]

    def test_the_form_offers_own_orders_products_and_public_categories(self):
        page = self._get(URL, self.owner).text
        for word in (self.order.name, self.product.display_name, "Pumps", "We cannot work"):
            self.assertIn(word, page)
        for word in (self.foreign_order.name, "Inner matters"):
            self.assertNotIn(word, page)

    def test_what_was_sent_becomes_a_ticket(self):
        answer, ticket = self._send(files=self._upload(("log.txt", b"line"), ("a.pdf", b"%PDF-1")))
        self.assertTrue(answer.headers["Location"].endswith(f"/my/tickets/{ticket.id}?sent=1"))
        self.assertRecordValues(
            ticket,
            [
                {
                    "name": "Pump drips",
                    "partner_id": self.contact.id,
                    "channel": "portal",
                    "kind": "incident",
                    "urgency": "3",
                    "team_id": self.team.id,
                    "category_id": self.public.id,
                    "product_id": self.product.id,
                    "order_id": self.order.id,
                    "user_id": False,
                }
            ],
        )
        self.assertIn("Since<br", str(ticket.description))
        self.assertIn(self.contact, ticket.message_partner_ids)
        files = ticket._portal_files()
        self.assertEqual(sorted(files.mapped("name")), ["a.pdf", "log.txt"])
        page = self._get(ticket.access_url, self.owner).text
        self.assertIn("log.txt", page)
        link = f"/web/content/{files[0].id}?download=true&access_token={files[0].access_token}"
        self.assertEqual(self._get(link).status_code, 200)

    def test_a_colleague_picks_orders_of_the_company(self):
        _answer, ticket = self._send(self.mate)
        self.assertEqual(ticket.order_id, self.order)
        self.assertEqual(ticket.partner_id, self.mate.partner_id)

    def test_what_is_not_on_offer_is_refused(self):
        for name, value in (
            ("order_id", self.foreign_order.id),
            ("product_id", self.foreign_order.order_line.product_id.id),
            ("category_id", self.inner.id),
            ("category_id", "-1"),
            ("order_id", "1 OR 1=1"),
            ("order_id", "99999999999999"),
            ("kind", "everything"),
            ("kind", ""),
            ("urgency", "9"),
            ("name", "  "),
            ("description", "\x00"),
        ):
            answer, ticket = self._send(**{name: value})
            self.assertEqual(answer.status_code, 200, (name, value))
            self.assertFalse(ticket, (name, value))
            self.assertIn("is-invalid", answer.text, (name, value))
            self.assertNotIn(self.foreign_order.name, answer.text)

    def test_what_was_typed_stays_when_something_is_wrong(self):
        answer, _ticket = self._send(kind="", description="Typed <b>with</b> care")
        self.assertIn("Typed &lt;b&gt;with&lt;/b&gt; care", answer.text)
        self.assertIn('value="Pump drips"', answer.text)

    def test_where_no_team_answers_the_form_says_so(self):
        self.env["crm.service.team"].search([]).active = False
        answer, ticket = self._send(category_id="")
        self.assertFalse(ticket)
        self.assertIn("Nobody takes tickets here yet", answer.text)

    def test_markup_is_text(self):
        _answer, ticket = self._send(
            name="<script>x</script>", description="<img src=x onerror=alert(1)><script>"
        )
        self.assertNotIn("<script", ticket.description)
        self.assertNotIn("<img", ticket.description)
        self.assertNotIn("<script>x", self._get(ticket.access_url, self.owner).text)

    def test_fields_that_are_not_of_the_form_change_nothing(self):
        _answer, ticket = self._send(
            partner_id=str(self.rival.id),
            user_id=str(self.agent.id),
            team_id="1",
            stage_id=str(self.stage_solved.id),
            priority="0",
            impact="3",
            channel="phone",
            company_id=str(self.company_b.id),
            number="T1",
            date_opened="2020-01-01",
            resolution="Free money",
            active="",
            access_token="mine",
            parent_id="1",
        )
        self.assertEqual(len(ticket), 1)
        self.assertRecordValues(
            ticket,
            [
                {
                    "partner_id": self.contact.id,
                    "user_id": False,
                    "stage_id": self.stage_new.id,
                    "impact": "2",
                    "channel": "portal",
                    "company_id": self.env.company.id,
                    "active": True,
                    "resolution": False,
                }
            ],
        )
        self.assertNotIn("T1", [ticket.number])
        self.assertNotEqual(ticket.access_token, "mine")

    def test_files_are_checked(self):
        for pairs in (
            [("run.exe", b"MZ")],
            [("page.html", b"<html>")],
            [("picture.svg", b"<svg>")],
            [("program.txt", b"MZ\x90\x00")],
            [("page.txt", b"  <!DOCTYPE html><script>")],
            [("noending", b"x")],
            [("empty.txt", b"")],
            [("large.txt", b"x" * (10 * 1024 * 1024 + 1))],
            [(f"{row}.txt", b"x") for row in range(6)],
        ):
            answer, ticket = self._send(files=self._upload(*pairs))
            self.assertEqual(answer.status_code, 200, pairs[0][0])
            self.assertFalse(ticket, pairs[0][0])
            self.assertIn("invalid-feedback", answer.text)

    @mute_logger("odoo.http")
    def test_the_form_wants_a_user_and_a_token(self):
        self.assertIn("/web/login", self._get(URL).headers["Location"])
        self._be(self.owner)
        count = self.env["crm.service.ticket"].search_count([])
        answer = self.url_open(URL, data=self._values(), allow_redirects=False)
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.env["crm.service.ticket"].search_count([]), count)
