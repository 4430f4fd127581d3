from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...models.portal.crm_service_ticket import PORTAL_FIELDS
from .common import PortalCommon


@tagged("post_install", "-at_install")
class TestPortalAccess(PortalCommon):
    def _seen(self, user):
        return self.env["crm.service.ticket"].with_user(user).search([])

    def test_a_customer_reads_own_tickets_only(self):
        self.assertIn(self.ticket, self._seen(self.owner))
        self.assertNotIn(self.ticket, self._seen(self.mate))
        self.assertNotIn(self.ticket, self._seen(self.stranger))
        with self.assertRaises(AccessError):
            self.ticket.with_user(self.mate).read(["name"])

    def test_the_switch_on_a_contact_shows_the_tickets_of_the_company_at_once(self):
        self.assertNotIn(self.ticket, self._seen(self.mate))
        self.mate.partner_id.crm_sees_company_tickets = True
        self.assertIn(self.ticket, self._seen(self.mate))
        self.assertNotIn(self.ticket, self._seen(self.stranger))
        self.mate.partner_id.crm_sees_company_tickets = False
        self.assertNotIn(self.ticket, self._seen(self.mate))

    def test_the_switch_on_the_company_holds_for_all_its_contacts(self):
        self.customer.crm_sees_company_tickets = True
        self.assertIn(self.ticket, self._seen(self.mate))
        self.assertNotIn(self.ticket, self._seen(self.stranger))

    def test_who_leaves_the_company_no_longer_sees_its_tickets(self):
        self.mate.partner_id.crm_sees_company_tickets = True
        self.assertIn(self.ticket, self._seen(self.mate))
        self.mate.partner_id.parent_id = self.rival
        self.assertNotIn(self.ticket, self._seen(self.mate))

    def test_only_a_service_manager_sets_the_switch(self):
        contact = self.mate.partner_id
        with self.assertRaises(AccessError):
            contact.with_user(self.agent).crm_sees_company_tickets = True
        with self.assertRaises(AccessError):
            contact.with_user(self.mate).crm_sees_company_tickets = True
        contact.with_user(self.head).crm_sees_company_tickets = True
        self.assertTrue(contact.crm_sees_company_tickets)

    def test_a_customer_reads_what_is_meant_for_customers_and_no_more(self):
        mine = self.ticket.with_user(self.owner)
        readable = set(mine.fields_get())
        self.assertLessEqual(readable, PORTAL_FIELDS)
        self.assertIn("resolution", readable)
        for name in set(mine._fields) - PORTAL_FIELDS:
            with self.assertRaises(AccessError, msg=name):
                mine.read([name])

    def test_a_customer_searches_by_no_hidden_field(self):
        for name in ("user_id", "cause_id", "time_spent", "event_ids", "clock_ids"):
            with self.assertRaises(AccessError, msg=name):
                self.env["crm.service.ticket"].with_user(self.owner).search([(name, "!=", False)])

    def test_a_customer_writes_creates_and_deletes_nothing(self):
        mine = self.ticket.with_user(self.owner)
        for act in (
            lambda: mine.write({"name": "Changed"}),
            lambda: mine.create({"name": "New"}),
            mine.unlink,
            mine.action_close,
            mine.action_take,
            lambda: mine.message_post(body="No"),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_of_the_files_the_page_shows_what_the_customer_sent(self):
        files = self.env["ir.attachment"]
        notes, answer, loose, own = files.create(
            [
                {
                    "name": f"{name}.txt",
                    "raw": b"x",
                    "res_model": self.ticket._name,
                    "res_id": self.ticket.id,
                }
                for name in ("note", "answer", "loose", "own")
            ]
        )
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_uid = %s WHERE id = %s", (self.owner.id, own.id)
        )
        files.invalidate_model()
        ticket = self.ticket.with_user(self.agent)
        ticket.message_post(body="N", subtype_xmlid="mail.mt_note", attachment_ids=notes.ids)
        ticket.message_post(body="A", subtype_xmlid="mail.mt_comment", attachment_ids=answer.ids)
        self.assertEqual(self.ticket._portal_files(), own)
        for file in files.search([("res_id", "=", self.ticket.id)]):
            with self.assertRaises(AccessError):
                file.with_user(self.owner).read(["name"])

    def test_the_portal_user_of_another_company_of_ours_reads_nothing(self):
        self.owner.write(
            {"company_ids": [(6, 0, self.company_b.ids)], "company_id": self.company_b.id}
        )
        self.assertFalse(self._seen(self.owner))

    def test_the_mails_to_a_customer_have_a_button_to_the_ticket(self):
        message = self.ticket.with_user(self.agent).message_post(
            body="We send a seal", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        groups = self.ticket._notify_get_recipients_groups(message, "Ticket")
        options = {name: values for name, _, values in groups}
        self.assertTrue(options["portal_customer"]["has_button_access"])
        self.assertIn(self.ticket.access_token, options["portal_customer"]["button_access"]["url"])
        self.assertEqual(self.ticket.access_url, f"/my/tickets/{self.ticket.id}")
