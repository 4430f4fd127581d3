from ...tests.common import CustomerCommon


class PrivacyCommon(CustomerCommon):
    """A customer of two people, and what they said."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Consent = cls.env["crm.consent"]
        cls.marketing = cls.env["crm.consent.purpose"]._by_code("marketing")
        cls.care = cls.env["crm.consent.purpose"]._by_code("care")
        cls.service = cls.env["crm.consent.purpose"]._by_code("service")
        cls.export = cls.env["crm.consent.purpose"]._by_code("export")
        cls.customer = cls._create_customer("Acme Trading")
        cls.wang = cls._create_contact(
            "Wang Wei", email="Wang Wei <Wang@acme.example.com>", phone="+86 138 0013 8000"
        )
        cls.li = cls._create_contact("Li Na", email="li@acme.example.com")
        cls.people = cls.wang + cls.li

    @classmethod
    def _create_contact(cls, name, **values):
        return cls.env["res.partner"].create({"name": name, "parent_id": cls.customer.id} | values)

    @classmethod
    def _say(cls, state, partner=None, purpose=None, channel="email", **values):
        """Record a statement, by default of Wang on marketing by e-mail in 2026."""
        return cls.Consent.create(
            {
                "partner_id": (partner or cls.wang).id,
                "purpose_id": (purpose or cls.marketing).id,
                "channel": channel,
                "state": state,
                "date": "2026-03-02 02:00:00",
            }
            | values
        )

    def assert_allowed(self, expected, channel="email", purpose="marketing"):
        allowed = self.Consent._filter_allowed(self.people, channel, purpose)
        self.assertEqual(allowed, expected)
