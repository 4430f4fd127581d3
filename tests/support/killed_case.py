"""What workers ended by SIGKILL leave behind is what undisturbed ones make."""

import random
import time

from tests import database
from tests.support.worker_case import WorkerCase

KILLS = 10
STARTS = 50  #: of workers, to find ten that can be killed
#: nobody is told of each record that a test prepares: that costs more than all else
QUIETLY = """
env = env(context={"mail_auto_subscribe_no_notify": True, "tracking_disable": True})
"""


class KilledWorkerCase(WorkerCase):
    """Kills a worker at ten seeded moments, and compares with a run that nobody disturbed.

    ``folder`` holds ``<job>_prepare.py`` for ``odoo shell``, ``<job>_worker.py`` for a worker.
    The worker prints READY when it begins and DONE when nothing is left.
    """

    folder = None  #: the ``Path`` of the scripts
    job = ""
    seed = 0
    sizes = {}  #: names that the preparing script knows
    restore = ""  #: SQL that makes all of it undone
    outcome = ()  #: SQL of what must not depend on kills; the first one is also the progress
    halves = ""  #: SQL of what must never be there, after whichever kill: no rows

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.script = cls._text("worker")
        lines = [f"{name} = {value!r}\n" for name, value in cls._sizes().items()]
        cls._shell("".join([*lines, QUIETLY, cls._text("prepare")]))

    @classmethod
    def _text(cls, part):
        return cls.folder.joinpath(f"{cls.job}_{part}.py").read_text(encoding="utf-8")

    @classmethod
    def _sizes(cls):
        return cls.sizes

    def _restore(self):
        self._query(self.restore)

    def _get_outcome(self):
        return [self._query(statement) for statement in self.outcome]

    def _progress(self):
        return self._query(self.outcome[0])

    def _check_calm(self, before, calm):
        """See that the undisturbed run did what it should.

        :param before, calm: what ``_get_outcome`` was and is
        """

    def _do_again(self):
        """Make the work due once more, where it is not anyway."""

    def _run_calm(self):
        """Let a worker come to its end; return the seconds that it worked."""
        with self._start_worker() as worker:
            worker.wait_for("READY")
            start = time.monotonic()
            self.assertIn("DONE", worker.wait_for("DONE"))
            return time.monotonic() - start

    def _kill_workers(self, seconds, again=None):
        """Kill ten workers that share ``seconds`` of work, however fast the machine is by now.

        One that came to its end before it could be killed has its work undone by ``again``, and
        the next ones get less time. One that came to nothing gives the next ones more: beginning
        may be most of the work.
        """
        dice = random.Random(self.seed)
        limit = 2 * seconds / KILLS
        kills = progress = 0
        for _start in range(STARTS):
            before = self._progress()
            ended = self._work(dice.uniform(0.02, limit))
            moved = self._progress() != before
            kills, progress = kills + (not ended), progress + moved
            if self.halves:
                self.assertEqual(self._query(self.halves), [])
            if kills == KILLS:
                break
            if ended:
                (again or self._restore)()
            limit *= 0.6 if ended else 1 if moved else 1.5
        self.assertEqual(kills, KILLS)
        self.assertGreaterEqual(progress, 1)
        return kills

    def _check_kills(self):
        """Compare ten killed workers and one that ends it with an undisturbed one."""
        before = self._get_outcome()
        seconds = self._run_calm()
        calm = self._get_outcome()
        self._check_calm(before, calm)
        self._restore()
        self.assertEqual(self._get_outcome(), before)
        self._kill_workers(seconds)
        self._work()
        self.assertEqual(self._get_outcome(), calm)
        self._do_again()
        self._work()
        self.assertEqual(self._get_outcome(), calm, "twice changes nothing")


class ClonedWorkerCase(KilledWorkerCase):
    """Brings all back by a clone of the prepared database."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start = f"{cls.name}_start"
        cls.addClassCleanup(database.drop, cls.start)
        database.clone(cls.name, cls.start)
        cls.is_prepared = True

    def setUp(self):
        super().setUp()
        if not self.is_prepared:
            self._restore()
        type(self).is_prepared = False

    def _restore(self):
        database.clone(self.start, self.name)
