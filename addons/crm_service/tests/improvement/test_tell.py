from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ImprovementCommon


@tagged("post_install", "-at_install")
class TestTell(ImprovementCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.improvement = cls._create_released()
        cls.silent = cls.env["res.partner"].create({"name": "No Mail"})
        cls.second = cls.env["res.partner"].create(
            {"name": "Bea", "email": "bea@second.example.com"}
        )
        for person in (cls.contact, cls.contact, cls.silent, cls.second):
            cls._create_feedback(partner_id=person.id, improvement_id=cls.improvement.id)

    def _wizard(self):
        action = self.improvement.with_user(self.manager).action_tell()
        return self._open_dialog(action, self.manager)

    def _send(self):
        self._wizard().action_send()
        return self.improvement.notice_ids

    def test_the_preview_says_how_many_and_why_others_are_not(self):
        wizard = self._wizard()
        self.assertEqual(wizard.to_tell_count, 2)
        self.assertEqual(wizard.no_email_count, 1)
        self.assertIn("Ann Asker", wizard.people)
        self.assertTrue(wizard.languages)

    def test_each_person_gets_one_mail_with_what_was_said(self):
        before = self.env["mail.mail"].search([])
        self.assertEqual(self._send().partner_id, self.contact | self.second)
        mails = self.env["mail.mail"].search([]) - before
        self.assertEqual(mails.recipient_ids, self.contact | self.second)
        self.assertEqual(len(mails), 2)
        for mail in mails:
            self.assertIn("Since 2.4 the program stays.", mail.body_html)
            self.assertIn("The gripper loses its program", mail.body_html)

    def test_nobody_is_told_twice(self):
        self._send()
        wizard = self._wizard()
        self.assertEqual((wizard.to_tell_count, wizard.told_count), (0, 2))
        before = self.env["mail.mail"].search_count([])
        wizard.action_send()
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.assertEqual(self.improvement.notice_count, 2)

    def test_who_refused_is_left_alone(self):
        self.env["crm.consent"].create(
            {
                "partner_id": self.second.id,
                "purpose_id": self.env.ref("crm_customer.crm_consent_purpose_service").id,
                "channel": "email",
                "state": "refused",
            }
        )
        wizard = self._wizard()
        self.assertEqual((wizard.to_tell_count, wizard.refused_count), (1, 1))
        self.assertEqual(self._send().partner_id, self.contact)

    def test_the_mail_is_in_the_language_of_the_person(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        template = self.env.ref("crm_service.mail_template_improvement")
        template.with_context(lang="fr_FR").subject = "Votre avis"
        self.contact.lang, self.second.lang = "fr_FR", "en_US"
        before = self.env["mail.mail"].search([])
        self._send()
        mails = self.env["mail.mail"].search([]) - before
        subjects = {mail.recipient_ids.name: mail.subject for mail in mails}
        self.assertEqual(subjects["Ann Asker"], "Votre avis")
        self.assertEqual(subjects["Bea"], "What became of your feedback")

    def test_an_employee_who_gave_it_is_told(self):
        self._create_feedback(
            partner_id=False, user_id=self.agent.id, improvement_id=self.improvement.id
        )
        self.agent.partner_id.email = "agent@company.example.com"
        self.assertIn(self.agent.partner_id, self._send().partner_id)

    def test_what_was_told_is_answered(self):
        self._send()
        self.assertEqual(set(self.improvement.feedback_ids.mapped("state")), {"answered"})

    def test_there_is_nothing_to_tell_before_the_release(self):
        with self.assertRaisesRegex(UserError, "nothing to tell yet"):
            self._create_improvement().with_user(self.manager).action_tell()

    def test_an_agent_tells_nobody(self):
        with self.assertRaises(AccessError):
            self.improvement.with_user(self.agent).action_tell()
