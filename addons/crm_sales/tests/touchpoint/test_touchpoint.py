from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import TouchpointCommon


@tagged("post_install", "-at_install")
class TestTouchpoint(TouchpointCommon):
    """Who sees touchpoints, and what becomes of them."""

    def test_nobody_changes_or_deletes_one_by_hand(self):
        self._talk(5)
        self._collected()
        touch = self.touches.search([("partner_id", "=", self.person.id)])
        for act in (lambda: touch.write({"kind": "visit"}), touch.unlink):
            with self.assertRaisesRegex(AccessError, "put the fact right there"):
                act()

    def test_a_seller_sees_those_of_own_customers_and_leads(self):
        other = self._create_customer("Far Away", user_id=self.head.id)
        own = self._create_lead(partner_id=other.id)
        theirs = self._create_lead(partner_id=other.id, user_id=self.head.id)
        for lead in (own, theirs):
            self._talk(5, partner_id=other.id, lead_id=lead.id)
        self._talk(6)
        self._collected()
        mine = self.touches.with_user(self.seller).search([])
        self.assertEqual(set(mine.mapped("customer_id")), {self.customer, other})
        self.assertNotIn(theirs, mine.lead_id)
        everything = self.touches.with_user(self.head).search([("customer_id", "=", other.id)])
        self.assertEqual(len(everything), 2)

    def test_the_buttons_open_what_they_count(self):
        lead = self._create_lead(partner_id=self.person.id)
        self._talk(5, lead_id=lead.id)
        self._create_trace(opened=6)
        self._collected()
        for record, number in ((lead, 1), (self.person, 2), (self.customer, 2), (self.campaign, 1)):
            own = record.with_user(self.head)
            self.assertEqual(own.crm_touchpoint_count, number)
            action = own.action_view_crm_touchpoints()
            self.assertEqual(self.touches.search_count(action["domain"]), number)

    def test_a_click_on_a_touchpoint_opens_what_it_was_noted_of(self):
        talk = self._talk(5)
        self._create_trace(opened=6)
        self._collected()
        call, opened = self.touches.search([("partner_id", "=", self.person.id)], order="date")
        action = call.with_user(self.sales_manager).action_open_source()
        self.assertEqual((action["res_model"], action["res_id"]), (talk._name, talk.id))
        action = opened.with_user(self.sales_manager).action_open_source()
        self.assertEqual((action["res_model"], action["res_id"]), ("res.partner", self.person.id))

    def test_merged_contacts_keep_their_touches(self):
        double = self.env["res.partner"].create({"name": "Ann B", "parent_id": self.customer.id})
        self._create_trace(double, opened=5)
        self._create_trace(opened=6)
        self._collected()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge([self.person.id, double.id], self.person)
        self.assertEqual(self._collected(partner_id=self.person.id), [("open", 5), ("open", 6)])

    def test_merged_opportunities_keep_their_touches(self):
        kept, gone = (self._create_lead(name, partner_id=self.person.id) for name in "ab")
        self._talk(5, lead_id=kept.id)
        self._talk(6, lead_id=gone.id)
        self._collected()
        merged = (kept | gone).merge_opportunity()
        self.assertEqual(
            [row for row in self._collected(lead_id=merged.id) if row[0] == "call"],
            [("call", 5), ("call", 6)],
        )

    def test_erasure_leaves_the_fact_without_the_person(self):
        self._create_trace(opened=5)
        self._collected()
        touch = self.touches.search([("partner_id", "=", self.person.id)])
        holdings = [item for item in self.person._crm_data_sales() if item.records == touch]
        self.assertEqual(len(holdings), 1)
        touch._crm_erase_records("Person 1")
        self.assertFalse(touch.partner_id | touch.customer_id)
        # and is not known again by the next collection
        self.assertEqual(self._collected(), [("open", 5)])
        self.assertFalse(touch.partner_id | touch.customer_id)

    def test_the_timeline_shows_opened_mails_when_asked(self):
        self._create_trace(opened=5)
        self._collected()
        timeline = self.env["crm.timeline"].with_user(self.sales_manager)
        page = timeline.get_page(self.person.id, kinds=["touchpoint"])
        self.assertEqual(
            [(entry["title"], entry["text"]) for entry in page["entries"]],
            [("Mail Opened", "Spring")],
        )

    def test_counts_take_as_many_queries_for_100_as_for_10(self):
        people = self.env["res.partner"].create([{"name": f"P {n}"} for n in range(110)])
        self.env.flush_all()
        people.with_user(self.head).mapped("crm_touchpoint_count")
        counts = []
        for part in (people[:10], people[10:]):
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            part.with_user(self.head).mapped("crm_touchpoint_count")
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(*counts)
