from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.crm_sales.tests.journey.common import JourneyCommon


@tagged("post_install", "-at_install")
class TestJourneySms(JourneyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.text = cls.env["sms.template"].create(
            {
                "name": "Text",
                "model_id": cls.env["ir.model"]._get_id("res.partner"),
                "body": "Hello {{ object.name }}",
            }
        )
        cls.company.country_id = cls.env.ref("base.cn")

    def _go(self, partner, **values):
        step = ("sms", {"sms_template_id": self.text.id})
        self._start(self._create_journey([step], **values))
        self._run()
        return self._get_run(partner)

    def _texts(self, partner):
        return self.env["sms.sms"].search([("partner_id", "=", partner.id)])

    def test_a_text_message_is_queued_once(self):
        partner = self._create_member(phone="138 0013 8000")
        run = self._go(partner)
        self._run(days=1)
        texts = self._texts(partner)
        self.assertEqual((texts.body, texts.number), ("Hello Blue Sea", "+8613800138000"))
        self.assertEqual(run.state, "done")
        self.assertIn("sms", run.event_ids.mapped("kind"))

    def test_without_a_number_it_is_skipped(self):
        partner = self._create_member()
        run = self._go(partner)
        self.assertFalse(self._texts(partner))
        self.assertIn("No phone number.", run.event_ids.mapped("detail"))

    def test_who_is_on_the_blacklist_of_numbers_leaves(self):
        partner = self._create_member(phone="138 0013 8000")
        self.env["phone.blacklist"]._add(["+8613800138000"])
        care = self.env["crm.consent.purpose"].search([("code", "=", "care")])
        run = self._go(partner, purpose_id=care.id)
        self.assertEqual(run.reason, "consent")
        self.assertFalse(self._texts(partner))

    def test_text_messages_count_for_the_cap(self):
        self.company.write({"crm_journey_cap": 1, "crm_journey_cap_days": 7})
        partner = self._create_member(phone="138 0013 8000")
        self._go(partner)
        mails = self._create_journey(["mail"])
        self._start(mails)
        self._run()
        self.assertFalse(self._mails(partner))

    def test_without_a_template_it_does_not_start(self):
        with self.assertRaisesRegex(UserError, "text message template is missing"):
            self._start(self._create_journey(["sms"]))
