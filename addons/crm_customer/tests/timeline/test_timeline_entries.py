from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import ALL_KINDS, TimelineCommon


@tagged("post_install", "-at_install")
class TestTimelineEntries(TimelineCommon):
    def test_messages_of_the_company_and_its_contacts_are_one_stream(self):
        self._create_message(body="<p>One</p>", days=2)
        self._create_message(self.contact, body="<p>Two</p>", days=1)
        self._create_message(self.contact, body="<p>Three</p>", message_type="email")
        texts = [entry["text"] for entry in self._get_entries(["message"])]
        self.assertEqual(texts, ["Three", "Two", "One"])

    def test_a_contact_has_its_own_only(self):
        self._create_message(body="<p>One</p>")
        self._create_message(self.contact, body="<p>Two</p>")
        entries = self._get_entries(["message"], partner=self.contact)
        self.assertEqual([entry["text"] for entry in entries], ["Two"])

    def test_a_subject_that_only_repeats_the_record_is_no_title(self):
        self._create_message(subject=self.customer.display_name, days=1)
        self._create_message(subject="Prices of May", message_type="email")
        titles = [entry["title"] for entry in self._get_entries(["message"])]
        self.assertEqual(titles, ["Prices of May", "Message"])

    def test_archived_contacts_keep_their_place(self):
        self._create_message(self.contact)
        self.contact.active = False
        self.assertEqual(len(self._get_entries(["message"])), 1)

    def test_a_note_is_not_a_message(self):
        note = self._create_message(subtype_id=self.env.ref("mail.mt_note").id)
        self.assertFalse(self._get_entries(["message"]))
        self.assertEqual(self._get_entries(["note"])[0]["id"], note.id)

    def test_hostile_bodies_come_as_text(self):
        self._create_message(body="<p>Hi</p><img src=x onerror=alert(1)><script>alert(1)</script>")
        self.assertEqual(self._get_entries(["message"])[0]["text"], "Hi")

    def test_a_done_activity_is_shown_once(self):
        activity = self.customer.activity_schedule(
            "mail.mail_activity_data_call", summary="Ask for the plan", user_id=self.seller.id
        )
        page = self.Timeline.get_page(self.customer.id, kinds=["activity"])
        self.assertEqual([entry["title"] for entry in page["upcoming"]], ["Ask for the plan"])
        self.assertEqual(page["entries"], [])
        activity.with_user(self.seller).action_feedback("They want ten")
        page = self.Timeline.get_page(self.customer.id, kinds=ALL_KINDS)
        done = [entry for entry in page["entries"] if "They want ten" in entry["text"]]
        self.assertEqual([entry["kind"] for entry in done], ["activity"])
        self.assertEqual(page["upcoming"], [])

    def test_activities_on_the_opportunities_are_next_too(self):
        lead = self._create_lead()
        lead.activity_schedule("mail.mail_activity_data_call", user_id=self.seller.id)
        upcoming = self.Timeline.get_page(self.customer.id)["upcoming"]
        self.assertEqual([entry["open"] for entry in upcoming], [["crm.lead", lead.id]])
        self.assertEqual(upcoming[0]["badge"], lead.name)

    def test_what_is_next_is_sorted_ascending_and_overdue_first(self):
        today = fields.Date.today()
        for days in (3, -2, 1):
            self.customer.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=today + timedelta(days=days),
                summary=str(days),
                user_id=self.seller.id,
            )
        start = fields.Datetime.now() + timedelta(days=2)
        self._create_meeting(self.seller, start=start, stop=start + timedelta(hours=1))
        page = self.Timeline.get_page(self.customer.id)
        titles = [entry["title"] for entry in page["upcoming"]]
        self.assertEqual(titles, ["-2", "1", "Price talk", "3"])
        self.assertFalse([entry for entry in page["entries"] if entry["kind"] == "meeting"])

    def test_a_planned_meeting_and_its_activity_are_shown_once(self):
        start = fields.Datetime.now() + timedelta(days=2)
        event = self._create_meeting(self.seller, start=start, stop=start + timedelta(hours=1))
        activity = self.customer.activity_schedule(
            "mail.mail_activity_data_meeting", user_id=self.seller.id
        )
        activity.calendar_event_id = event
        upcoming = self.Timeline.get_page(self.customer.id)["upcoming"]
        self.assertEqual([entry["model"] for entry in upcoming], ["calendar.event"])

    def test_a_meeting_planned_from_the_customer_without_it_is_shown(self):
        self._create_meeting(
            self.seller,
            partner_ids=self.seller.partner_id.ids,
            res_model_id=self.env["ir.model"]._get_id("res.partner"),
            res_id=self.customer.id,
        )
        self.assertEqual(len(self._get_entries(["meeting"])), 1)

    def test_a_meeting_shows_its_own_words_without_the_contact_details(self):
        """The host writes organizer and contact below the description of every meeting."""
        with_details = self._create_meeting(self.seller, description="<p>Bring <b>samples</b></p>")
        self.assertIn("mailto:", with_details.description)
        (entry,) = self._get_entries(["meeting"])
        self.assertEqual(entry["text"], "Room 5 · Bring samples")

    def test_changes_are_shown_on_demand_and_in_short(self):
        message = self._create_message(message_type="notification", body="")
        field = self.env["ir.model.fields"]._get("res.partner", "name")
        self.env["mail.tracking.value"].create(
            {
                "mail_message_id": message.id,
                "field_id": field.id,
                "old_value_char": "North",
                "new_value_char": "Northwind",
            }
        )
        self.assertNotIn("log", {entry["kind"] for entry in self._get_entries()})
        texts = [entry["text"] for entry in self._get_entries(["log"])]
        self.assertIn("Name: North → Northwind", texts)

    def test_an_opportunity_is_created_and_won(self):
        lead = self._create_lead(expected_revenue=500)
        lead.action_set_won()
        entries = self._get_entries(["opportunity"])
        badges = {entry["badge"]: entry["amount"] for entry in entries}
        self.assertEqual(badges, {"Opportunity won": 500, "New opportunity": 500})

    def test_a_lost_opportunity_stays(self):
        lead = self._create_lead()
        reason = self.env["crm.lost.reason"].create({"name": "Too dear"})
        lead.action_set_lost(lost_reason_id=reason.id)
        lost = [entry for entry in self._get_entries() if entry["badge"] == "Opportunity lost"]
        self.assertEqual([entry["text"] for entry in lost], ["Too dear"])

    def test_an_order_is_a_quotation_first(self):
        order = self._create_order()
        self.assertEqual([entry["badge"] for entry in self._get_entries(["order"])], ["Quotation"])
        order.action_quotation_sent()
        order.action_confirm()
        order.date_order = order.create_date + timedelta(days=1)
        badges = {entry["badge"] for entry in self._get_entries(["order"])}
        self.assertEqual(badges, {"Quotation", "Sales order"})

    def test_a_past_order_was_no_quotation_when_it_was_brought_in(self):
        order = self._create_order()
        order.action_confirm()
        order.date_order = order.create_date - timedelta(days=300)
        badges = [entry["badge"] for entry in self._get_entries(["order"])]
        self.assertEqual(badges, ["Sales order"])

    def test_messages_on_documents_are_shown_on_demand(self):
        lead = self._create_lead()
        lead.message_post(
            body="On the lead", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertFalse([entry for entry in self._get_entries() if entry["kind"] == "document"])
        entry = self._get_entries(["document"])[0]
        self.assertEqual((entry["text"], entry["record_name"]), ("On the lead", lead.name))

    def test_kinds_tell_what_there_is_to_choose(self):
        page = self.Timeline.get_page(self.customer.id)
        kinds = {choice["kind"]: choice["default"] for choice in page["kinds"]}
        self.assertTrue(kinds["message"])
        self.assertFalse(kinds["log"])
        self.assertIn("order", kinds)

    def test_kinds_may_be_switched_on_and_off(self):
        self._create_message()
        self._create_message(message_type="notification", body="<p>Changed</p>")
        texts = {entry["text"] for entry in self._get_entries({"log": True, "message": False})}
        self.assertIn("Changed", texts)
        self.assertNotIn("Hello", texts)

    def test_another_addon_adds_a_source(self):
        timeline = self.Timeline
        for name, source in timeline._get_sources().items():
            with self.subTest(source=name):
                self.assertLessEqual(set(source.kinds), set(timeline._get_kinds()))
                unknown = {*source.fields, source.date} - set(self.env[source.model]._fields)
                self.assertFalse(unknown)

    def _create_lead(self, **values):
        return self.env["crm.lead"].create(
            {
                "name": "Ten pumps",
                "type": "opportunity",
                "partner_id": self.customer.id,
                "user_id": self.seller.id,
            }
            | values
        )

    def _create_order(self):
        product = self.env["product.product"].create({"name": "Pump", "list_price": 100})
        return self.env["sale.order"].create(
            {
                "partner_id": self.contact.id,
                "user_id": self.seller.id,
                "order_line": [fields.Command.create({"product_id": product.id})],
            }
        )
