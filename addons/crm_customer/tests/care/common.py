from datetime import date

from freezegun import freeze_time

from odoo.fields import Command

from ..common import CustomerCommon

NOW = "2026-03-02 02:00:00"  # Monday, 10:00 in Shanghai
TODAY = date(2026, 3, 2)


class CareCommon(CustomerCommon):
    """A company in Shanghai with one customer of two people, and no rule but the tests' own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.care.rule"].search([]).active = False
        cls.env["crm.care.act"].search([]).unlink()
        cls.company = cls.env["res.company"].create({"name": "Care company"})
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.birthday = cls.env.ref("crm_customer.crm_care_occasion_birthday")
        cls.first_order = cls.env.ref("crm_customer.crm_care_occasion_first_order")
        cls.since = cls.env.ref("crm_customer.crm_care_occasion_customer_since")
        cls.womens_day = cls.env.ref("crm_customer.crm_care_occasion_womens_day")
        cls.role = cls.env.ref("crm_customer.crm_customer_contact_role_decision")
        cls.owner = cls._create_owner("care_owner")
        cls.customer = cls._create_care_customer("Acme Trading")
        cls.wang = cls._create_contact("Wang Wei", crm_salutation="王总")
        cls.li = cls._create_contact("Li Na")
        cls.Act = cls.env["crm.care.act"]
        cls.Date = cls.env["crm.care.date"]

    @classmethod
    def _create_owner(cls, login, **values):
        values = {
            "company_id": cls.company.id,
            "company_ids": [Command.set(cls.company.ids)],
            "tz": "Asia/Shanghai",
        } | values
        return cls._create_user(login, "crm_customer.group_customer_own", **values)

    @classmethod
    def _create_care_customer(cls, name, **values):
        values = {"company_id": cls.company.id, "user_id": cls.owner.id} | values
        customer = cls._create_customer(name, **values)
        customer.with_company(cls.company).action_crm_make_customer()
        return customer

    @classmethod
    def _create_contact(cls, name, **values):
        values = {
            "name": name,
            "parent_id": cls.customer.id,
            "company_id": cls.company.id,
            "email": f"{name.replace(' ', '.').lower()}@acme.example.com",
        } | values
        return cls.env["res.partner"].create(values)

    @classmethod
    def _create_rule(cls, occasion=None, **values):
        """Create a rule that reminds of birthdays; ``values`` override the defaults."""
        values = {
            "name": "Test rule",
            "company_id": cls.company.id,
            "occasion_ids": [Command.set((occasion or cls.birthday).ids)],
        } | values
        return cls.env["crm.care.rule"].create(values)

    @classmethod
    def _create_mail_rule(cls, occasion=None, **values):
        template = cls.env.ref("crm_customer.mail_template_care_birthday")
        cls.company.crm_care_messages = True
        return cls._create_rule(occasion, action="message", template_id=template.id, **values)

    @classmethod
    def _grant(cls, partner, state="granted"):
        with freeze_time("2026-01-05 02:00:00"):
            return cls.env["crm.consent"].create(
                {
                    "partner_id": partner.id,
                    "purpose_id": cls.env["crm.consent.purpose"]._by_code("care").id,
                    "channel": "email",
                    "state": state,
                    "company_id": cls.company.id,
                }
            )

    @classmethod
    def _set_birthday(cls, partner, value):
        with freeze_time(NOW):
            care_dates = partner._crm_set_care_date("birthday", value)
            cls.env.flush_all()  # the next date is computed as of that day
        return care_dates

    def _run(self, now=NOW):
        """Do a day's work, as the cron does it."""
        self.env.flush_all()
        cron = self.env.ref("crm_customer.crm_care_cron")
        with freeze_time(now), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def _plan(self, rule, now=NOW):
        """Plan one rule without acting."""
        self.env.flush_all()
        rule.planned_on = False
        with freeze_time(now):
            rule._plan(limit=1)

    def _acts(self, **values):
        """Return what is written down of our company: (contact, day, state)."""
        domain = [("company_id", "=", self.company.id)]
        domain += [(name, "=", value) for name, value in values.items()]
        return [(act.partner_id.name, act.date_act, act.state) for act in self.Act.search(domain)]
