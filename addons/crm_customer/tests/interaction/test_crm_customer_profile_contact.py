from datetime import date

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import InteractionCommon


@tagged("post_install", "-at_install")
class TestProfileContact(InteractionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.customer.action_crm_make_customer()

    def _facts(self):
        self.env.flush_all()
        with freeze_time("2026-04-01 00:00:00"):
            self.env["crm.customer.profile"]._refresh(self.customer.ids)
        row = self.env["crm.customer.profile"].search(
            [("partner_id", "=", self.customer.id), ("company_id", "=", self.env.company.id)]
        )
        return row.interaction_count, row.last_interaction_date, row.last_contact_date

    def _create_meeting(self, day, **values):
        return self.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": f"{day} 01:00:00",
                "stop": f"{day} 02:00:00",
                "partner_ids": [Command.set((self.contact_wang + self.env.user.partner_id).ids)],
            }
            | values
        )

    def test_days_are_those_of_the_company(self):
        # 18:00 in London is the next morning in Shanghai
        self._create_interaction(date="2026-03-02 18:00:00")
        self.assertEqual(self._facts(), (1, date(2026, 3, 3), date(2026, 3, 3)))

    def test_an_attempt_is_counted_and_is_no_contact(self):
        self._create_interaction(date="2026-03-02 02:00:00")
        self._create_interaction(date="2026-03-09 02:00:00", outcome_id=self.no_answer.id)
        self.assertEqual(self._facts(), (2, date(2026, 3, 9), date(2026, 3, 2)))

    def test_a_past_meeting_is_a_contact_and_a_coming_one_is_not(self):
        self._create_meeting("2026-03-10")
        self._create_meeting("2026-05-10")
        self.assertEqual(self._facts(), (0, False, date(2026, 3, 10)))

    def test_a_private_meeting_tells_nothing(self):
        self._create_meeting("2026-03-10", privacy="private")
        self.assertEqual(self._facts()[2], False)

    def test_a_meeting_that_is_an_interaction_counts_once(self):
        event = self._create_meeting("2026-03-10")
        self._create_interaction(date="2026-03-10 01:00:00", event_id=event.id)
        self.assertEqual(self._facts(), (1, date(2026, 3, 10), date(2026, 3, 10)))

    def test_emails_in_and_out_are_contacts(self):
        received = self.customer.message_post(
            body="Hello", message_type="email", author_id=self.contact_wang.id
        )
        received.date = "2026-03-11 02:00:00"
        self.assertEqual(self._facts()[2], date(2026, 3, 11))
        sent = self.customer.message_post(body="Dear Wang", message_type="comment")
        sent.date = "2026-03-12 02:00:00"
        self.env["mail.notification"].create(
            {
                "mail_message_id": sent.id,
                "res_partner_id": self.contact_wang.id,
                "notification_type": "email",
                "notification_status": "sent",
                "author_id": self.env.user.partner_id.id,
            }
        )
        self.assertEqual(self._facts()[2], date(2026, 3, 12))

    def test_an_email_that_bounced_is_no_contact(self):
        sent = self.customer.message_post(body="Dear Wang", message_type="comment")
        self.env["mail.notification"].create(
            {
                "mail_message_id": sent.id,
                "res_partner_id": self.contact_wang.id,
                "notification_type": "email",
                "notification_status": "bounce",
                "author_id": self.env.user.partner_id.id,
            }
        )
        self.assertEqual(self._facts()[2], False)

    def test_another_company_has_its_own_figures(self):
        self._create_interaction(company_id=self.company_b.id)
        self.assertEqual(self._facts(), (0, False, False))

    def test_the_customer_list_sorts_by_last_contact(self):
        other = self._create_customer("Beta")
        other.action_crm_make_customer()
        self._create_interaction(date="2026-03-02 02:00:00")
        self._create_interaction(date="2026-03-05 02:00:00", partner_id=other.id)
        self.env.flush_all()
        self.env["crm.customer.profile"]._refresh((self.customer + other).ids)
        found = self.env["res.partner"].search(
            [("id", "in", (self.customer + other).ids)],
            order="crm_last_contact_date desc",
        )
        self.assertEqual(found, other + self.customer)
