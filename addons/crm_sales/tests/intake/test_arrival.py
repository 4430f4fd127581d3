from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import IntakeCommon


@tagged("post_install", "-at_install")
class TestArrival(IntakeCommon):
    def test_nobody_writes_enquiries_by_hand(self):
        arrival = self._take_one()
        for user in (self.seller, self.sales_manager):
            with self.assertRaises(AccessError):
                arrival.with_user(user).result = "joined"

    def test_who_sees_what_came_in(self):
        own, other = self._take_one(), self._take_one(email="b@far.example.com")
        own.lead_id.user_id = self.seller
        other.lead_id.user_id = self.head
        found = self.Arrivals.with_user(self.seller).search([("id", "in", (own | other).ids)])
        self.assertEqual(found, own)
        found = self.Arrivals.with_user(self.head).search([("id", "in", (own | other).ids)])
        self.assertEqual(found, own | other)

    def test_what_was_sent_is_for_managers(self):
        arrival = self._take_one(message="secret")
        arrival.lead_id.user_id = self.seller
        with self.assertRaises(AccessError):
            arrival.with_user(self.seller).read(["payload_text"])
        [row] = arrival.with_user(self.sales_manager).read(["payload_text"])
        self.assertIn("secret", row["payload_text"])

    def test_the_content_leaves_after_its_time_and_the_fact_stays(self):
        arrival = self._take_one(message="old")
        arrival.date = fields.Datetime.now() - timedelta(days=181)
        young = self._take_one(key="2", message="young")
        self.Arrivals._gc_expired()
        self.assertTrue(arrival.exists())
        self.assertFalse(arrival.payload)
        self.assertTrue(young.payload)

    def test_erasure_reaches_what_was_sent(self):
        zoe = self.env["res.partner"].create({"name": "Zoe", "email": "zoe@known.example.com"})
        arrival = self._take_one(email="zoe@known.example.com", message="private")
        held = [holding.records for holding in zoe._crm_holdings()]
        self.assertTrue(
            any(arrival in records for records in held if records._name == arrival._name)
        )
        arrival._crm_erase_records("X")
        self.assertFalse(arrival.payload)
        self.assertFalse(arrival.name)

    def test_merged_leads_keep_their_enquiries(self):
        one = self._take_one(key="1").lead_id
        two = self._take_one(key="2", email="b@far.example.com").lead_id
        merged = (one | two).merge_opportunity(auto_unlink=True)
        self.assertEqual(merged.crm_arrival_count, 2)

    def test_a_form_asks_how_to_answer(self):
        with self.assertRaises(ValidationError):
            self.env["crm.sales.lead.form"].create(
                {"name": "Mute", "field_ids": [(0, 0, {"kind": "message"})]}
            )
