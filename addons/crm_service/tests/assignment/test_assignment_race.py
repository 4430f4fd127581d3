from psycopg2.errors import SerializationFailure

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer.tests.two_workers import TwoWorkersCase


@tagged("post_install", "-at_install")
class TestAssignmentRace(TwoWorkersCase):
    """Two transactions at once: a ticket is assigned once, and nobody gets too much."""

    NAME = "Assignment workers"

    def _prepare(self, env):
        self.owner.group_ids |= env.ref("crm_service.group_service_own")
        calendar = env["resource.calendar"].create(
            {
                "name": self.NAME,
                "tz": "UTC",
                "attendance_ids": [
                    Command.create(
                        {
                            "name": "Always",
                            "dayofweek": str(day),
                            "hour_from": 0,
                            "hour_to": 24,
                            "day_period": "morning",
                        }
                    )
                    for day in range(7)
                ],
            }
        )
        self.colleague = env["res.users"].create({"name": "Second", "login": "assignment_second"})
        self.team = env["crm.service.team"].create(
            {
                "name": self.NAME,
                "user_id": False,
                "member_ids": [Command.set((self.owner | self.colleague).ids)],
                "resource_calendar_id": calendar.id,
            }
        )
        self.tickets = env["crm.service.ticket"].create(
            [{"name": f"Race {number}", "team_id": self.team.id} for number in range(4)]
        )
        self.team.write({"assignment_method": "round_robin", "capacity": 3})

    def _remove_own(self, env):
        tickets = env["crm.service.ticket"].search([("team_id", "=", self.team.id)])
        tickets.message_ids.unlink()
        tickets.unlink()
        calendar, partner = self.team.resource_calendar_id, self.colleague.partner_id
        self.team.message_ids.unlink()
        self.team.unlink()
        calendar.unlink()
        self.colleague.unlink()
        partner.unlink()

    def _of(self, env):
        return env["crm.service.team"].browse(self.team.id)

    def _lines(self):
        env = self.team.env
        env.cr.rollback()
        env.invalidate_all()
        return env["crm.service.assignment"].search([("team_id", "=", self.team.id)])

    def test_while_one_decides_the_other_leaves_it_alone(self):
        first, second = self._open(), self._open()
        for env in (first, second):
            self._of(env).mapped("name")  # both have begun
        tickets = self.tickets.ids
        self.assertEqual(self._of(first)._assign(first["crm.service.ticket"].browse(tickets)), 4)
        ours = second["crm.service.ticket"].browse(tickets)
        self.assertIsNone(self._of(second)._assign(ours), "one is at it")
        first.cr.commit()
        with mute_logger("odoo.sql_db"):
            self.assertIsNone(self._of(second)._assign(ours), "what it sees is old")
        second.cr.commit()
        lines = self._lines()
        self.assertEqual(len(lines), 4)
        self.assertEqual(len(lines.ticket_id), 4)

    def test_two_new_tickets_at_once_do_not_exceed_the_capacity(self):
        self.team.capacity = 1
        self.tickets.unlink()
        self.team.env.cr.commit()
        first, second = self._open(), self._open()
        for env in (first, second):
            self._of(env).member_line_ids.mapped("turn")
        values = {"name": "New", "team_id": self.team.id}
        one = first["crm.service.ticket"].create(values)
        other = second["crm.service.ticket"].create(values)
        self.assertTrue(one.user_id)
        self.assertFalse(other.user_id, "the second is left to the job, not refused")
        first.cr.commit()
        second.cr.commit()
        third = self._open()
        self._of(third)._assign_waiting(lambda assigned: True)
        third.cr.commit()
        lines = self._lines()
        self.assertEqual(len(lines.user_id), 2, "one each")

    def test_a_ticket_that_somebody_takes_at_the_same_time_is_left_alone(self):
        first, second = self._open(), self._open()
        for env in (first, second):
            env["crm.service.ticket"].browse(self.tickets.ids).mapped("user_id")
        taken = first["crm.service.ticket"].with_user(self.owner.id).browse(self.tickets[0].id)
        taken.action_take()
        first.flush_all()
        ours = second["crm.service.ticket"].browse(self.tickets.ids)
        self.assertEqual(self._of(second)._assign(ours), 3)
        first.cr.commit()
        second.cr.commit()
        lines = self._lines()
        self.assertEqual(len(lines), 4)
        self.assertEqual(len(lines.ticket_id), 4)

    def test_two_people_who_ask_for_the_next_one_get_different_ones(self):
        first, second = self._open(), self._open()
        found = []
        for env, user in ((first, self.owner), (second, self.colleague)):
            user_env = env["crm.service.ticket"].with_user(user.id).sudo()
            user_env.env["crm.service.ticket"].search_count([])
            found.append(user_env._take_next(user_env.env["crm.service.team"].browse(self.team.id)))
            user_env.env.flush_all()
        first.cr.commit()
        second.cr.commit()
        self.assertEqual(len({action["res_id"] for action in found}), 2)

    def test_who_saw_old_facts_is_asked_to_try_again(self):
        first, second = self._open(), self._open()
        tickets = second["crm.service.ticket"]
        tickets.search_count([])
        first["crm.service.ticket"].browse(self.tickets.ids).write({"user_id": self.owner.id})
        first.cr.commit()
        with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
            tickets._take_next(second["crm.service.team"].browse(self.team.id))
        second.cr.rollback()
