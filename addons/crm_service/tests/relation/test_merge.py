from email.message import EmailMessage

from freezegun import freeze_time

from odoo.tests import tagged

from ...tools.sla import merge_logs, replay
from .common import AFTERNOON, MORNING, NOON, RelationCommon


@tagged("post_install", "-at_install")
class TestMerge(RelationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.loser = cls._create_at(MORNING, "Pump leaks again", description="<p>Oil below</p>")
        cls.survivor = cls._create_at(NOON)

    def _merge(self):
        with freeze_time(AFTERNOON):
            return self.survivor.with_user(self.agent)._merge(self.loser.with_user(self.agent))

    def test_all_that_points_at_the_loser_goes_along(self):
        self._fill(self.loser)
        message = self.loser.message_ids.filtered(lambda each: each.message_type == "email")
        lead = self.env["crm.lead"].search([("crm_ticket_id", "=", self.loser.id)])
        self._merge()
        self.assertIn(message, self.survivor.message_ids)
        self.assertEqual(message.attachment_ids.res_id, self.survivor.id)
        self.assertIn(self.customer, self.survivor.message_partner_ids)
        self.assertEqual(len(self.survivor.activity_ids), 1)
        self.assertEqual(self.survivor.time_spent, 1.5)
        self.assertEqual(self.loser.time_spent, 0)
        self.assertEqual(self.survivor.crm_request_count, 1)
        self.assertEqual(self.survivor.rating_ids.res_id, self.survivor.id)
        self.assertEqual(lead.crm_ticket_id, self.survivor)
        scheduled = self.env["mail.scheduled.message"].search(
            [("model", "=", "crm.service.ticket"), ("res_id", "=", self.survivor.id)]
        )
        self.assertEqual(scheduled.mapped("body"), ["<span>Later</span>"])

    def test_the_loser_is_archived_and_leads_to_the_survivor(self):
        self._merge()
        self.assertFalse(self.loser.active)
        self.assertEqual(self.loser.merged_into_id, self.survivor)
        self.assertEqual(self.loser._get_survivor(), self.survivor)
        self.assertIn(self.survivor.number, self.loser.display_name)

    def test_the_old_number_finds_the_survivor(self):
        self._merge()
        tickets = self.env["crm.service.ticket"].with_user(self.agent)
        found = tickets.name_search(self.loser.number)
        self.assertEqual([each[0] for each in found], self.survivor.ids)
        self.assertEqual(
            tickets.search([("display_name", "ilike", self.loser.number)]), self.survivor
        )

    def test_what_the_loser_described_stands_on_the_survivor(self):
        self._merge()
        notes = "".join(self.survivor.message_ids.mapped("body"))
        self.assertIn("Oil below", notes)
        self.assertIn(self.loser.number, notes)

    def test_one_case_began_with_the_first_word(self):
        with freeze_time(NOON):
            self.loser.with_user(self.agent)._answer("We come")
        self._merge()
        self.assertEqual(str(self.survivor.date_opened), MORNING)
        self.assertEqual(str(self.survivor.date_first_response), NOON)

    def test_clocks_equal_the_replay_of_both_logs(self):
        """Created at 10:00, answered at 12:00: two hours of four."""
        with freeze_time(NOON):
            self.loser.with_user(self.agent)._answer("We come")
        own = self.survivor.clock_ids
        logs = [ticket._get_log(own.sla_id) for ticket in (self.survivor, self.loser)]
        self._merge()
        clock = self.survivor.clock_ids
        self.assertEqual(clock.state, "met")
        self.assertEqual(clock.elapsed, 2 * 3600)
        merged = merge_logs(*logs)
        with freeze_time(AFTERNOON):
            shown = replay(
                merged,
                self.sla._to_policy(),
                clock._compile(merged),
                max(entry.moment for entry in merged),
            )
        self.assertEqual(
            (clock.state, clock.started_at, clock.deadline, clock.reached_at),
            (shown.state, shown.started_at, shown.deadline, shown.reached_at),
        )

    def test_the_loser_never_escalates(self):
        self._merge()
        self.assertEqual(self.loser.clock_ids.state, "ended")
        self.assertFalse(self.loser.clock_ids.next_at)
        with freeze_time("2026-03-09 02:00:00"), self.enter_registry_test_mode():
            self.env.ref("crm_service.sla_cron_sweep").method_direct_trigger()
        clocks = self.env["crm.service.escalation"].search([]).clock_id
        self.assertNotIn(self.loser, clocks.ticket_id)
        self.assertIn(self.survivor, clocks.ticket_id)

    def test_a_mail_that_answers_the_loser_comes_to_the_survivor(self):
        with freeze_time(NOON):
            answer = self.loser.with_user(self.agent)._answer("We come")
        self._merge()
        self._receive(answer.message_id, "Thank you, merged")
        self.assertIn("Thank you, merged", "".join(self.survivor.message_ids.mapped("body")))

    def test_a_mail_that_answers_what_stayed_comes_to_the_survivor(self):
        """The note of its creation stays with the loser, and somebody may answer that."""
        created = self.loser._message_log(body="Ticket created")
        self._merge()
        self.assertEqual(created.res_id, self.loser.id)
        self._receive(created.message_id, "Thanks for nothing")
        self.assertIn("Thanks for nothing", "".join(self.survivor.message_ids.mapped("body")))

    def _receive(self, reference, body):
        mail = EmailMessage()
        mail["From"] = self.contact.email
        mail["To"] = "service@qiming.example.com"
        mail["Subject"] = "Re: Pump"
        mail["Message-ID"] = f"<{abs(hash(body))}@acme.example.com>"
        mail["In-Reply-To"] = mail["References"] = reference
        mail.set_content(body)
        self.env["mail.thread"].message_process("crm.service.ticket", mail.as_bytes())

    def test_what_was_merged_into_the_loser_goes_along(self):
        first = self._create_at(MORNING, "First")
        with freeze_time(AFTERNOON):
            self.loser._merge(first)
        self._merge()
        self.assertEqual(first._get_survivor(), self.survivor)
        self.assertEqual(self.survivor.merged_ids, first | self.loser)
        found = self.env["crm.service.ticket"].name_search(first.number)
        self.assertEqual([each[0] for each in found], self.survivor.ids)
        with freeze_time(AFTERNOON):
            self.survivor.merge_ids.action_undo()
        self.assertEqual(first._get_survivor(), self.loser)

    def test_children_go_to_the_survivor_or_to_its_parent(self):
        child = self._create_ticket(parent_id=self.loser.id)
        self.survivor.parent_id = self.loser
        self._merge()
        self.assertEqual(child.parent_id, self.survivor)
        self.assertFalse(self.survivor.parent_id)

    def test_the_dialog_says_what_moves_and_merges(self):
        self._fill(self.loser)
        action = (self.loser | self.survivor).with_user(self.agent).action_merge()
        wizard = self._open_dialog(action, self.agent)
        self.assertEqual(wizard.survivor_id, self.loser)
        wizard.survivor_id = self.survivor
        self.assertIn(self.loser.number, wizard.preview)
        self.assertFalse(wizard.is_of_others)
        wizard.action_merge()
        self.assertEqual(self.loser.merged_into_id, self.survivor)
