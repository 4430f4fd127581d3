import re

from odoo.tests import HttpCase, tagged

from .common import NpsCommon

LINK = re.compile(r'href="[^"]*(/crm/opt-out/[\w-]+)"')
CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@tagged("post_install", "-at_install")
class TestOptOut(NpsCommon, HttpCase):
    """Whoever presses the button behind the link is asked no more; opening it does nothing."""

    def setUp(self):
        super().setUp()
        self.round = self._start(reminder_days=7)
        self.asked = self._of(self.round, self.contact)
        self.link = self._find_link(self.contact)
        self.env.flush_all()

    def _find_link(self, contact, mails=None):
        mails = mails or self.env["mail.mail"].search([])
        mail = mails.filtered(lambda one: one.recipient_ids == contact)[:1]
        return LINK.search(mail.body_html).group(1)

    def _press(self, link=None, **words):
        page = self.url_open(link or self.link)
        token = CSRF.search(page.text).group(1)
        return self.url_open(link or self.link, data={"csrf_token": token} | words)

    def _said(self, contact=None):
        self.env.invalidate_all()
        contact = contact or self.contact
        return self.env["crm.consent"].search([("partner_id", "=", contact.id)])

    def test_the_button_records_a_refusal(self):
        self.assertIn("We will not ask you any more", self._press().text)
        said = self._said()
        self.assertEqual(
            (said.state, said.channel, said.source, said.purpose_id.code, said.company_id),
            ("refused", "email", "web", "survey", self.company),
        )
        self.assertEqual(said.user_id, self.env.ref("base.user_root"))
        self.assertIn("NPS Answer", said.proof)
        self.assertEqual(self.asked.state, "asked", "what was asked may still be answered")
        self._answer(self.asked, 10)
        self.assertEqual(self.asked.state, "answered")

    def test_opening_the_link_says_nothing(self):
        for method in ("GET", "HEAD", "GET"):
            page = self.url_open(self.link, method=method)
            self.assertEqual(page.status_code, 200)
        self.assertFalse(self._said())

    def test_a_post_that_does_not_come_from_the_page_says_nothing(self):
        for words in ({"x": "1"}, {"csrf_token": "wrong"}):
            self.assertEqual(self.url_open(self.link, data=words).status_code, 400)
        self.assertFalse(self._said())

    def test_pressed_again_it_is_recorded_once(self):
        page = self.url_open(self.link)
        token = CSRF.search(page.text).group(1)
        for _time in range(2):
            self.url_open(self.link, data={"csrf_token": token})
        self.assertEqual(len(self._said()), 1)
        self.assertNotIn("<form", re.sub(r"(?s)<header.*?</header>", "", self._main(self.link)))

    def _main(self, link):
        return self.url_open(link).text.split("<main", 1)[-1].split("</main", 1)[0]

    def test_who_had_agreed_withdraws(self):
        self.env["crm.consent"].create(
            {
                "partner_id": self.contact.id,
                "purpose_id": self.env.ref("crm_customer.crm_consent_purpose_survey").id,
                "state": "granted",
            }
        )
        self.env.flush_all()
        self._press()
        self.assertEqual(self._said()[0].state, "withdrawn")

    def test_who_said_so_is_neither_reminded_nor_asked_again(self):
        self._press()
        mails = self._run(days=8)
        self.assertNotIn(self.contact, mails.recipient_ids)
        self.assertIn(self.boss, mails.recipient_ids, "the others are reminded")
        following = self._start()
        answer = self._of(following, self.contact)
        self.assertEqual((answer.state, answer.reason), ("skipped", "refused"))
        self.assertEqual(self._of(following, self.boss).state, "asked")

    def test_a_link_is_for_the_contact_it_was_sent_to_and_for_the_company_that_sent_it(self):
        self._press()
        self.assertFalse(self._said(self.boss))
        other = self.env["res.company"].create({"name": "Other"})
        consents = self.env["crm.consent"].with_company(other)
        self.assertTrue(consents._filter_allowed(self.contact, "email", "survey"))

    def test_a_reminder_and_a_question_after_a_process_have_the_link(self):
        reminder = self._find_link(self.boss, self._run(days=8))
        self.assertEqual(reminder, self._find_link(self.boss), "it never gets old")
        process = self.env.ref("crm_service.crm_service_process_onboarding")
        process.write({"is_asked": True, "delay_hours": 0, "pause_days": 0})
        effort = process._ask_after("onboarding", self.boss, self.customer)
        before = self.env["mail.mail"].search([])
        effort._try_to_ask()
        link = self._find_link(self.boss, self.env["mail.mail"].search([]) - before)
        self.assertNotEqual(link, reminder)
        self.env.flush_all()
        self._press(link)
        self.assertEqual(self._said(self.boss).state, "refused")

    def test_a_wrong_link_is_said_to_be_so(self):
        good = self.link.rsplit("/", 1)[1]
        for token in ("x", "AQ", good[:-3], good[:20] + "A" + good[21:], "%00", "é", good + "AAAA"):
            page = self.url_open(f"/crm/opt-out/{token}")
            self.assertEqual(page.status_code, 404, token)
            self.assertIn("not complete", page.text)
        self.assertFalse(self._said())

    def test_a_link_to_what_is_gone_is_said_to_be_so(self):
        self.asked.partner_id = False
        self.env.flush_all()
        self.assertEqual(self.url_open(self.link).status_code, 404)

    def test_the_page_speaks_the_language_of_the_contact(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.contact.lang = "zh_CN"
        words = {"zh_CN": {"No more questions?": "不再接收？"}}
        self.env.ref("crm_service.opt_out").update_field_translations("arch_db", words)
        self.env.flush_all()
        self.assertIn("不再接收？", self.url_open(self.link).text)

    def test_who_belongs_to_another_company_by_now_is_heard_all_the_same(self):
        other = self.env["res.company"].create({"name": "Other"})
        (self.contact | self.customer).company_id = other
        self.env.flush_all()
        self._press()
        self.assertEqual(self._said().company_id, other)
