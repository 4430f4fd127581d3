"""Times of a ticket against the clock that counts second by second."""

from hypothesis import given, settings

from odoo.tests import BaseCase, tagged

from ...tools.figures import read_figures
from ...tools.sla import Policy
from ..sla.simulation import Simulation
from ..sla.strategies import LAST, compiled, count, logs, predicate
from ..sla.strategies import SPANS as spans

TICKET = ("stage", "stage", "response", "message", "note", "ended", "restored")


def counted(target, log, worked):
    """Return what the slow clock says, None where the target was not reached."""
    policy = Policy(target, limit=None, calendar="team")
    pairs = [(count(entry.moment), entry) for entry in log]
    clock = Simulation(pairs, policy, {"team": worked}).run(LAST)
    return clock.elapsed if clock.reached is not None else None


@tagged("post_install", "-at_install")
class TestFigures(BaseCase):
    @settings(max_examples=300, deadline=None)
    @given(log=logs(kinds=TICKET), hours=spans)
    def test_they_are_those_of_the_slow_clock(self, log, hours):
        figures = read_figures(log, {None: compiled(hours)})
        worked = predicate(hours)
        self.assertEqual(figures.first_response, counted("first_response", log, worked))
        self.assertEqual(figures.resolution, counted("resolution", log, worked))
