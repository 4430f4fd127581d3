from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.fields import Command

from ..common import SalesCommon

#: a Monday at ten in the morning where the company works
START = datetime(2026, 3, 2, 2)


class JourneyCommon(SalesCommon):
    """A journey by a list of customers; it is Monday, 2 March 2026, ten o'clock in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.sales.journey"].search([("state", "=", "running")]).state = "paused"
        cls.env["crm.workday"].search([]).unlink()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.company.crm_journey_cap = 0
        cls.marketer = cls._create_user("journey_marketer", "crm_customer.role_marketing")
        cls.purpose = cls.env["crm.consent.purpose"].search([("code", "=", "marketing")])
        cls.service = cls.env["crm.consent.purpose"].search([("code", "=", "service")])
        cls.template = cls.env["mail.template"].create(
            {
                "name": "Hello",
                "model_id": cls.env["ir.model"]._get_id("res.partner"),
                "subject": "Hello {{ object.name }}",
                "body_html": '<p>Look at <a href="https://example.com/new">this</a></p>',
                "use_default_to": True,
                "lang": "{{ object.lang }}",
            }
        )
        cls.segment = cls.env["crm.customer.segment"].create(
            {"name": "Journey", "kind": "list", "company_id": cls.company.id}
        )
        cls.call = cls.env.ref("mail.mail_activity_data_call")
        cls.tag = cls.env["res.partner.category"].create({"name": "Journey"})

    @classmethod
    def _create_journey(cls, steps, **values):
        """Create a journey of ``steps``: kinds, or (kind, values)."""
        with freeze_time(START):
            return cls.env["crm.sales.journey"].create(
                {
                    "name": "Journey",
                    "segment_id": cls.segment.id,
                    "purpose_id": cls.service.id,
                    "is_working_hours": False,
                    "user_id": cls.head.id,
                    "step_ids": [
                        Command.create(cls._step_values(at, step)) for at, step in enumerate(steps)
                    ],
                }
                | values
            )

    @classmethod
    def _step_values(cls, at, step):
        kind, values = (step, {}) if isinstance(step, str) else step
        defaults = {
            "mail": {"template_id": cls.template.id},
            "activity": {"activity_type_id": cls.call.id},
            "tag": {"tag_id": cls.tag.id},
        }
        vals = {"name": f"{kind} {at + 1}", "kind": kind, "sequence": at}
        return vals | defaults.get(kind, {}) | values

    @classmethod
    def _create_member(cls, name="Blue Sea", day="2026-03-01", **values):
        defaults = {
            "email": f"{name.lower().replace(' ', '.')}@example.com",
            "user_id": cls.seller.id,
        }
        partner = cls._create_customer(name, **defaults | values)
        cls._put_in(partner, day)
        return partner

    @classmethod
    def _put_in(cls, partners, day="2026-03-01"):
        cls.env["crm.customer.segment.member"].create(
            [
                {
                    "segment_id": cls.segment.id,
                    "partner_id": partner.id,
                    "company_id": cls.company.id,
                    "date_from": day,
                }
                for partner in partners
            ]
        )

    def _start(self, journey):
        with freeze_time(START):
            journey.action_start()

    def _run(self, days=0, hours=0):
        """Let the worker run so much later than ``START``."""
        with self._later(days, hours), self.enter_registry_test_mode():
            self.env.ref("crm_sales.crm_sales_journey_cron").method_direct_trigger()
        self.env.invalidate_all()

    def _later(self, days=0, hours=0):
        return freeze_time(START + timedelta(days=days, hours=hours))

    def _get_run(self, partner, journey=None):
        domain = [("partner_id", "=", partner.id)]
        domain += [("journey_id", "=", journey.id)] if journey else []
        return self.env["crm.sales.journey.run"].search(domain, limit=1)

    def _mails(self, partner):
        return self.env["mail.mail"].search(
            [("model", "=", "res.partner"), ("res_id", "=", partner.id)]
        )

    def _consent(self, partner, state="granted"):
        self.env["crm.consent"].create(
            {
                "partner_id": partner.id,
                "purpose_id": self.purpose.id,
                "channel": "email",
                "state": state,
                "date": START - timedelta(days=1),
                "source": "web",
                "proof": "form",
                "company_id": self.company.id,
            }
        )
