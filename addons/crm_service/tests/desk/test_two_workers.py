from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.crm_customer.tests.two_workers import STOPPED, TwoWorkersCase

BODY = "<p>Two workers answer</p>"


@tagged("post_install", "-at_install")
class TestDeskTwoWorkers(TwoWorkersCase):
    """Real transactions: an answer is sent or taken back, a warning is sent once."""

    NAME = "Two desks"

    def _prepare(self, env):
        self.owner.group_ids = [
            Command.link(env.ref("crm_service.group_service_manager").id),
        ]
        self.team = env["crm.service.team"].create(
            {"name": self.NAME, "user_id": self.owner.id, "warn_days": 1}
        )
        self.tickets = env["crm.service.ticket"].create(
            [
                {
                    "name": f"{self.NAME} {number}",
                    "partner_id": self.customer.id,
                    "team_id": self.team.id,
                    "user_id": self.owner.id,
                }
                for number in range(2)
            ]
        )
        self.macro = env["crm.service.macro"].create({"name": self.NAME, "body": BODY})

    def _remove_own(self, env):
        self.tickets.message_ids.unlink()
        env.cr.execute(
            "DELETE FROM crm_service_merge WHERE survivor_id = ANY(%s)", [self.tickets.ids]
        )
        env.cr.execute(
            "UPDATE crm_service_ticket SET merged_into_id = NULL WHERE id = ANY(%s)",
            [self.tickets.ids],
        )
        env.cr.execute("DELETE FROM crm_service_ticket WHERE id = ANY(%s)", [self.tickets.ids])
        env["mail.scheduled.message"].search(
            [("model", "=", "crm.service.ticket"), ("res_id", "in", self.tickets.ids)]
        ).unlink()
        env.invalidate_all()
        self.macro.unlink()
        env.cr.execute("DELETE FROM crm_service_team WHERE id = %s", [self.team.id])
        env.invalidate_all()

    def _ticket(self, env, number=0):
        return env["crm.service.ticket"].browse(self.tickets[number].id).with_user(self.owner.id)

    def _use(self):
        """Use the macro; the answer is due at once."""
        env = self._open()
        env["crm.service.macro"].browse(self.macro.id).with_user(self.owner.id)._apply(
            self._ticket(env)
        )
        env.flush_all()
        env.cr.execute(
            "UPDATE mail_scheduled_message SET scheduled_date = now() - interval '1 hour' "
            "WHERE model = 'crm.service.ticket' AND res_id = %s",
            [self.tickets[0].id],
        )
        env.cr.commit()

    def _send(self, env):
        env["mail.scheduled.message"].search(
            [("model", "=", "crm.service.ticket"), ("res_id", "=", self.tickets[0].id)]
        )._post_message(raise_exception=False)

    def _undo(self, env):
        return self._ticket(env).action_undo_macro()["params"]["type"]

    def _count_answers(self):
        env = self._open()
        return env["mail.message"].search_count(
            [
                ("model", "=", "crm.service.ticket"),
                ("res_id", "=", self.tickets[0].id),
                ("body", "ilike", "Two workers answer"),
            ]
        )

    def test_what_is_being_sent_is_not_taken_back(self):
        self._use()
        self.assertEqual(self._race("crm_service_ticket", self._send, self._undo), STOPPED)
        self.assertEqual(self._count_answers(), 1)
        again = self._open()
        self.assertEqual(self._undo(again), "warning")

    def test_what_is_being_taken_back_is_not_sent(self):
        self._use()
        first, second = self._open(), self._open()
        self.assertEqual(self._undo(first), "success")
        first.flush_all()
        self._send(second)
        second.cr.commit()
        first.cr.commit()
        self._send(self._open())
        self.assertEqual(self._count_answers(), 0)

    def test_two_scheduled_actions_warn_once(self):
        env = self._open()
        ticket = env["crm.service.ticket"].browse(self.tickets[0].id)
        stage = env.ref("crm_service.crm_service_stage_customer")
        env.cr.execute(
            "UPDATE crm_service_stage SET closes_itself = true WHERE id = %s", [stage.id]
        )
        env.invalidate_all()
        ticket.stage_id = stage
        ticket.date_waiting = "2026-01-05 02:00:00"
        env.flush_all()
        env.cr.commit()
        first, second = self._open(), self._open()
        first["crm.service.ticket"].browse(ticket.id)._autoclose_warn()
        first.flush_all()
        for act, domain in second["crm.service.team"].browse(self.team.id)._get_autoclose():
            second["crm.service.ticket"]._autoclose(act, domain)
        second.cr.commit()
        first.cr.commit()
        self.assertEqual(
            self._open()["mail.message"].search_count(
                [
                    ("model", "=", "crm.service.ticket"),
                    ("res_id", "=", ticket.id),
                    ("message_type", "=", "auto_comment"),
                ]
            ),
            1,
        )

    def test_two_who_merge_the_same_tickets_do_it_once(self):
        first, second = self._open(), self._open()
        self._ticket(first, 0)._merge(self._ticket(first, 1))
        first.flush_all()
        with self.assertRaisesRegex(UserError, "just now"):
            self._ticket(second, 1)._merge(self._ticket(second, 0))
        first.cr.commit()
        with self.assertRaisesRegex(UserError, "merged already"):
            again = self._open()
            self._ticket(again, 1)._merge(self._ticket(again, 0))
