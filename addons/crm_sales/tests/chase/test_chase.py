from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import ChaseCommon


@tagged("post_install", "-at_install")
class TestChase(ChaseCommon):
    def test_a_sent_quotation_is_followed_up_from_then_on(self):
        order, chase = self._send()
        self.assertEqual((chase.state, chase.step_id), ("running", self.remind))
        self.assertEqual(str(chase.date_next), "2026-03-04")
        self.assertEqual(chase.amount, 1000)
        self.assertEqual(order.with_user(self.seller).crm_chase_next, chase.date_next)

    def test_working_days_count(self):
        # a Thursday: two working days later is Monday
        _order, chase = self._send("2026-03-05")
        self.assertEqual(str(chase.date_next), "2026-03-09")

    def test_a_draft_is_left_alone(self):
        order = self._create_order()
        self._run("2026-03-09")
        self.assertFalse(order.sudo().crm_chase_ids)

    def test_steps_come_in_order_and_once(self):
        order, chase = self._send()
        self._run("2026-03-03")
        self.assertFalse(self._mails(order))
        self._run("2026-03-04")
        self._run("2026-03-04", 8)
        self.assertEqual(len(self._mails(order)), 1)
        self.assertEqual((chase.step_id, str(chase.date_next)), (self.call, "2026-03-06"))
        self._run("2026-03-06")
        self._run("2026-03-09")
        self.assertEqual(order.activity_ids.mapped("summary"), ["Call"])
        self.assertEqual(order.activity_ids.user_id, self.seller)
        self.assertIn("budget", order.activity_ids.note)
        self.assertEqual((chase.state, chase.date_next), ("done", False))
        self.assertEqual(chase.act_ids.mapped("action"), ["activity", "mail"])

    def test_the_mail_is_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.template.with_context(lang="zh_CN").subject = "报价单 {{ object.name }}"
        self.customer.lang = "zh_CN"
        order, _chase = self._send()
        self._run("2026-03-04")
        self.assertIn("报价单", self._mails(order).subject)

    def test_late_steps_do_not_fall_on_one_day(self):
        order, chase = self._send()
        self._run("2026-03-20")
        self.assertEqual(len(self._mails(order)), 1)
        self.assertFalse(order.activity_ids)
        self.assertEqual(str(chase.date_next), "2026-03-23")

    def test_a_mail_of_the_customer_ends_it(self):
        order, chase = self._send()
        with freeze_time("2026-03-03 04:00:00"):
            order.message_post(
                body="We like it",
                message_type="email",
                author_id=self.customer.id,
                email_from="buyer@example.com",
            )
        self._run("2026-03-04")
        self.assertEqual((chase.state, chase.reason), ("ended", "answered"))
        self.assertFalse(self._mails(order))

    def test_a_message_of_a_colleague_ends_nothing(self):
        order, chase = self._send()
        with freeze_time("2026-03-03 04:00:00"):
            order.with_user(self.seller).message_post(body="Called, no answer")
        self._run("2026-03-04")
        self.assertEqual((chase.state, len(self._mails(order))), ("running", 1))

    def _log(self, **values):
        return self.env["crm.customer.interaction"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.seller.id,
                "kind": "call",
                "date": "2026-03-03 04:00:00",
            }
            | values
        )

    def test_a_talk_that_was_logged_ends_it(self):
        _order, chase = self._send()
        self._log()
        self._run("2026-03-04")
        self.assertEqual(chase.reason, "answered")

    def test_a_call_that_reached_nobody_and_an_own_mail_end_nothing(self):
        _order, chase = self._send()
        nobody = self.env["crm.customer.interaction.outcome"].create(
            {"name": "Nobody there", "is_contact": False}
        )
        self._log(outcome_id=nobody.id)
        self._log(kind="email")
        self._run("2026-03-04")
        self.assertEqual(chase.state, "running")

    def test_confirmation_cancel_expiry_and_a_new_draft_end_it(self):
        acts = {
            "confirmed": lambda order: order.action_confirm(),
            "cancelled": lambda order: order._action_cancel(),
            "changed": lambda order: order.action_draft(),
            "expired": lambda order: order.write({"validity_date": "2026-03-03"}),
        }
        for reason, act in acts.items():
            with self.subTest(reason):
                order, chase = self._send()
                act(order)
                self._run("2026-03-04")
                self.assertEqual((chase.state, chase.reason), ("ended", reason))
                self.assertFalse(self._mails(order))

    def test_sent_anew_it_begins_anew(self):
        order, chase = self._send()
        self._run("2026-03-04")
        order.action_draft()
        self._run("2026-03-05")
        with freeze_time("2026-03-09 04:00:00"):
            order.with_user(self.seller).action_quotation_sent()
        self.assertEqual((chase.state, chase.turn, chase.step_id), ("running", 2, self.remind))
        self._run("2026-03-11")
        self.assertEqual(len(self._mails(order)), 2)

    def test_a_pause_is_waited_for(self):
        order, chase = self._send()
        chase.with_user(self.seller).date_paused = "2026-03-10"
        self._run("2026-03-09")
        self.assertFalse(self._mails(order))
        self._run("2026-03-10")
        self.assertEqual(len(self._mails(order)), 1)

    def test_whoever_refused_mails_is_called(self):
        purpose = self.env["crm.consent.purpose"]._by_code("service")
        self.env["crm.consent"].create(
            {
                "partner_id": self.customer.id,
                "purpose_id": purpose.id,
                "channel": "email",
                "state": "refused",
            }
        )
        order, chase = self._send()
        self._run("2026-03-04")
        self.assertFalse(self._mails(order))
        self.assertIn("no e-mails", chase.act_ids.detail)
        self.assertEqual(order.activity_ids.summary, "Remind")

    def test_without_an_address_the_customer_is_called(self):
        self.customer.email = False
        order, chase = self._send()
        self._run("2026-03-04")
        self.assertEqual((chase.act_ids.action, len(order.activity_ids)), ("activity", 1))

    def test_a_template_that_fails_stops_no_other(self):
        first, _chase = self._send()
        second, chase = self._send()
        self.template.subject = "{{ 1 / (object.id - SECOND) }}".replace("SECOND", str(second.id))
        self._run("2026-03-04")
        self.assertEqual(len(self._mails(first)), 1)
        self.assertIn("failed", chase.act_ids.detail)

    def test_values_and_teams_choose_the_rule(self):
        self.rule.amount_min = 5000
        _order, none = self._send()
        self.assertFalse(none)
        _order, chase = self._send(price=5000)
        self.assertEqual(chase.rule_id, self.rule)
        self.rule.team_id = self.env["crm.team"].create({"name": "Other"})
        _order, none = self._send(price=5000)
        self.assertFalse(none)

    def test_what_was_sent_before_is_taken_up_from_today_on(self):
        self.rule.active = False
        order, chase = self._send()
        self.assertFalse(chase)
        self.rule.active = True
        self._run("2026-03-20")
        chase = order.sudo().crm_chase_ids
        self.assertFalse(self._mails(order))
        self.assertEqual(str(chase.date_next), "2026-03-24")

    def test_a_rule_that_is_switched_off_ends_its_follow_ups(self):
        _order, chase = self._send()
        self.rule.active = False
        self._run("2026-03-04")
        self.assertEqual(chase.reason, "no_rule")

    def test_other_steps_are_followed_at_once(self):
        _order, chase = self._send()
        self.remind.days = 3
        self.assertEqual(str(chase.date_next), "2026-03-05")
        self.remind.unlink()
        self.assertEqual((chase.step_id, str(chase.date_next)), (self.call, "2026-03-06"))

    def test_stopped_by_hand_and_begun_anew(self):
        order, chase = self._send()
        chase.with_user(self.seller).action_stop()
        self.assertEqual((chase.state, chase.reason), ("ended", "stopped"))
        chase.with_user(self.seller).action_resume()
        self.assertEqual((chase.state, chase.turn), ("running", 2))
        order.action_confirm()
        with self.assertRaises(UserError):
            chase.with_user(self.seller).action_resume()

    def test_nothing_else_is_written_by_hand(self):
        _order, chase = self._send()
        with self.assertRaises(AccessError):
            chase.with_user(self.seller).date_next = "2030-01-01"

    def test_a_mail_step_wants_a_template_for_quotations(self):
        with self.assertRaises(ValidationError):
            self.call.action = "mail"

    def test_many_quotations_end_in_as_many_queries_as_few(self):
        counts = []
        for number in (10, 100):
            chases = self.env["crm.sales.chase"]
            for _n in range(number):
                chases |= self._send()[1]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            with freeze_time("2026-03-03 06:00:00"):
                self.assertFalse(chases._end_finished())
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1, counts)
