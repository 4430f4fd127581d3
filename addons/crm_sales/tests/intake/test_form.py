import re
import time
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ...controllers import lead_form
from .common import IntakeCommon


@tagged("post_install", "-at_install")
class TestForm(IntakeCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls.env["utm.campaign"].create({"title": "Expo", "name": "Expo F"})
        cls.form = cls.env["crm.sales.lead.form"].create(
            {
                "name": "Expo",
                "team_id": cls.team.id,
                "campaign_id": cls.campaign.id,
                "consent_text": "You may write to me.",
            }
        )
        cls.path = f"/crm/lead/{cls.form.token}"

    def _open(self, path=None, **headers):
        return self.url_open(path or self.path, headers=headers)

    def _send(self, age=10, path=None, opened=None, **values):
        """Open the page ``age`` seconds ago and send it; return the answer and the leads made."""
        path = path or self.path
        page = self._open(path).text
        token = re.search(r'name="opened"\s+value="([^"]+)"', page)[1]
        before = self.Leads.search([])
        data = {
            "opened": token if opened is None else opened,
            "contact_name": "Li Wei",
            "phone": "138 0013 8000",
            "email": "li@far.example.com",
            "message": "Hello",
        } | values
        later = time.time() + age
        with patch.object(lead_form.time, "time", lambda: later):
            answer = self.url_open(path, data=data, allow_redirects=False)
        return answer, self.Leads.search([]) - before

    def test_an_entry_becomes_a_lead_of_the_campaign(self):
        answer, lead = self._send()
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Thank you", answer.text)
        self.assertEqual((lead.campaign_id, lead.team_id), (self.campaign, self.team))
        self.assertEqual(lead.sudo().crm_arrival_ids.channel, "form")
        self.assertEqual(lead.sudo().crm_arrival_ids.form_id, self.form)

    def test_the_code_of_the_poster_is_told_apart(self):
        _answer, lead = self._send(path=f"{self.path}/qr")
        self.assertEqual(lead.crm_arrival_ids.channel, "qr")

    def test_the_same_page_sent_twice_makes_one(self):
        page = self._open().text
        opened = re.search(r'name="opened"\s+value="([^"]+)"', page)[1]
        _answer, lead = self._send(opened=opened)
        answer, again = self._send(opened=opened, message="twice")
        self.assertTrue(lead)
        self.assertFalse(again)
        self.assertIn("Thank you", answer.text)
        self.assertEqual(len(lead.crm_arrival_ids), 1)

    def test_the_answer_is_the_same_for_who_is_known(self):
        unknown, _lead = self._send()
        zoe = self.env["res.partner"].create({"name": "Zoe", "email": "zoe@known.example.com"})
        known, lead = self._send(email="zoe@known.example.com", phone="138 0013 8111")
        self.assertEqual(lead.partner_id, zoe)
        self.assertEqual(known.text, unknown.text)

    def test_a_consent_is_kept_in_the_words_that_were_shown(self):
        _answer, lead = self._send(consent="1")
        self.assertEqual(lead.crm_arrival_ids.consent_text, "You may write to me.")
        _answer, lead = self._send(email="b@far.example.com", phone="138 0013 8222")
        self.assertFalse(lead.crm_arrival_ids.is_consent)

    def test_a_consent_is_recorded_with_the_contact_that_the_lead_becomes(self):
        purpose = self.env["crm.consent.purpose"].search([("is_separate", "=", False)], limit=1)
        self.form.consent_purpose_id = purpose
        _answer, lead = self._send(consent="1")
        partner = lead._create_customer()
        consent = self.env["crm.consent"].search([("partner_id", "=", partner.id)])
        self.assertRecordValues(
            consent,
            [{"purpose_id": purpose.id, "state": "granted", "proof": "You may write to me."}],
        )

    def test_a_required_consent_is_asked_for(self):
        self.form.is_consent_required = True
        answer, lead = self._send()
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(lead)

    def test_a_robot_gets_thanks_and_makes_nothing(self):
        answer, lead = self._send(homepage="http://spam.example.com")
        self.assertIn("Thank you", answer.text)
        self.assertFalse(lead)

    def test_what_comes_at_once_too_late_or_unsigned_is_refused(self):
        for values in ({"age": 0}, {"age": 25 * 3600}, {"opened": ""}, {"opened": "AAAA"}):
            answer, lead = self._send(**values)
            self.assertEqual(answer.status_code, 400, values)
            self.assertFalse(lead, values)
            self.assertIn("Li Wei", answer.text)

    def test_the_page_of_another_form_is_not_taken(self):
        other = self.form.copy({"name": "Other"})
        page = self._open(f"/crm/lead/{other.token}").text
        opened = re.search(r'name="opened"\s+value="([^"]+)"', page)[1]
        answer, lead = self._send(opened=opened)
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(lead)

    def test_wrong_entries_are_marked_and_kept(self):
        for values in ({"contact_name": " "}, {"phone": "12"}, {"email": "nobody"}):
            answer, lead = self._send(**values)
            self.assertEqual(answer.status_code, 400, values)
            self.assertFalse(lead, values)
            self.assertIn('role="alert"', answer.text)
            self.assertIn("Hello", answer.text)

    def test_so_many_an_hour_from_one_network_and_person(self):
        self.form.hourly_limit = 2
        statuses = [
            self._send(email=f"{row}@far.example.com", phone=f"138 0013 80{row}1")[0].status_code
            for row in range(10, 13)
        ]
        self.assertEqual(statuses, [200, 200, 429])
        self.form.hourly_limit = 100
        statuses = [self._send()[0].status_code for _time in range(6)]
        self.assertEqual(statuses, [200] * 5 + [429])

    @mute_logger("odoo.http")
    def test_foreign_tokens_find_nothing(self):
        for token in ("x", "0", str(self.form.id), "a" * 22, "%00", "../web", "a" * 500):
            for url in (f"/crm/lead/{token}", f"/crm/lead/{token}/qr"):
                self.assertEqual(self.url_open(url).status_code, 404, token)
        self.assertEqual(self.url_open(f"{self.path}/other").status_code, 404)
        self.assertEqual(self.url_open("/crm/lead/" + "a" * 22, data={"x": "1"}).status_code, 404)

    def test_a_closed_form_says_so(self):
        self.form.active = False
        self.assertEqual(self._open().status_code, 410)

    def test_a_choice_that_is_not_on_offer_is_no_choice(self):
        tag = self.env["crm.tag"].create({"name": "Secret topic"})
        offered = self.env["crm.tag"].create({"name": "Offered topic"})
        self.form.write({"tag_ids": [(4, offered.id)], "field_ids": [(0, 0, {"kind": "tag"})]})
        _answer, lead = self._send(tag=str(tag.id))
        self.assertFalse(lead.tag_ids)
        _answer, lead = self._send(
            tag=str(offered.id), email="o@far.example.com", phone="138 0013 8333"
        )
        self.assertEqual(lead.tag_ids, offered)

    def test_the_browser_chooses_the_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.form.with_context(lang="zh_CN").title = "联系我们"
        page = self._open(**{"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}).text
        self.assertIn("联系我们", page)
        self.assertIn('lang="zh-CN"', page)
        self.assertIn("Contact us", self._open(**{"Accept-Language": "fr"}).text)
        self.form.lang = "zh_CN"
        self.assertIn("联系我们", self._open(**{"Accept-Language": "en"}).text)

    def test_text_of_a_visitor_is_never_markup(self):
        answer, _lead = self._send(contact_name="<script>alert(1)</script>", phone="1")
        self.assertNotIn("<script>alert", answer.text)
        _answer, lead = self._send(message="<img src=x onerror=alert(1)>")
        self.assertNotIn("<img", lead.description)

    def test_the_poster_shows_its_code(self):
        html = self.env["ir.qweb"]._render(
            "crm_sales.lead_form_poster",
            {"docs": self.form, "image_data_uri": lambda _image: ""},
        )
        self.assertIn("data:image/svg+xml;base64,", html)
