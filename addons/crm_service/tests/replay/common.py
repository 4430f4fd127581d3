from freezegun import freeze_time

from odoo.fields import Command

from ..sla.test_sla_models import SlaCommon


class ReplayCommon(SlaCommon):
    """Tickets of March 2026, replayed on 31 March."""

    NOW = "2026-03-31 12:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.service.sla"].search(
            [("id", "not in", (cls.response | cls.resolution).ids)]
        ).active = False

    def _make_replay(self, slas=None, **values):
        """Return a replay of March; ``slas``: ``{policy: what is changed}``."""
        with freeze_time(self.NOW):
            replay = self.env["crm.service.replay"].create(
                {"date_from": "2026-03-01", "date_to": "2026-03-31", "team_ids": self.team.ids}
                | values
            )
        for sla, changes in (slas or {}).items():
            replay.policy_ids.filtered(lambda line, sla=sla: line.sla_id == sla).write(changes)
        return replay

    def _replay(self, slas=None, **values):
        replay = self._make_replay(slas, **values)
        with freeze_time(self.NOW):
            replay.policy_ids._get_clocks()._refresh()
            replay.action_replay()
        return replay

    def _total(self, replay, sla):
        return replay.figure_ids.filtered(lambda one: one.sla_id == sla and not one.month)

    def _answered(self, opened, answered, **values):
        ticket = self._open(opened, **values)
        with freeze_time(answered):
            self._answer(ticket)
        return ticket

    def _always(self):
        return self.env["resource.calendar"].create(
            {
                "name": "Always",
                "tz": "UTC",
                "attendance_ids": [
                    Command.create(
                        {
                            "name": "Day",
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
