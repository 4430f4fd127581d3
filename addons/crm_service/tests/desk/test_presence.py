from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import DeskCommon

NOW = "2026-03-02 02:00:00"
SOON = "2026-03-02 02:00:59"
LATER = "2026-03-02 02:01:01"


@tagged("post_install", "-at_install")
class TestPresence(DeskCommon):
    def _note(self, user, moment, is_writing=False):
        with freeze_time(moment):
            return self.ticket.with_user(user).note_presence(is_writing=is_writing)

    def test_a_colleague_who_writes_is_named_for_a_minute(self):
        self.assertEqual(self._note(self.agent, NOW, is_writing=True), [])
        self.assertEqual(self._note(self.colleague, SOON), [self.agent.name])
        self.assertEqual(self._note(self.colleague, LATER), [])

    def test_who_only_looks_is_not_named(self):
        self._note(self.agent, NOW)
        self.assertEqual(self._note(self.colleague, SOON), [])

    def test_who_has_closed_the_composer_is_not_named(self):
        self._note(self.agent, NOW, is_writing=True)
        self._note(self.agent, NOW)
        self.assertEqual(self._note(self.colleague, SOON), [])

    def test_on_another_ticket_nobody_is_named(self):
        self._note(self.agent, NOW, is_writing=True)
        with freeze_time(SOON):
            other = self._create_ticket().with_user(self.colleague)
            self.assertEqual(other.note_presence(), [])

    def test_a_line_for_each_and_no_more(self):
        for _again in range(3):
            self._note(self.agent, NOW, is_writing=True)
        lines = self.env["crm.service.presence"].search([("ticket_id", "=", self.ticket.id)])
        self.assertEqual(lines.user_id, self.agent)
        self.assertEqual(len(lines), 1)

    def test_who_looks_hears_of_it_at_once(self):
        self._note(self.colleague, NOW)
        self.env.cr.precommit.run()
        before = self.env["bus.bus"].search([], order="id desc", limit=1).id
        self._note(self.agent, SOON, is_writing=True)
        self.env.cr.precommit.run()
        news = self.env["bus.bus"].search([("id", ">", before)])
        self.assertTrue(any("crm_service.presence" in line.message for line in news))

    def test_who_may_not_read_the_ticket_learns_nothing(self):
        self.ticket.team_id = self._create_team("Far", self.head)
        self.ticket.user_id = self.head
        with self.assertRaises(AccessError):
            self._note(self.colleague, NOW)

    def test_nobody_reads_the_lines(self):
        self._note(self.agent, NOW)
        for user in (self.agent, self.head):
            with self.assertRaises(AccessError):
                self.env["crm.service.presence"].with_user(user).search([])

    def test_it_costs_the_same_with_many_colleagues(self):
        self._note(self.agent, NOW, is_writing=True)
        self._note(self.colleague, NOW)
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            self._note(self.colleague, SOON)
