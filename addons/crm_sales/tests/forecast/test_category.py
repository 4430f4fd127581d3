from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users

from .common import ForecastCommon


@tagged("post_install", "-at_install")
class TestCategory(ForecastCommon):
    def test_the_stage_says_the_category(self):
        lead = self._deal("Grippers", 10)
        self.assertEqual(lead.crm_forecast_category, "pipeline")
        self.first.crm_forecast_category = "best_case"
        lead.invalidate_recordset()
        self.assertEqual(lead.crm_forecast_category, "best_case")

    def test_the_owner_chooses_another_one(self):
        lead = self._deal("Grippers", 10).with_user(self.seller)
        lead.crm_forecast_category = "commit"
        lead.stage_id = self.next
        self.assertEqual(lead.crm_forecast_category, "commit")

    def test_a_choice_is_noted_with_who_and_what(self):
        lead = self._deal("Grippers", 10).with_user(self.seller)
        lead.crm_forecast_category = "commit"
        change = lead.crm_forecast_change_ids
        self.assertEqual(change.user_id, self.seller)
        self.assertEqual((change.category_before, change.category_after), ("pipeline", "commit"))
        self.assertEqual(change.value, 10)

    def test_choosing_the_same_again_notes_nothing(self):
        lead = self._deal("Grippers", 10, "commit")
        lead.crm_forecast_category = "commit"
        self.assertEqual(len(lead.crm_forecast_change_ids), 1)

    def test_what_is_won_is_closed_and_what_is_lost_omitted(self):
        won, lost = self._deal("Won", 10, "omitted"), self._deal("Lost", 10, "commit")
        self._win(won)
        lost.action_set_lost()
        self.assertEqual(won.crm_forecast_category, "closed")
        self.assertEqual(lost.crm_forecast_category, "omitted")

    def test_search_and_groups_agree_with_the_records(self):
        leads = self.env["crm.lead"]
        self.next.crm_forecast_category = "commit"
        for number, category in enumerate(("omitted", "pipeline", "best_case", "commit", False)):
            leads |= self._deal(f"Deal {number}", number, category)
            leads |= self._deal(f"Next {number}", number, category, stage_id=self.next.id)
        leads |= self._win(self._deal("Won", 1))
        leads[0].action_set_lost()
        all_leads = leads.with_context(active_test=False)
        for category in ("omitted", "pipeline", "best_case", "commit", "closed"):
            found = all_leads.search(
                [("id", "in", leads.ids), ("crm_forecast_category", "=", category)]
            )
            expected = leads.filtered(lambda lead, c=category: lead.crm_forecast_category == c)
            self.assertEqual(found, expected & found)
            self.assertEqual(len(found), len(expected), category)
        groups = dict(
            all_leads._read_group([("id", "in", leads.ids)], ["crm_forecast_category"], ["__count"])
        )
        self.assertEqual(sum(groups.values()), len(leads))
        self.assertEqual(groups["closed"], 1)

    @users("plan_mate")
    def test_nobody_writes_the_log(self):
        lead = self._deal("Grippers", 10, "commit", self.mate)
        change = lead.with_user(self.mate).crm_forecast_change_ids
        self.assertEqual(len(change), 1)
        with self.assertRaises(AccessError):
            change.write({"value": 3})

    def test_merging_keeps_what_was_said(self):
        first, second = self._deal("First", 10, "commit"), self._deal("Second", 20, "best_case")
        merged = (first | second).merge_opportunity()
        self.assertEqual(len(merged.crm_forecast_change_ids), 2)

    def test_creating_opportunities_asks_nothing_per_record(self):
        def create(count):
            values = {"name": "Many", "type": "opportunity", "stage_id": self.first.id}
            values |= {"team_id": self.north.id, "user_id": self.seller.id}
            leads = self.env["crm.lead"].create([values] * count)
            before = self.env.cr.sql_log_count
            leads.mapped("crm_forecast_category")
            return self.env.cr.sql_log_count - before

        create(2)
        self.assertLessEqual(create(100), create(10) + 1)

    def test_whoever_has_no_sales_figures_sees_no_category(self):
        plain = self._create_users({"forecast_plain": "sales_team.group_sale_salesman"})
        fields = self.env["crm.lead"].with_user(plain).fields_get()
        self.assertNotIn("crm_forecast_category", fields)
        self.assertNotIn("crm_forecast_choice", fields)

    def test_a_submission_cannot_be_rewritten(self):
        line = self._line(self.seller)
        line.action_submit()
        with self.assertRaises(UserError):
            line.sudo().submission_ids.write({"commit": 1})
