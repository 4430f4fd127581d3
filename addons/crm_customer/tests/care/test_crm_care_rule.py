from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .common import NOW, CareCommon


@tagged("post_install", "-at_install")
class TestCareRule(CareCommon):
    def _set_first_order(self, partner, day):
        profiles = self.env["crm.customer.profile"]
        profiles._refresh(partner.ids)
        self.env.execute_query(
            SQL(
                "UPDATE crm_customer_profile SET first_order_date = %s"
                " WHERE partner_id = %s AND company_id = %s RETURNING 1",
                day,
                partner.id,
                self.company.id,
            )
        )

    def test_birthdays_of_the_next_30_days_are_planned(self):
        self._set_birthday(self.wang, "3-20")
        self._set_birthday(self.li, "4-20")
        rule = self._create_rule()
        self._plan(rule)
        self.assertEqual(self._acts(), [("Wang Wei", date(2026, 3, 20), "planned")])
        self.assertEqual((rule.upcoming_count, rule.done_count), (1, 0))

    def test_a_reminder_comes_days_before_on_a_working_day(self):
        self._set_birthday(self.wang, "3-18")  # Wednesday; three days before is a Sunday
        self._plan(self._create_rule(days_before=3))
        self.assertEqual(self._acts(), [("Wang Wei", date(2026, 3, 13), "planned")])

    def test_a_message_goes_on_the_day_whichever_it_is(self):
        self._set_birthday(self.wang, "3-15")  # Sunday
        self._plan(self._create_mail_rule())
        self.assertEqual(self._acts(), [("Wang Wei", date(2026, 3, 15), "planned")])

    def test_a_festival_is_for_every_contact_or_those_with_a_role(self):
        self._plan(self._create_rule(self.womens_day))
        self.assertEqual({name for name, *_rest in self._acts()}, {"Wang Wei", "Li Na"})
        self.li.crm_contact_role_ids = self.role
        rule = self._create_rule(
            self.womens_day, whom="roles", role_ids=[Command.set(self.role.ids)]
        )
        self._plan(rule)
        self.assertEqual([name for name, *_rest in self._acts(rule_id=rule.id)], ["Li Na"])

    def test_the_customer_itself_can_be_meant(self):
        self._create_contact("Delivery address", type="delivery")
        rule = self._create_rule(self.womens_day, whom="customer")
        self._plan(rule)
        self.assertEqual([name for name, *_rest in self._acts()], ["Acme Trading"])

    def test_a_person_who_is_a_customer_is_their_own_contact(self):
        self._create_care_customer("Zhao Min", is_company=False)
        self._plan(self._create_rule(self.womens_day))
        self.assertIn("Zhao Min", [name for name, *_rest in self._acts()])

    def test_levels_stage_and_condition_choose_customers(self):
        level = self.env["crm.customer.level"].create({"name": "Care level"})
        for values in (
            {"level_ids": [Command.set(level.ids)]},
            {"lifecycle": "key_customer"},
            {"domain": "[('city', '=', 'Xiamen')]"},
        ):
            rule = self._create_rule(self.womens_day, **values)
            self._plan(rule)
            self.assertFalse(self._acts(rule_id=rule.id), values)
        self.customer.write({"crm_level_id": level.id, "city": "Xiamen"})
        for rule in self.env["crm.care.rule"].search([("lifecycle", "=", False)]):
            self._plan(rule)
            self.assertTrue(self._acts(rule_id=rule.id))

    def test_the_first_order_has_an_anniversary_from_the_next_year_on(self):
        other = self._create_care_customer("Beta")
        self._set_first_order(self.customer, "2020-03-10")
        self._set_first_order(other, "2026-03-10")
        rule = self._create_rule(self.first_order, whom="customer")
        self._plan(rule)
        act = self.Act.search([("rule_id", "=", rule.id)])
        self.assertEqual((act.partner_id, act.years), (self.customer, 6))
        self.assertEqual((act.date, act.year), (date(2026, 3, 10), 2026))

    def test_a_first_order_on_29_february_is_remembered_on_the_28th(self):
        self._set_first_order(self.customer, "2024-02-29")
        rule = self._create_rule(self.first_order, whom="customer")
        self._plan(rule, "2027-02-20 02:00:00")
        self.assertEqual(self.Act.search([("rule_id", "=", rule.id)]).date, date(2027, 2, 28))

    def test_since_when_is_what_was_entered_else_the_first_order(self):
        self._set_first_order(self.customer, "2020-03-10")
        rule = self._create_rule(self.since, whom="customer")
        self._plan(rule)
        self.assertEqual(self._acts(), [("Acme Trading", date(2026, 3, 10), "planned")])
        with freeze_time(NOW):
            self.customer._crm_set_care_date("customer_since", "2019-03-16")
            self.env.flush_all()
        self._plan(rule)
        act = self.Act.search([("rule_id", "=", rule.id)])
        self.assertEqual((act.date, act.years), (date(2026, 3, 16), 7))

    def test_planning_again_follows_the_facts(self):
        birthday = self._set_birthday(self.wang, "3-20")
        rule = self._create_rule()
        self._plan(rule)
        before = self.Act.search([("rule_id", "=", rule.id)])
        self._set_birthday(self.wang, "3-24")
        self._plan(rule)
        self.assertEqual(self._acts(), [("Wang Wei", date(2026, 3, 24), "planned")])
        self.assertEqual(self.Act.search([("rule_id", "=", rule.id)]), before)
        birthday.unlink()
        self._plan(rule)
        self.assertFalse(self._acts())

    def test_another_company_is_left_alone(self):
        foreign = self._create_care_customer("Foreign", company_id=self.company_b.id)
        shared = self._create_care_customer("Shared", company_id=False)
        rule = self._create_rule(self.womens_day, whom="customer")
        self._plan(rule)
        found = self.Act.search([("rule_id", "=", rule.id)]).partner_id
        self.assertNotIn(foreign, found)
        self.assertIn(shared, found)

    def test_a_rule_of_every_company_greets_a_shared_customer_once(self):
        shared = self._create_care_customer("Shared", company_id=False)
        rule = self._create_rule(self.womens_day, whom="customer", company_id=False)
        self._plan(rule)
        acts = self.Act.search([("rule_id", "=", rule.id), ("partner_id", "=", shared.id)])
        self.assertEqual(acts.company_id, self.company)  # the owner's

    def test_archiving_a_rule_forgets_what_it_planned(self):
        rule = self._create_rule(self.womens_day)
        self._plan(rule)
        rule.active = False
        self.assertFalse(self._acts())

    def test_a_rule_that_was_followed_is_not_deleted(self):
        rule = self._create_rule(self.womens_day)
        self._plan(rule)
        self.Act.search([("rule_id", "=", rule.id)])[0].state = "done"
        with self.assertRaisesRegex(UserError, "twice"):
            rule.unlink()

    def test_a_rule_says_what_it_lacks(self):
        for values, message in (
            ({"action": "message"}, "template"),
            ({"whom": "roles"}, "roles"),
            ({"occasion_ids": False}, "occasion"),
            ({"domain": "[('nothing', '=', 1)]"}, "condition"),
            ({"domain": "import os"}, "condition"),
        ):
            with self.assertRaisesRegex(ValidationError, message):
                self._create_rule(**values)

    def test_the_condition_cannot_ask_for_what_its_writer_may_not_see(self):
        rule = self._create_rule(company_id=False)
        with self.assertRaises(AccessError):
            rule.with_user(self.user_manager).domain = "[('signup_type', '!=', False)]"

    @freeze_time(NOW)
    def test_preview_shows_who_would_be_greeted(self):
        rule = self._create_rule(self.womens_day)
        action = rule.with_user(self.user_manager).with_company(self.company)
        self.user_manager.company_ids += self.company
        action = action.action_preview()
        self.assertEqual(self.env[action["res_model"]].search_count(action["domain"]), 2)

    def test_planning_costs_the_same_number_of_queries_for_10_and_100(self):
        rule = self._create_rule(self.womens_day)
        counts = []
        for size in (2, 10, 100):  # the first fills the caches
            for number in range(size):
                self._create_contact(f"Contact {size} {number}")
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            self._plan(rule)
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[1], counts[2])
        self.assertEqual(len(self._acts()), 114)
