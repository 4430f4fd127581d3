from psycopg2.errors import ExclusionViolation

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.crm_customer.tests.two_workers import TwoWorkersCase

REFUSED = "refused"


@tagged("post_install", "-at_install")
class TestShiftRace(TwoWorkersCase):
    """Two people plan the same person at the same time."""

    NAME = "Shift workers"

    def _prepare(self, env):
        self.owner.group_ids |= env.ref("crm_service.group_service_own")
        self.team = env["crm.service.team"].create(
            {
                "name": self.NAME,
                "user_id": False,
                "member_ids": [Command.set(self.owner.ids)],
            }
        )

    def _remove_own(self, env):
        self.team.message_ids.unlink()
        self.team.unlink()

    def _plan(self, start, stop):
        def act(env):
            try:
                env["crm.service.shift"].create(
                    {
                        "team_id": self.team.id,
                        "user_id": self.owner.id,
                        "date_from": f"2026-03-02 {start}:00:00",
                        "date_to": f"2026-03-02 {stop}:00:00",
                    }
                )
            except ExclusionViolation:
                env.cr.rollback()
                return REFUSED
            return None

        return act

    def _count(self):
        env = self.team.env
        env.cr.rollback()
        env.invalidate_all()
        return env["crm.service.shift"].search_count([("team_id", "=", self.team.id)])

    def test_of_two_at_once_one_gets_the_person(self):
        outcome = self._race("crm_service_shift", self._plan("08", "12"), self._plan("11", "15"))
        self.assertEqual(outcome, REFUSED)
        self.assertEqual(self._count(), 1)

    def test_one_after_the_other_at_once_disturb_nobody(self):
        first, second = self._open(), self._open()
        for env in (first, second):
            env["crm.service.shift"].search_count([])
        self.assertIsNone(self._plan("08", "12")(first))
        first.flush_all()
        self.assertIsNone(self._plan("12", "15")(second))
        second.flush_all()
        first.cr.commit()
        second.cr.commit()
        self.assertEqual(self._count(), 2)
