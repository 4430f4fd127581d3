from odoo.tests import tagged

from .common import IntakeCommon


@tagged("post_install", "-at_install")
class TestTakeIn(IntakeCommon):
    def test_an_enquiry_becomes_a_lead_of_nobody(self):
        arrival = self._take_one(
            subject="Grippers",
            partner_name="Far Ltd",
            phone="138 0013 8000",
            country="China",
            message="Twenty\nplease",
            value="1200",
        )
        self.assertEqual(arrival.result, "new")
        self.assertRecordValues(
            arrival.lead_id,
            [
                {
                    "name": "Grippers",
                    "contact_name": "Li Wei",
                    "partner_name": "Far Ltd",
                    "email_normalized": "li@far.example.com",
                    "phone_sanitized": "+8613800138000",
                    "country_id": self.env.ref("base.cn").id,
                    "expected_revenue": 1200,
                    "team_id": self.team.id,
                    "user_id": False,
                }
            ],
        )
        self.assertIn("Twenty", arrival.lead_id.description)
        self.assertEqual(arrival.payload["value"], "1200")

    def test_the_same_key_is_taken_in_once(self):
        first = self._take_one(key="A-1")
        self.assertTrue(first)
        before = self.Leads.search_count([])
        self.assertFalse(self._take_one(key="A-1", message="again"))
        self.assertEqual(self.Leads.search_count([]), before)
        self.assertEqual(len(first.lead_id.message_ids), len(first.lead_id.message_ids))

    def test_the_same_key_twice_in_one_call_is_one(self):
        record = {"key": "A-2", "email": "two@far.example.com"}
        first, second = self._take(record, record)
        self.assertTrue(first)
        self.assertFalse(second)

    def test_the_same_person_again_joins_the_open_lead(self):
        lead = self._take_one(key="1").lead_id
        lead.user_id = self.seller
        again = self._take_one(key="2", subject="Second", message="Any news?", city="Suzhou")
        self.assertEqual((again.result, again.lead_id), ("joined", lead))
        note = lead.message_ids[0].body
        for text in ("Second", "Any news?", "Suzhou"):
            self.assertIn(text, note)
        self.assertEqual(lead.activity_ids.user_id, self.seller)
        self._take_one(key="3")
        self.assertEqual(len(lead.activity_ids), 1)

    def test_several_of_one_person_in_one_call_are_one_lead(self):
        one, two, three = self._take(
            {"key": "1", "email": "a@far.example.com"},
            {"key": "2", "email": "A@far.example.com", "phone": "138 0013 8001"},
            {"key": "3", "phone": "+86 138-0013-8001", "message": "third"},
        )
        self.assertEqual([one.result, two.result], ["new", "joined"])
        self.assertEqual(two.lead_id, one.lead_id)
        # the number was not known of the first: an own lead, and nothing is lost
        self.assertIn(three.result, ("new", "joined"))
        self.assertTrue(three.lead_id)

    def test_a_shared_number_alone_joins_no_other_person(self):
        lead = self._take_one(key="1", phone="0755 8612 3456").lead_id
        other = self._take_one(
            key="2", phone="0755 8612 3456", email="wang@far.example.com", contact_name="Wang"
        )
        self.assertNotEqual(other.lead_id, lead)
        same = self._take_one(key="3", phone="0755-86123456", email="", contact_name="")
        self.assertIn(same.lead_id, lead | other.lead_id)
        self.assertEqual(same.match_kind, "phone")

    def test_the_same_name_at_the_same_company_joins(self):
        lead = self._take_one(key="1", partner_name="Far Ltd").lead_id
        again = self._take_one(
            key="2", email="", phone="138 0013 8009", partner_name="FAR  Limited"
        )
        self.assertEqual((again.lead_id, again.match_kind), (lead, "name"))

    def test_a_known_contact_is_attached_whoever_has_him(self):
        firm = self.env["res.partner"].create(
            {"name": "Known Ltd", "is_company": True, "user_id": self.head.id}
        )
        person = self.env["res.partner"].create(
            {"name": "Zoe", "parent_id": firm.id, "email": "zoe@known.example.com"}
        )
        arrival = self._take_one(email="Zoe@known.example.com", contact_name="Zoë")
        self.assertEqual((arrival.result, arrival.partner_id), ("customer", person))
        self.assertEqual(arrival.lead_id.partner_id, person)

    def test_a_company_is_known_by_its_name(self):
        firm = self.env["res.partner"].create({"name": "海川机械有限公司", "is_company": True})
        arrival = self._take_one(partner_name="海川机械 有限责任公司")
        self.assertEqual((arrival.partner_id, arrival.match_kind), (firm, "name"))

    def test_nobody_changes_a_customer_by_enquiring(self):
        zoe = self.env["res.partner"].create({"name": "Zoe", "email": "zoe@known.example.com"})
        lead = self._take_one(email="zoe@known.example.com", phone="138 0013 8000").lead_id
        self.assertEqual(lead.partner_id, zoe)
        self.assertFalse(zoe.phone)
        self.assertIn("+8613800138000", lead.description)
        firm = self.env["res.partner"].create(
            {"name": "Known Ltd", "is_company": True, "email": "info@kn.example.com"}
        )
        arrival = self._take_one(key="2", partner_name="Known Limited")
        self.assertEqual((arrival.partner_id, arrival.match_kind), (firm, "name"))
        self.assertFalse(arrival.lead_id.partner_id)
        self.assertEqual(arrival.lead_id.email_normalized, "li@far.example.com")
        self.assertEqual(firm.email, "info@kn.example.com")

    def test_a_note_repeats_no_address_that_the_lead_has(self):
        lead = self._take_one(key="1", phone="138 0013 8000").lead_id
        self._take_one(key="2", phone="138 0013 8000", message="Again")
        self.assertNotIn("li@far", lead.message_ids[0].body)
        self.assertNotIn("8000", lead.message_ids[0].body)

    def test_an_address_of_two_customers_attaches_none(self):
        values = {"is_company": True, "email": "info@both.example.com"}
        self.env["res.partner"].create([values | {"name": "One"}, values | {"name": "Two"}])
        arrival = self._take_one(email="info@both.example.com")
        self.assertFalse(arrival.partner_id)
        self.assertTrue(arrival.is_ambiguous)

    def test_a_colleague_is_no_customer(self):
        self.seller.partner_id.email = "seller@us.example.com"
        self.assertFalse(self._take_one(email="seller@us.example.com").partner_id)

    def test_a_lost_lead_is_named_and_a_new_one_begins(self):
        lost = self._take_one(key="1").lead_id
        lost.action_set_lost()
        again = self._take_one(key="2")
        self.assertEqual((again.result, again.previous_id), ("new", lost))
        self.assertNotEqual(again.lead_id, lost)
        self.assertIn("lost", "".join(again.lead_id.message_ids.mapped("body")))

    def test_leads_of_another_company_are_not_joined(self):
        other = self.env["res.company"].create({"name": "Other"})
        lead = self._take_one(key="1").lead_id
        lead.write({"team_id": False, "company_id": other.id})
        self.assertNotEqual(self._take_one(key="2").lead_id, lead)

    def test_the_campaign_and_topic_that_are_named_are_set(self):
        campaign = self.env["utm.campaign"].create({"title": "Expo 9", "name": "Expo 9"})
        tag = self.env["crm.tag"].create({"name": "robots 9"})
        arrival = self._take_one(campaign="Expo 9", tag="robots 9", source="Nobody knows")
        self.assertEqual(arrival.campaign_id, campaign)
        self.assertEqual(
            arrival.lead_id.tag_ids, tag if tag.name == "robots 9" else arrival.lead_id.tag_ids
        )
        self.assertFalse(arrival.source_id)

    def _count(self, act, size):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act(size)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_a_lead_more_costs_no_query_more_than_the_host_needs(self):
        def take(size):
            self._take(
                *(
                    {"key": f"{size}-{row}", "email": f"{size}.{row}@far.example.com"}
                    for row in range(size)
                )
            )

        def create(size):
            leads = self.Leads.sudo().with_context(default_user_id=False)
            leads.create(
                [
                    {"name": "L", "email_from": f"h{row}@far.example.com", "team_id": self.team.id}
                    for row in range(size)
                ]
            )

        take(3), create(3)
        grown, host = (self._count(act, 40) - self._count(act, 10) for act in (take, create))
        self.assertLessEqual(grown, host + 3)
