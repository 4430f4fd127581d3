from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestEventTouchpoint(TransactionCase):
    """Registrations and attendance become touchpoints, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.touches = cls.env["crm.sales.touchpoint"]
        cls.event = cls.env["event.event"].create(
            {"name": "Fair", "date_begin": "2026-03-04", "date_end": "2026-03-05"}
        )
        cls.partner = cls.env["res.partner"].create({"name": "Ann", "email": "ann@far.example.com"})

    def _register(self, **values):
        return self.env["event.registration"].create({"event_id": self.event.id, **values})

    def _collected(self):
        self.touches._collect_all()
        return self.touches.search([("partner_id", "=", self.partner.id)]).mapped("kind")

    def test_a_registration_and_an_attendance_are_two(self):
        campaign = self.env["utm.campaign"].create({"name": "Fairs", "title": "Fairs"})
        registration = self._register(
            partner_id=self.partner.id, state="open", utm_campaign_id=campaign.id
        )
        self.assertEqual(self._collected(), ["registration"])
        touch = self.touches.search([("partner_id", "=", self.partner.id)])
        self.assertEqual((touch.campaign_id, touch.channel), (campaign, "event"))
        registration.action_set_done()
        self.assertEqual(sorted(self._collected()), ["attendance", "registration"])
        self.assertEqual(self.touches._collect_all(), 0)

    def test_the_address_finds_the_contact(self):
        self._register(name="Ann", email="Ann@Far.example.com", state="open")
        self.assertEqual(self._collected(), ["registration"])

    def test_who_cancelled_was_not_touched(self):
        self._register(partner_id=self.partner.id, state="cancel")
        self.assertEqual(self._collected(), [])
