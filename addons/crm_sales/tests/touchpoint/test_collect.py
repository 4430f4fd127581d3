from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import tagged

from .common import TouchpointCommon


@tagged("post_install", "-at_install")
class TestCollect(TouchpointCommon):
    """What is collected of each source, once."""

    def test_an_opened_and_answered_mail_are_two_touches_of_the_person(self):
        self._create_trace(opened=10, replied=50)
        self.assertEqual(self._collected(), [("open", 10), ("reply", 50)])
        touch = self.touches.search([("campaign_id", "=", self.campaign.id)], limit=1)
        self.assertEqual(touch.partner_id, self.person)
        self.assertEqual(touch.customer_id, self.customer)
        self.assertEqual(touch.channel, "mailing")
        self.assertEqual(touch.source_id, self.mailing.source_id)

    def test_a_mail_for_a_test_and_one_not_opened_are_none(self):
        self._create_trace(opened=10, is_test_trace=True)
        self._create_trace()
        self.assertEqual(self._collected(), [])

    def test_a_mail_to_a_lead_touches_the_lead_and_its_contact(self):
        lead = self._create_lead(partner_id=self.person.id)
        self._create_trace(lead, opened=5)
        self.assertEqual(self._collected(lead_id=lead.id), [("open", 5)])
        self.assertEqual(self.touches.search([("lead_id", "=", lead.id)]).partner_id, self.person)

    def test_the_address_of_a_mailing_list_finds_its_contact_when_it_is_known(self):
        contact = self.env["mailing.contact"].create({"name": "Bo", "email": "bo@far.example.com"})
        self._create_trace(contact, opened=5, email="bo@far.example.com")
        self.assertEqual(self._collected(), [("open", 5)])
        touch = self.touches.search([("campaign_id", "=", self.campaign.id)])
        self.assertFalse(touch.partner_id)
        known = self.env["res.partner"].create({"name": "Bo", "email": "bo@far.example.com"})
        self._collected()
        self.assertEqual(touch.partner_id, known)

    def test_clicks_of_one_person_within_30_minutes_are_one(self):
        trace = self._create_trace()
        for minutes in (0, 29, 58, 89, 200):
            self._click(minutes, trace)
        # 0 to 58 is one visit: none of its clicks lies more than 30 minutes after the one before
        self.assertEqual(self._collected(), [("click", 0), ("click", 89), ("click", 200)])

    def test_clicks_of_two_people_are_two(self):
        for address in ("192.0.2.1", "192.0.2.2"):
            self._click(0, ip=address)
        self._click(1, self._create_trace())
        self.assertEqual(self._collected(), [("click", 0), ("click", 0), ("click", 1)])

    def test_a_click_that_comes_late_joins_two_visits(self):
        trace = self._create_trace()
        self._click(0, trace)
        self._click(50, trace)
        self.assertEqual(self._collected(), [("click", 0), ("click", 50)])
        self._click(25, trace)
        self.assertEqual(self._collected(), [("click", 0)])

    def test_an_enquiry_by_form_is_one_touch_and_its_lead_none(self):
        lead = self._create_lead(campaign_id=self.campaign.id)
        self._arrive(3, lead)
        self.assertEqual(self._collected(lead_id=lead.id), [("form", 3)])
        touch = self.touches.search([("lead_id", "=", lead.id)])
        self.assertEqual(touch.campaign_id, self.campaign)

    def test_a_file_of_leads_is_an_act_of_nobody_but_its_source_counts(self):
        lead = self._create_lead(campaign_id=self.campaign.id)
        self._arrive(3, lead, channel="import")
        self._date("crm_lead", lead, 7)
        self.assertEqual(self._collected(lead_id=lead.id), [("lead", 7)])

    def test_what_was_ignored_or_not_readable_is_none(self):
        lead = self._create_lead()
        for result in ("ignored", "failed", "retried"):
            self._arrive(3, lead, result)
        self.assertEqual(self._collected(lead_id=lead.id), [])

    def test_talks_are_touches_and_nobody_reached_is_none(self):
        self._talk(5)
        self._talk(6, "wechat")
        self._talk(7).is_contact = False
        self.assertEqual(self._collected(partner_id=self.person.id), [("call", 5), ("chat", 6)])

    def test_collecting_twice_changes_nothing(self):
        trace = self._create_trace(opened=1)
        self._click(2, trace)
        self._talk(3)
        self.touches._collect_all()
        self.assertEqual(self.touches._collect_all(), 0)

    def test_what_is_put_right_there_is_put_right_here(self):
        talk = self._talk(5)
        self._collected()
        talk.write({"kind": "visit", "date": self._moment(9)})
        self.assertEqual(self._collected(partner_id=self.person.id), [("visit", 9)])

    def test_what_is_deleted_there_stays(self):
        talk = self._talk(5)
        self._collected()
        talk.unlink()
        self.assertEqual(self._collected(partner_id=self.person.id), [("call", 5)])

    def test_the_job_collects_what_is_new_and_all_of_it_once_a_day(self):
        self._run_job(hours=9)
        self._create_trace(opened=60 * 10)
        # opened long ago, noted today: by the index it is not new
        late = self._create_trace(opened=-60 * 24 * 20)
        campaign = Domain("campaign_id", "=", self.campaign.id)
        self._run_job(hours=10)
        self.assertEqual(self.touches.search_count(campaign), 1)
        self._run_job(days=1, hours=10)
        self.assertEqual(self.touches.search_count(campaign), 2)
        self.assertIn(late.open_datetime, self.touches.search(campaign).mapped("date"))
        mark = self.env["crm.sales.touchpoint.source"].search([("name", "=", "trace")])
        self.assertEqual(mark.progress, 100)

    def test_a_manager_has_all_collected_again(self):
        self._run_job(hours=9)
        marks = self.env["crm.sales.touchpoint.source"].search([("name", "=", "click")])
        with self.assertRaises(AccessError):
            marks.with_user(self.head).action_collect_all()
        marks.with_user(self.sales_manager).action_collect_all()
        self.assertFalse(marks.date_full)

    def test_what_is_older_than_the_setting_is_not_collected(self):
        self.env["ir.config_parameter"].set_param("crm_sales.touchpoint_days", 30)
        self._create_trace(opened=60 * 24 * -40)
        self._create_trace(opened=60 * 24 * -20)
        with self._at(0):
            self.assertEqual(self._collected(), [("open", 60 * 24 * -20)])

    def test_what_is_older_than_the_setting_leaves(self):
        self._create_trace(opened=60 * 24 * -40)
        self._collected()
        self.env["ir.config_parameter"].set_param("crm_sales.touchpoint_days", 10)
        self.touches._gc_expired()
        self.assertFalse(self.touches.search([("campaign_id", "=", self.campaign.id)]))

    def test_touches_of_another_company_are_told_apart(self):
        self._talk(5, company_id=self.company_b.id, partner_id=self.person.id)
        self._collected()
        touch = self.touches.search([("partner_id", "=", self.person.id)])
        self.assertEqual(touch.company_id, self.company_b)
        self.assertGreater(touch.changed_on, touch.date - timedelta(days=10000))
