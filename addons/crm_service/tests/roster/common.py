from datetime import datetime

from ..assignment.common import AssignmentCommon


class RosterCommon(AssignmentCommon):
    """A team with a roster, Monday to Friday 8:00 to 17:00 UTC. 2 March 2026 is a Monday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.uses_roster = True

    def _create_shift(self, user, start, stop, **values):
        """Create a shift of March 2026; ``start`` and ``stop``: "02 08:00"."""
        defaults = {
            "team_id": self.team.id,
            "user_id": user.id,
            "date_from": f"2026-03-{start}:00",
            "date_to": f"2026-03-{stop}:00",
        }
        return self.env["crm.service.shift"].create(defaults | values)

    def _spans(self, shifts):
        return [(shift.user_id, shift.date_from, shift.date_to) for shift in shifts.sorted()]


def march(day, hour=0, minute=0):
    return datetime(2026, 3, day, hour, minute)
