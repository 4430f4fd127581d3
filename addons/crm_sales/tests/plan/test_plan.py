from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import PlanCommon


@tagged("post_install", "-at_install")
class TestPlan(PlanCommon):
    def test_a_plan_begins_on_the_first_day_of_its_year(self):
        plan = self._create_plan(date_start="2026-05-17")
        self.assertEqual((str(plan.date_start), str(plan.date_stop)), ("2026-01-01", "2026-12-31"))

    def test_a_fiscal_year_is_that_of_the_company(self):
        self.house.write({"fiscalyear_last_month": "3", "fiscalyear_last_day": 31})
        plan = self._create_plan(year_kind="fiscal_year", date_start="2026-05-17")
        self.assertEqual((str(plan.date_start), str(plan.date_stop)), ("2026-04-01", "2027-03-31"))
        self._draft(plan)
        self.assertEqual(sorted(set(plan.line_ids.mapped("date")))[0].month, 4)

    def test_a_year_that_ends_within_a_month_is_refused(self):
        self.house.write({"fiscalyear_last_month": "4", "fiscalyear_last_day": 5})
        with self.assertRaisesRegex(UserError, "by months"):
            self._create_plan(year_kind="fiscal_year")

    def test_the_name_is_proposed(self):
        with Form(self.env["crm.sales.plan"].with_user(self.sales_manager)) as form:
            form.kpi_id = self.kpi
            self.assertEqual(form.name, "Ordered Revenue 2026")

    def test_an_even_draft_adds_up(self):
        plan = self._draft(self._create_plan(), target=1000)
        self.assertEqual(plan.total, 1000)
        self.assertEqual(plan.person_count, 3)
        # 1000 over twelve months: four of 84, the others 83
        self.assertEqual(sum(self._cells(plan, month=1).mapped("amount")), 84)
        self.assertEqual(sum(self._cells(plan, month=12).mapped("amount")), 83)

    def test_a_draft_from_last_year_shares_by_what_was_reached(self):
        self._create_order("2025-02-03", 3000)
        self._create_order("2025-02-04", 1000, self.other, self.south)
        plan = self._draft(
            self._create_plan(), method="last", target=0, growth=20, has_season=False, newcomer=50
        )
        # 4000 and 20 %: 400 a month by 3000 : 1500 (half of the team's average) : 1000
        self.assertEqual(plan.target, 4800)
        self.assertEqual(self._amounts(plan, self.seller)[0], 218)
        self.assertEqual(self._amounts(plan, self.mate)[0], 109)
        self.assertEqual(self._amounts(plan, self.other)[0], 73)
        # in the year each has the own share but for less than 1
        self.assertEqual(sum(self._amounts(plan, self.seller)), 2618)
        self.assertEqual(sum(self._amounts(plan, self.mate)), 1309)
        self.assertEqual(plan.total, 4800)
        february = self._cells(plan, self.seller, 2)
        self.assertEqual(february.last_amount, 3000)

    def test_the_season_of_one_year_counts_by_half(self):
        for month in range(1, 13):
            self._create_order(f"2025-{month:02}-10", 6500 if month == 12 else 500)
        plan = self._draft(self._create_plan(), method="last", target=12000)
        months = [sum(self._cells(plan, month=number).mapped("amount")) for number in (1, 12)]
        self.assertEqual(months, [750, 3750])

    def test_next_years_draft_takes_the_latest_complete_months(self):
        self._create_order("2025-03-10", 100)
        self._create_order("2026-02-10", 700)
        plan = self._create_plan(date_start="2027-01-01")
        self._draft(plan, method="last", target=0, growth=0)
        self.assertEqual(plan.target, 800)

    def test_a_draft_from_the_pipeline_takes_what_is_expected(self):
        for user, revenue, day in ((self.seller, 1000, "2026-05-10"), (self.other, 3000, False)):
            lead = self._create_lead(
                user_id=user.id,
                expected_revenue=revenue,
                date_deadline=day,
                company_id=self.house.id,
                team_id=self.north.id,
                stage_id=False,
            )
            lead.probability = 50
        plan = self._draft(self._create_plan(), method="pipeline", target=0)
        self.assertEqual(plan.target, 2000)
        self.assertEqual(self._amounts(plan, self.seller)[4], 500)
        self.assertEqual(self._amounts(plan, self.other)[2], 1500)

    def test_locked_targets_stay_in_a_new_draft(self):
        plan = self._draft(self._create_plan())
        cell = self._cells(plan, self.seller, 3)
        cell.write({"amount": 77, "is_locked": True})
        self._draft(plan, target=2400)
        self.assertEqual((cell.amount, plan.total), (77, 2400))

    def test_locked_targets_that_hold_too_much_are_told(self):
        plan = self._draft(self._create_plan())
        self._cells(plan, self.seller, 3).write({"amount": 5000, "is_locked": True})
        with self.assertRaisesRegex(UserError, "locked"):
            self._draft(plan, target=2400)

    def test_a_rate_is_the_same_for_all(self):
        kpi = self.env.ref("crm_customer.crm_kpi_retention_rate")
        plan = self._draft(self._create_plan(kpi_id=kpi.id), target=85)
        self.assertEqual(set(plan.line_ids.mapped("amount")), {85})
        self.assertEqual(plan.total, 85)

    def test_by_customer_level_each_person_has_a_row_per_level(self):
        levels = self.env["crm.customer.level"].search([])
        plan = self._draft(self._create_plan(dimension="level"), target=12000)
        self.assertEqual(len(plan.line_ids), 3 * 12 * len(levels))
        self.assertEqual(plan.total, 12000)

    def test_a_team_without_members_has_targets_as_such(self):
        team = self.env["crm.team"].create({"name": "New", "company_id": self.house.id})
        plan = self._draft(self._create_plan(), team_ids=[(6, 0, team.ids)])
        self.assertFalse(plan.line_ids.user_id)
        self.assertEqual(plan.line_ids.team_id, team)

    # the table
    def test_a_sum_is_split_as_its_parts_are(self):
        plan = self._draft(self._create_plan())
        cells = self._cells(plan, month=1)
        cells[0].amount, cells[1].amount, cells[2].amount = 10, 20, 70
        changed = plan.grid_set(cells.ids, 1000)
        self.assertEqual([changed[cell.id] for cell in cells], [100, 200, 700])

    def test_a_split_leaves_locked_targets(self):
        plan = self._draft(self._create_plan())
        cells = self._cells(plan, month=1)
        cells.write({"amount": 100})
        plan.grid_lock(cells[0].ids, True)
        changed = plan.grid_set(cells.ids, 500)
        self.assertEqual([changed[cell.id] for cell in cells], [100, 200, 200])
        with self.assertRaisesRegex(UserError, "Unlock some"):
            plan.grid_set(cells.ids, 50)

    def test_the_table_has_a_row_per_person_and_a_cell_per_month(self):
        plan = self._draft(self._create_plan())
        table = plan.grid_read()
        self.assertEqual(len(table["rows"]), 3)
        self.assertEqual({len(row["cells"]) for row in table["rows"]}, {12})
        self.assertEqual([month["quarter"] for month in table["months"]][:4], [1, 1, 1, 2])

    def test_setting_the_target_of_the_company_splits_it(self):
        plan = self._draft(self._create_plan())
        plan.grid_set_target(3600)
        self.assertEqual((plan.target, plan.total, plan.difference), (3600, 3600, 0))

    def test_a_row_is_added_once(self):
        plan = self._draft(self._create_plan())
        rows = self.env["crm.sales.plan.row"].with_user(self.sales_manager)
        rows.create({"plan_id": plan.id, "team_id": self.south.id, "user_id": self.head.id})
        self.assertEqual(len(self._cells(plan, self.head)), 12)
        plan.grid_remove_row(self._cells(plan, self.head).ids)
        self.assertFalse(self._cells(plan, self.head))

    def test_targets_of_another_plan_are_refused(self):
        plan, other = self._draft(self._create_plan()), self._draft(self._create_plan())
        with self.assertRaises(AccessError):
            plan.grid_set(other.line_ids[:1].ids, 5)

    def test_reading_the_table_takes_as_many_queries_for_more_persons(self):
        plan = self._draft(self._create_plan())

        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            plan.grid_read()
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        members = self._create_users(
            {f"member_{n}": "sales_team.group_sale_salesman" for n in range(20)}
        )
        self.env["crm.sales.plan.line"].create(
            [
                {"plan_id": plan.id, "date": day, "user_id": user.id, "team_id": self.south.id}
                for user in members
                for day in plan._get_months()
            ]
        )
        count()  # what new users and groups make the server forget is not of the table
        self.assertLessEqual(count(), few)


@tagged("post_install", "-at_install")
class TestPlanState(PlanCommon):
    def test_what_does_not_add_up_is_not_submitted(self):
        plan = self._draft(self._create_plan())
        plan.line_ids[0].amount += 5
        with self.assertRaisesRegex(UserError, "add up"):
            plan.action_submit()

    def test_an_empty_plan_is_not_submitted(self):
        with self.assertRaisesRegex(UserError, "Split"):
            self._create_plan(target=5).action_submit()

    def test_a_submitted_plan_is_not_changed(self):
        plan = self._draft(self._create_plan())
        plan.action_submit()
        with self.assertRaisesRegex(UserError, "no draft"):
            plan.line_ids[:1].amount = 1
        with self.assertRaisesRegex(UserError, "no draft"):
            plan.target = 1
        plan.action_take_back()
        plan.line_ids[:1].amount = 1

    def test_a_plan_is_approved_by_the_people_of_a_rule(self):
        rule = self.env["crm.approval.rule"].create(
            {
                "name": "Plans",
                "kind": "sales_plan",
                "company_id": self.house.id,
                "step_ids": [
                    (0, 0, {"name": "Head", "who": "user", "user_ids": [(6, 0, self.head.ids)]})
                ],
            }
        )
        self.assertEqual(rule.res_model, "crm.sales.plan")
        plan = self._draft(self._create_plan())
        plan.action_submit()
        with self.assertRaisesRegex(UserError, "not decided"):
            plan.action_approve()
        approval = plan._approval_live("sales_plan")
        approval.with_user(self.head).action_approve()
        self.assertEqual(plan.state, "approved")

    def test_what_is_refused_is_a_draft_again(self):
        self.env["crm.approval.rule"].create(
            {
                "name": "Plans",
                "kind": "sales_plan",
                "company_id": self.house.id,
                "step_ids": [
                    (0, 0, {"name": "Head", "who": "user", "user_ids": [(6, 0, self.head.ids)]})
                ],
            }
        )
        plan = self._draft(self._create_plan())
        plan.action_submit()
        plan._approval_live("sales_plan").with_user(self.head)._decide("refused", "Too low")
        self.assertEqual(plan.state, "draft")

    def test_there_is_one_approved_plan_of_a_kpi_and_year(self):
        self._approve(self._draft(self._create_plan()))
        plan = self._draft(self._create_plan())
        with self.assertRaisesRegex(UserError, "already"):
            plan.action_submit()

    def test_a_revision_keeps_what_was(self):
        plan = self._approve(self._draft(self._create_plan()))
        action = plan.action_revise()
        draft = self.env["crm.sales.plan"].with_user(self.sales_manager).browse(action["res_id"])
        self.assertEqual((draft.state, draft.revision, draft.total), ("draft", 1, 1200))
        self.assertEqual(plan.state, "approved")
        self._cells(draft, self.seller, 12).amount += 300
        draft.target = 1500
        self._approve(draft)
        self.assertEqual((plan.state, plan.total), ("revised", 1200))
        changed = draft.line_ids.filtered(lambda line: line.amount != line.before_amount)
        self.assertEqual(changed, self._cells(draft, self.seller, 12))
        self.assertEqual(plan._get_history(), plan + draft)
        self.assertEqual(draft.revision_count, 1)

    def test_the_state_is_not_written_by_hand(self):
        plan = self._create_plan()
        with self.assertRaises(AccessError):
            plan.state = "approved"

    def test_only_a_draft_is_deleted(self):
        plan = self._approve(self._draft(self._create_plan()))
        with self.assertRaisesRegex(UserError, "draft"):
            plan.unlink()

    # goals
    def test_an_approved_plan_sets_the_goals_of_its_scopes(self):
        plan = self._approve(self._draft(self._create_plan(goal_period="quarter")))
        goals = self.env["crm.kpi.goal"].search([("sales_plan_id", "=", plan.id)])
        # the company, two teams, three persons: the year and four quarters
        self.assertEqual(len(goals), 6 * 5)
        year = goals.filtered(lambda goal: goal.period == "year")
        company = year.filtered(lambda goal: goal.breakdown == "company")
        self.assertEqual((company.target, company.child_count), (1200, 2))
        north = year.filtered(lambda goal: goal.team_id == self.north)
        self.assertEqual(
            (north.target, north.parent_id, north.user_id), (800, company, self.leader)
        )
        own = year.filtered(lambda goal: goal.breakdown == "user" and goal.user_id == self.seller)
        self.assertEqual((own.target, own.parent_id), (400, north))

    def test_a_revision_changes_the_goals(self):
        plan = self._approve(self._draft(self._create_plan()))
        goals = self.env["crm.kpi.goal"].search([("sales_plan_id", "=", plan.id)])
        draft = self.env["crm.sales.plan"].browse(plan.action_revise()["res_id"])
        draft = draft.with_user(self.sales_manager)
        draft.grid_remove_row(self._cells(draft, self.other).ids)
        draft.target = draft.total
        self._approve(draft)
        company = goals.filtered(lambda goal: goal.breakdown == "company")
        self.assertEqual((company.target, company.sales_plan_id), (800, draft))
        gone = goals.filtered(lambda goal: goal.user_id == self.other)
        self.assertFalse(any(gone.mapped("active")))

    # proposals
    def test_each_person_proposes_for_the_own_targets(self):
        plan = self._draft(self._create_plan())
        own = self._cells(plan, self.seller)
        with self.assertRaises(AccessError):
            plan.with_user(self.seller).grid_propose(own.ids, 500)
        plan.action_collect()
        as_seller = plan.with_user(self.seller)
        as_seller.grid_propose(own.ids, 500)
        self.assertEqual((plan.proposed, plan.total), (500, 1200))
        with self.assertRaises(AccessError):
            as_seller.grid_propose(self._cells(plan, self.mate).ids, 500)
        with self.assertRaises(AccessError):
            as_seller.grid_set(own.ids, 500)
        plan.action_take_proposals()
        self.assertEqual(sum(self._amounts(plan, self.seller)), 500)
        self.assertEqual(plan.difference, 100 - 200)

    def test_each_person_is_asked(self):
        plan = self._draft(self._create_plan())
        plan.action_collect()
        self.assertEqual(plan.activity_ids.user_id, self.seller + self.mate + self.other)
        plan.action_stop_collecting()
        self.assertFalse(plan.activity_ids)

    # rights
    def test_each_level_sees_the_targets_it_reaches(self):
        plan = self._draft(self._create_plan())
        for user in (self.seller, self.leader):
            self.assertFalse(plan.with_user(user).has_access("read"))
        self._approve(plan)
        lines = self.env["crm.sales.plan.line"]
        seen = {
            user: lines.with_user(user).search([("plan_id", "=", plan.id)]).sudo().user_id
            for user in (self.seller, self.leader, self.head)
        }
        self.assertEqual(seen[self.seller], self.seller)
        self.assertEqual(seen[self.leader], self.seller + self.mate)
        self.assertEqual(seen[self.head], self.seller + self.mate + self.other)

    def test_margins_are_for_finance_alone(self):
        self.kpi.is_finance = True
        plan = self.env["crm.sales.plan"].create(
            {"name": "Margin", "kpi_id": self.kpi.id, "company_id": self.house.id}
        )
        finance = self._create_user(
            "plan_finance",
            "crm_sales.group_sales_manager,crm_customer.group_costs",
            company_id=self.house.id,
        )
        self.assertFalse(plan.with_user(self.sales_manager).has_access("read"))
        self.assertTrue(plan.with_user(finance).has_access("read"))
        with self.assertRaisesRegex(UserError, "finance"):
            self.env["crm.kpi.goal"].create(
                {"kpi_id": self.kpi.id, "company_id": self.house.id, "target": 5}
            )
