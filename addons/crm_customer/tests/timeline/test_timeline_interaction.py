from odoo import fields
from odoo.tests import tagged

from .common import ALL_KINDS, START, TimelineCommon


@tagged("post_install", "-at_install")
class TestTimelineInteraction(TimelineCommon):
    def _create_interaction(self, **values):
        return self.env["crm.customer.interaction"].create(
            {
                "partner_id": self.customer.id,
                "contact_ids": self.contact.ids,
                "kind": "call",
                "name": "Asked for prices",
                "date": START,
                "user_id": self.seller.id,
                "note": "<p>They <b>want</b> ten</p>",
            }
            | values
        )

    def test_an_interaction_says_what_was_recorded(self):
        interaction = self._create_interaction()
        entry = self._get_entries(["interaction"])[0]
        self.assertEqual(entry["id"], interaction.id)
        self.assertEqual(entry["title"], "Asked for prices")
        self.assertEqual(entry["text"], "They want ten")
        self.assertEqual((entry["badge"], entry["icon"]), ("Call", "fa-phone"))

    def test_who_took_part_has_it_too(self):
        self._create_interaction()
        self.assertEqual(len(self._get_entries(["interaction"])), 1)
        entries = self._get_entries(["interaction"], partner=self.contact)
        self.assertEqual(len(entries), 1)

    def test_a_recorded_meeting_is_shown_once(self):
        event = self._create_meeting(self.seller)
        self.assertEqual(len(self._get_entries(ALL_KINDS)), 1)
        self._create_interaction(kind="meeting", event_id=event.id)
        entries = self._get_entries(ALL_KINDS)
        self.assertEqual([entry["kind"] for entry in entries], ["interaction"])
        entries = self._get_entries(["meeting"])
        self.assertEqual([entry["id"] for entry in entries], event.ids)

    def test_a_recorded_message_is_shown_once(self):
        message = self._create_message()
        self._create_interaction(kind="email", mail_message_id=message.id)
        kinds = [entry["kind"] for entry in self._get_entries(ALL_KINDS)]
        self.assertEqual(kinds, ["interaction"])

    def test_the_next_step_is_next_once(self):
        self._create_interaction(
            next_step="Send the offer", next_step_date=fields.Date.add(fields.Date.today(), days=3)
        )
        upcoming = self.Timeline.get_page(self.customer.id)["upcoming"]
        self.assertEqual([entry["title"] for entry in upcoming], ["Send the offer"])
