from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import NOW, TODAY, SegmentCommon

REFRESH = "odoo.addons.crm_customer.models.segment.crm_customer_segment_refresh"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmCustomerSegment(SegmentCommon):
    def _members(self, segment, day=None):
        return segment._members_on(day).partner_id

    def test_a_new_segment_finds_its_customers(self):
        form = Form(self.Segment)
        form.name = "Named zero"
        form.company_id = self.company
        form.domain = "[('name', '=', 'Customer 0')]"
        segment = form.save()
        self.assertEqual(
            (segment.kind, segment.is_daily, segment.is_due), ("condition", True, True)
        )
        self.assertEqual((segment.user_id, segment.author_id), (self.env.user, self.env.user))
        segment._refresh_all()
        self.assertEqual(self._members(segment), self.customers[0])
        self.assertEqual((segment.size, segment.is_due), (1, False))
        self.assertTrue(segment.date_refreshed)

    def test_contacts_prospects_without_code_and_archived_ones_are_no_members(self):
        self.env["res.partner"].create({"name": "Contact", "parent_id": self.customers[0].id})
        self.env["res.partner"].create({"name": "No code", "company_id": self.company.id})
        self.customers[1].active = False
        segment = self._create_segment()
        segment._refresh_all()
        self.assertEqual(self._members(segment), self.customers - self.customers[1])

    def test_a_condition_asks_the_figures_of_its_company(self):
        self.customers.company_id = False
        self._create_order(self.customers[0], 5, 500)
        self._create_order(self.customers[1], 5, 500, company=self.company_b)
        self.env["crm.customer.profile"]._refresh(self.customers.ids)
        domain = "[('crm_revenue_12m', '>', 0), ('name', 'like', 'Customer')]"
        segment = self._create_segment(domain, company_id=False)
        segment.sudo().author_id.company_ids |= self.company | self.company_b
        segment._refresh_all()
        found = {row.company_id: row.partner_id for row in segment.sudo()._members_on()}
        self.assertEqual(found[self.company], self.customers[0])

    def test_an_rfm_segment_holds_its_classes(self):
        for place, customer in enumerate(self.customers):
            self._create_order(customer, 10 + place * 40, 100 * (6 - place))
        self.Rfm._refresh_company(self.company)
        classes = self.Rfm.search([("company_id", "=", self.company.id)]).class_id
        segment = self._create_segment(
            kind="rfm", rfm_class_ids=[Command.set(classes[:1].ids)], name="Best"
        )
        segment._refresh_all()
        rows = self.Rfm.search([("class_id", "=", classes[0].id)])
        self.assertEqual(self._members(segment), rows.partner_id)
        self.assertTrue(rows)

    def test_an_rfm_segment_needs_classes(self):
        with self.assertRaisesRegex(ValidationError, "choose the RFM classes"):
            self._create_segment(kind="rfm")

    def test_a_condition_that_cannot_be_read_is_refused(self):
        for domain in ("[('no_such_field', '=', 1)]", "[(", "__import__('os')"):
            with self.assertRaisesRegex(ValidationError, "cannot be read"):
                self._create_segment(domain)

    def test_a_condition_that_fails_later_keeps_the_members_and_says_why(self):
        segment = self._create_segment()
        segment._refresh_all()
        self.env.cr.execute(
            "UPDATE crm_customer_segment SET domain = %s WHERE id = %s",
            ("[('gone_field', '=', 1)]", segment.id),
        )
        segment.invalidate_recordset()
        with mute_logger(REFRESH):
            segment._refresh_all()
        self.assertIn("gone_field", segment.error)
        self.assertEqual(segment.size, 6)
        self.assertFalse(segment.is_due)
        segment.domain = "[('name', '=', 'Customer 0')]"
        segment._refresh_all()
        self.assertFalse(segment.error)
        self.assertEqual(segment.size, 1)

    def test_a_condition_tells_nothing_that_its_author_may_not_see(self):
        author = self._create_user(
            "segment_author",
            "crm_customer.group_customer_all",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        customer = self.customers[0]
        customer.company_id = False
        self.env["res.partner"].create(
            {"name": "Secret", "parent_id": customer.id, "company_id": self.company_b.id}
        )
        segment = self.Segment.with_user(author).create(
            {
                "name": "Probe",
                "company_id": self.company.id,
                "domain": "[('child_ids.name', '=', 'Secret')]",
            }
        )
        segment.sudo()._refresh_all()
        self.assertFalse(self._members(segment.sudo()))
        self.assertEqual(segment.author_id, author)

    def test_who_changes_the_condition_lends_the_rights(self):
        segment = self._create_segment()
        segment.with_user(self.user_manager).domain = "[('name', '=', 'Customer 1')]"
        self.assertEqual(segment.author_id, self.user_manager)
        segment.with_user(self.user_manager).write({"author_id": self.env.uid})
        self.assertEqual(segment.author_id, self.user_manager)

    def test_a_segment_of_every_company_follows_the_companies_of_its_author(self):
        shared = self._create_customers(1, prefix="Shared")
        shared.company_id = False
        foreign = self._create_customers(1, company=self.company_b, prefix="Foreign")
        segment = self._create_segment(company_id=False)
        author = segment.author_id
        author.company_ids = self.company | self.company_b
        author.company_id = self.company
        with patch.object(type(author), "_is_superuser", lambda user: False):
            segment._refresh_all()
        everywhere = segment.sudo()._members_on().grouped("company_id")
        self.assertEqual(everywhere[self.company].partner_id, self.customers | shared)
        self.assertEqual(everywhere[self.company_b].partner_id, shared | foreign)

    def test_members_leave_the_companies_that_a_segment_leaves(self):
        shared = self._create_customers(1, prefix="Shared")
        segment = self._create_segment("[('name', 'like', 'Shared')]")
        segment._refresh_all()
        shared.company_id = False
        segment.sudo().company_id = self.company_b
        segment._refresh_all()
        self.assertEqual(segment.sudo()._members_on().company_id, self.company_b)

    def test_an_archived_segment_lets_its_members_go_and_a_list_keeps_them(self):
        segment = self._create_segment()
        segment._refresh_all()
        kept = self._create_segment(kind="list")
        kept._enter(self.company, self.customers[:2].ids)
        (segment | kept).active = False
        self.assertFalse(self._members(segment))
        self.assertEqual(self._members(kept), self.customers[:2])
        self.assertFalse(self.customers[0].crm_segment_ids & kept)
        kept.active = True
        self.assertIn(kept, self.customers[0].crm_segment_ids)

    def test_batches_come_to_the_same_end(self):
        segment = self._create_segment()
        with patch(f"{REFRESH}.BATCH", 2):
            segment._refresh_all()
        self.assertEqual(self._members(segment), self.customers)

    def test_the_nightly_job_refreshes_scores_and_segments(self):
        segment = self._create_segment()
        by_hand = self._create_segment(is_daily=False, name="By hand")
        (segment | by_hand)._refresh_all()
        for place, customer in enumerate(self.customers):
            self._create_order(customer, 10 + place * 40, 100)
        self.env["res.company"].search([]).crm_rfm_is_due = False
        self.Segment._cron_queue_all()
        self.assertTrue(segment.is_due)
        self.assertFalse(by_hand.is_due)
        with self.enter_registry_test_mode():
            self.env.ref("crm_customer.crm_customer_segment_cron").method_direct_trigger()
        self.env.invalidate_all()
        self.assertFalse(segment.is_due)
        self.assertFalse(self.Segment._count_due())
        self.assertEqual(self.Rfm.search_count([("company_id", "=", self.company.id)]), 6)

    def test_a_killed_pass_goes_on_where_it_was(self):
        segment = self._create_segment()
        with patch(f"{REFRESH}.BATCH", 2):
            segment._refresh_batch()
            cursor = (segment.cursor_company_id, segment.cursor_partner_id)
            self.assertEqual(cursor[0], self.company.id)
            segment._refresh_batch()
            self.assertGreater(segment.cursor_partner_id, cursor[1])
            self.Segment._cron_queue_all()
            self.assertGreater(segment.cursor_partner_id, cursor[1], "not begun anew")

    def test_the_refresh_button_finds_the_members_at_once(self):
        segment = self._create_segment()
        segment.with_user(self.user_all).action_refresh()
        self.assertEqual(segment.with_user(self.user_all).size, 6)

    def test_queries_are_constant(self):
        counts = []
        for number in (2, 1, 10):
            segments = self.Segment.browse()
            for place in range(number):
                segments |= self._create_segment(name=f"Segment {number}.{place}")
            segments._refresh_all()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            segments.read(["name", "size", "trend", "came_count", "left_count"])
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

    def test_a_refresh_takes_the_same_queries_for_many_customers(self):
        segment = self._create_segment()
        segment._refresh_all()
        counts = []
        for number in (1, 2, 40):
            self._create_customers(number, prefix=f"{number} More")
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            segment._refresh_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

    def test_the_audience_is_whom_the_user_may_see(self):
        segment = self._create_segment()
        segment._refresh_all()
        seen = segment.with_user(self.user_own)
        self.assertEqual(seen._audience_partner_ids(), self.customers.sorted("id").ids)
        self.assertEqual(seen._audience_partner_ids(on="2026-03-03"), [])
        found = self.env["res.partner"].search(segment._audience_domain(TODAY))
        self.assertEqual(found, self.customers.browse(found.ids))
        self.customers[0].company_id = self.company_b
        self.assertNotIn(self.customers[0].id, seen._audience_partner_ids())

    def test_the_definition_stands_in_words(self):
        segment = self._create_segment(
            "[('crm_lifecycle', 'in', ['lost', 'dormant']), '|', ('city', 'ilike', 'Shen'),"
            " '!', ('is_company', '=', True), ('crm_last_order_date', '<', 'today -60d')]"
        )
        words = segment.with_context(lang="en_US")._get_words()
        self.assertEqual(words[0], "Lifecycle is one of Lost, Dormant")
        self.assertEqual(words[1], "(City contains Shen or Is a Company is not Yes)")
        self.assertEqual(words[2], "Last Order is less than 60 days ago")
        self.assertEqual(self._create_segment()._get_words(), ["All customers."])
