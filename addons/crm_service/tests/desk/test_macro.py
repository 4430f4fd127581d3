from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import HELLO, MONDAY, DeskCommon


@tagged("post_install", "-at_install")
class TestMacro(DeskCommon):
    @freeze_time(MONDAY)
    def test_one_press_does_it_all(self):
        self.ticket.user_id = False
        self._apply(self._create_full_macro())
        self.assertEqual(self.ticket.stage_id, self.stage_waiting)
        self.assertEqual(self.ticket.tag_ids, self.tag)
        self.assertEqual(self.ticket.priority, "3")
        self.assertEqual(self.ticket.user_id, self.agent)
        activity = self.ticket.activity_ids
        self.assertEqual(activity.summary, "Did the customer answer?")
        self.assertEqual(str(activity.date_deadline), "2026-03-04")
        self.assertEqual(activity.user_id, self.agent)

    def test_what_it_does_not_say_stays(self):
        self.ticket.write({"priority": "2", "tag_ids": [Command.create({"name": "Mine"})]})
        before = self.ticket.read(["stage_id", "user_id", "priority", "team_id"])
        self._apply(self._create_macro(tag_ids=[Command.set(self.tag.ids)]))
        self.assertEqual(self.ticket.read(["stage_id", "user_id", "priority", "team_id"]), before)
        self.assertEqual(len(self.ticket.tag_ids), 2)

    def test_the_answer_is_held_for_a_minute_and_then_sent(self):
        with freeze_time(MONDAY):
            self._apply(self._create_macro(body=HELLO))
            self._post_held()
            self.assertFalse(self.ticket.date_first_response)
        with freeze_time("2026-03-02 02:01:01"):
            self._post_held()
        message = self.ticket.message_ids[0]
        self.assertIn("Dear Ann Asker, which serial number?", message.body)
        self.assertEqual(message.author_id, self.agent.partner_id)
        self.assertIn(self.contact, message.partner_ids)
        self.assertEqual(str(self.ticket.date_first_response), "2026-03-02 02:01:01")

    def test_a_note_is_noted_at_once(self):
        self._apply(self._create_macro(body="<p>Look at the log</p>", is_note=True))
        message = self.ticket.message_ids[0]
        self.assertIn("Look at the log", message.body)
        self.assertTrue(message.subtype_id.internal)
        self.assertFalse(self.ticket.date_first_response)

    def test_each_customer_is_answered_in_the_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        macro = self._create_macro(body=HELLO)
        macro.with_context(lang="zh_CN").body = "<p>请提供序列号</p>"
        chinese = self._create_customer("恒创", lang="zh_CN")
        other = self._create_ticket(partner_id=chinese.id, user_id=self.agent.id)
        runs = self._apply(macro, self.ticket | other)
        bodies = runs.scheduled_id.mapped("body")
        self.assertIn("which serial number", bodies[0])
        self.assertIn("请提供序列号", bodies[1])

    def test_many_tickets_from_the_list(self):
        tickets = self.ticket | self._create_ticket("Second") | self._create_ticket("Third")
        action = tickets.with_user(self.agent).action_macro()
        wizard = self._open_dialog(action, self.agent)
        macro = self._create_full_macro()
        wizard.invalidate_recordset(["allowed_macro_ids"])
        self.assertIn(macro, wizard.allowed_macro_ids)
        wizard.macro_id = macro
        self.assertIn("which serial number", wizard.preview)
        wizard.action_apply()
        self.assertEqual(tickets.stage_id, self.stage_waiting)
        self.assertEqual(tickets.user_id, self.agent)

    def test_it_is_offered_to_its_teams(self):
        far = self._create_team("Far", self.head)
        macro = self._create_macro(team_ids=[Command.set(far.ids)])
        with self.assertRaisesRegex(UserError, "not meant for"):
            self._apply(macro)
        self.assertNotIn(macro, macro._find_for(self.ticket))

    def test_macros_of_another_company_are_not_offered(self):
        macro = self._create_macro(company_id=self.company_b.id)
        self.assertNotIn(macro, macro._find_for(self.ticket))

    def test_whose_ticket_it_is_not_uses_none(self):
        self.ticket.user_id = self.colleague
        with self.assertRaises(AccessError):
            self._apply(self._create_macro(priority="3"))

    def test_an_answer_does_not_compute(self):
        for body in (
            '<p t-out="object.env.user.password"/>',
            '<t t-foreach="object.message_ids" t-as="m"><t t-out="m"/></t>',
        ):
            with self.assertRaisesRegex(ValidationError, "does not compute"):
                self._create_macro(body=body)

    def test_a_translation_does_not_compute_either(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.contact.lang = "zh_CN"
        macro = self._create_macro(body=HELLO)
        self.env.cr.execute(
            "UPDATE crm_service_macro SET body = body || %s::jsonb WHERE id = %s",
            ['{"zh_CN": "<p><t t-out=\\"object.env.user.login\\"/></p>"}', macro.id],
        )
        macro.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "does not compute|不能计算"):
            macro._render_answer(self.ticket)

    def test_a_complaint_is_not_closed_without_its_cause_by_a_macro_either(self):
        self.ticket.kind = "complaint"
        with self.assertRaisesRegex(UserError, "root cause"):
            self._apply(self._create_macro(stage_id=self.stage_solved.id))

    def test_an_answer_and_solved_in_one_counts_as_a_response(self):
        sla = self.env["crm.service.sla"]
        sla.search([]).active = False
        sla.create({"name": "Answer", "hours": 4, "around_the_clock": True})
        with freeze_time(MONDAY):
            ticket = self._create_ticket(user_id=self.agent.id)
            self._apply(self._create_macro(body=HELLO, stage_id=self.stage_solved.id), ticket)
        with freeze_time("2026-03-02 02:02:00"):
            self._post_held()
        self.assertEqual(ticket.clock_ids.state, "met")
        self.assertTrue(ticket.is_closed)

    def test_agents_do_not_write_macros(self):
        with self.assertRaises(AccessError):
            self.env["crm.service.macro"].with_user(self.agent).create({"name": "Mine"})
