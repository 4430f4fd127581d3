from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import ALL_KINDS, TimelineCommon


@tagged("post_install", "-at_install")
class TestTimelineAccess(TimelineCommon):
    def test_a_private_meeting_stays_hidden(self):
        self._create_meeting(self.user_manager, privacy="private", description="<p>Secret</p>")
        entry = self._get_entries(["meeting"])[0]
        self.assertEqual((entry["title"], entry["text"]), ("Busy", ""))
        self.assertNotIn("Price talk", str(entry))

    def test_a_private_meeting_that_the_cache_knows_stays_hidden(self):
        event = self._create_meeting(self.user_manager, privacy="private")
        self.assertEqual(event.sudo().name, "Price talk")
        start = fields.Datetime.now() + timedelta(days=2)
        event.write({"start": start, "stop": start + timedelta(hours=1)})
        activity = self.customer.activity_schedule(
            "mail.mail_activity_data_meeting", user_id=self.seller.id
        )
        activity.calendar_event_id = event
        page = self.Timeline.get_page(self.customer.id)
        self.assertEqual([entry["title"] for entry in page["upcoming"]], ["Busy"])
        self.assertNotIn("Price talk", str(page))

    def test_a_private_meeting_is_shown_to_who_attends(self):
        self._create_meeting(self.seller, privacy="private")
        entry = self._get_entries(["meeting"])[0]
        self.assertEqual(entry["title"], "Price talk")
        self.assertIn("Room 5", entry["text"])

    def test_a_calendar_private_by_default_stays_hidden(self):
        settings = self.env["res.users.settings"]._find_or_create_for_user(self.user_manager)
        settings.calendar_default_privacy = "private"
        self._create_meeting(self.user_manager)
        self.assertEqual(self._get_entries(["meeting"])[0]["title"], "Busy")

    def test_a_hidden_field_is_left_out(self):
        self.env["crm.lead"].create(
            {
                "name": "Ten pumps",
                "partner_id": self.customer.id,
                "user_id": self.seller.id,
                "expected_revenue": 500,
            }
        )
        self.assertEqual(self._get_entries(["opportunity"])[0]["amount"], 500)
        self._hide_field("crm.lead", "expected_revenue")
        entry = self._get_entries(["opportunity"])[0]
        self.assertEqual((entry["title"], entry["amount"]), ("Ten pumps", False))

    def test_a_hidden_date_takes_its_source_away(self):
        self._create_meeting(self.seller)
        self._hide_field("calendar.event", "start")
        self.assertFalse(self._get_entries(["meeting"]))

    def test_a_field_of_the_domain_that_is_hidden_takes_its_source_away(self):
        self._create_meeting(self.seller)
        self._hide_field("calendar.event", "partner_ids")
        self.assertFalse(self._get_entries(["meeting"]))

    def test_tracked_changes_of_a_hidden_field_are_left_out(self):
        message = self._create_message(message_type="notification", body="")
        field = self.env["ir.model.fields"]._get("res.partner", "ref")
        self.env["mail.tracking.value"].create(
            {"mail_message_id": message.id, "field_id": field.id, "new_value_char": "Secret"}
        )
        self._hide_field("res.partner", "ref")
        self.assertNotIn("Secret", str(self._get_entries(["log"])))

    def test_a_model_without_access_is_skipped(self):
        timeline = self.env["crm.timeline"].with_user(self.user_own)
        self.env["crm.lead"].create({"name": "Ten pumps", "partner_id": self.customer.id})
        page = timeline.get_page(self.customer.id, kinds=ALL_KINDS)
        kinds = {choice["kind"] for choice in page["kinds"]}
        self.assertNotIn("opportunity", kinds)
        self.assertNotIn("invoice", kinds)
        self.assertNotIn("order", timeline._get_readable_sources())
        self.assertIn("message", kinds)
        self.assertFalse([entry for entry in page["entries"] if entry["kind"] == "opportunity"])

    def test_orders_of_others_stay_with_them(self):
        order = self.env["sale.order"].create(
            {"partner_id": self.customer.id, "user_id": self.user_manager.id}
        )
        order.message_post(body="Between us", subtype_xmlid="mail.mt_comment")
        entries = self._get_entries(["order", "document"])
        self.assertFalse(entries)

    def test_another_company_stays_apart(self):
        self.seller.company_ids += self.company_b
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.seller.id,
                "company_id": self.company_b.id,
            }
        )
        one = self.Timeline.with_context(allowed_company_ids=[self.env.company.id])
        self.assertFalse(self._get_entries(["order"], timeline=one))
        both = self.Timeline.with_context(
            allowed_company_ids=[self.env.company.id, self.company_b.id]
        )
        entries = self._get_entries(["order"], timeline=both)
        self.assertEqual([entry["id"] for entry in entries], [order.id])

    def test_a_customer_of_another_company_is_refused(self):
        self.customer.company_id = self.company_b
        with self.assertRaises(AccessError):
            self._get_entries()

    def test_contacts_that_the_user_may_not_see_are_out(self):
        self._create_message(self.contact)
        self.env["ir.rule"].create(
            {
                "name": "No Wang Fang",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {self.contact.id})]",
            }
        )
        self.assertFalse(self._get_entries(["message"]))

    def test_who_works_with_no_customers_is_refused(self):
        portal = new_test_user(self.env, "timeline_portal", groups="base.group_portal")
        public = self.env.ref("base.public_user")
        for user in (portal, public, self.user_plain):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._get_entries(timeline=self.env["crm.timeline"].with_user(user))

    def test_a_contact_that_is_gone_is_said_so(self):
        self.contact.unlink()
        with self.assertRaises(UserError):
            self._get_entries(partner=self.contact)

    def test_a_notice_to_somebody_else_is_not_shown(self):
        self._create_message(message_type="user_notification")
        self.assertFalse(self._get_entries(ALL_KINDS))

    def test_unknown_kinds_are_nothing(self):
        self._create_message()
        self.assertEqual(self._get_entries(["nonsense"]), [])
        self.assertEqual(self._get_entries([]), [])

    def test_what_is_read_is_not_written(self):
        self._create_message()
        self.env.flush_all()
        self.env.cr.execute("SET TRANSACTION READ ONLY")
        self.assertTrue(self._get_entries(ALL_KINDS))

    def _hide_field(self, model, name):
        """Hide a field from everybody, as ``groups`` or another addon would."""
        original = type(self.env[model])._has_field_access

        def has_field_access(records, field, operation):
            return field.name != name and original(records, field, operation)

        self.startPatcher(
            patch.object(type(self.env[model]), "_has_field_access", has_field_access)
        )
        self.env.invalidate_all()
