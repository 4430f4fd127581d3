from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ResearchCommon


@tagged("post_install", "-at_install")
class TestFinding(ResearchCommon):
    def test_evidence_grades_the_finding(self):
        self.assertEqual((self.finding.strength, self.finding.source_count), ("none", 0))
        self._prove(self.finding, "Plant A", reliability="3")
        self.assertEqual(self.finding.strength, "weak")
        self._prove(self.finding, "Plant B", reliability="2")
        self.assertEqual(self.finding.strength, "fair")
        self._prove(self.finding, "Report", method="desk", reliability="2")
        self.assertEqual((self.finding.strength, self.finding.source_count), ("strong", 3))

    def test_one_source_that_is_linked_counts_once(self):
        source = self.env["crm.sales.study.source"].create(
            {"study_id": self.study.id, "name": "Yearbook"}
        )
        for origin in ("Yearbook p. 4", "Yearbook p. 9"):
            self._prove(self.finding, origin, source_id=source.id, method="desk")
        self.assertEqual(self.finding.source_count, 1)

    def test_what_nothing_proves_is_not_confirmed(self):
        with self.assertRaisesRegex(UserError, "Add what proves"):
            self.finding.action_confirm()
        self._prove(self.finding, "Plant A")
        self.finding.action_confirm()
        self.assertEqual(self.finding.state, "confirmed")

    def test_acted_upon_says_what_was_done(self):
        with self.assertRaisesRegex(UserError, "Confirm"):
            self.finding.action_act()
        self._prove(self.finding, "Plant A")
        self.finding.action_confirm()
        with self.assertRaisesRegex(UserError, "Say what we do"):
            self.finding.action_act()
        self.finding.consequence = "Changeover within a day"
        self.finding.action_act()
        self.assertEqual(self.finding.state, "acted")

    def test_when_its_day_has_come_it_is_outdated_and_somebody_is_told_once(self):
        today = fields.Date.context_today(self.finding)
        self.finding.date_review = today
        later = self._create_finding("Later", date_review=today + timedelta(days=1))
        with self.enter_registry_test_mode():
            cron = self.env.ref("crm_sales.ir_cron_finding_outdate")
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual(self.finding.state, "outdated")
        self.assertEqual(later.state, "new")
        self.assertEqual(self.finding.activity_ids.user_id, self.seller)
        self.assertEqual(len(self.finding.activity_ids), 1)

    def test_to_confirm_what_ran_out_makes_it_valid_for_a_year(self):
        self._prove(self.finding, "Plant A")
        today = fields.Date.context_today(self.finding)
        self.finding.write({"date_review": today, "state": "outdated"})
        self.finding.action_confirm()
        self.assertEqual(self.finding.date_review, today + timedelta(days=365))

    def test_it_stands_on_what_it_concerns(self):
        template = self.env["product.template"].create({"name": "Cobot"})
        segment = self.env["crm.customer.segment"].create({"name": "Electronics"})
        campaign = self.env["utm.campaign"].create({"name": "Expo R"})
        competitor = self.env["crm.sales.competitor"].create({"name": "Rival R"})
        subjects = {
            "product_tmpl_ids": template,
            "segment_ids": segment,
            "campaign_ids": campaign,
            "competitor_ids": competitor,
        }
        self.finding.write({name: [(4, each.id)] for name, each in subjects.items()})
        for subject in subjects.values():
            subject = subject.with_user(self.seller)
            self.assertEqual(subject.crm_finding_count, 1)
            action = subject.action_crm_view_findings()
            self.assertEqual(self.env["crm.sales.finding"].search(action["domain"]), self.finding)

    def test_counting_findings_takes_as_many_queries_for_a_hundred(self):
        templates = self.env["product.template"].create([{"name": f"P{n}"} for n in range(100)])
        for template in templates:
            self._create_finding(template.name, product_tmpl_ids=[(4, template.id)])
        templates = templates.with_user(self.seller)
        templates[:1].mapped("crm_finding_count")
        counts = []
        for size in (10, 100):
            self.env.flush_all()
            self.env.invalidate_all()
            templates[:1].mapped("name")
            start = self.env.cr.sql_log_count
            self.assertEqual(sum(templates[:size].mapped("crm_finding_count")), size)
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])
