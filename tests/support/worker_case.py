"""Real workers on a database of their own, ended by SIGKILL when a test says so."""

import atexit
import os
import time

from odoo.tests import BaseCase

from tests import database
from tests.support.worker import WorkerNest

OTHERS = """
SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
GATE = 4711  #: advisory lock that workers may pass before they begin, see ``_work_twice``


class WorkerCase(BaseCase):
    """A database of its own, and workers: scripts with an ``env`` that print READY.

    All classes use the same name for it, one after the other, so that one nest serves them all.
    """

    script = ""  #: what a worker does
    nests = []  #: what workers are forked from: at most one

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.name = f"{database.host_template()}_workers_{os.getpid()}"
        cls.addClassCleanup(database.drop, cls.name)
        source = os.environ.get("CRM_SUITE_TEMPLATE")
        database.clone(source or database.host_template(), cls.name)
        if not source:
            database.install(cls.name)
        cls._query("UPDATE ir_cron SET active = false")

    @classmethod
    def _query(cls, statement):
        return database.query(cls.name, statement)

    @classmethod
    def _shell(cls, script):
        """Run ``script`` to its end.

        :raise DatabaseError: it failed, or complained
        """
        with cls._fork(script) as worker:
            said = worker.read()
        bad = [line for line in said.splitlines() if database.is_complaint(line)]
        if bad or not said.endswith("ENDED\n"):
            raise database.DatabaseError("\n".join(bad) or said)

    @classmethod
    def _fork(cls, script):
        if not cls.nests:
            cls.nests.append(WorkerNest(cls.name))
            atexit.register(cls.nests[0].close)
        return cls.nests[0].start(script)

    @classmethod
    def _start_worker(cls):
        return cls._fork(cls.script)

    def _work(self, kill_after=None):
        """Let a worker run; ``kill_after`` its start of work end it with SIGKILL.

        :return: whether it came to its end
        """
        with self._start_worker() as worker:
            worker.wait_for("READY")
            if kill_after is None:
                self.assertTrue(worker.wait())
                return True
            ended = worker.wait(kill_after)
            if not ended:
                worker.kill()
                self._wait_for_rollback()
            return ended

    def _wait_for_rollback(self):
        """The server notices late that nobody listens, and keeps the locks until then."""
        while self._query(OTHERS):
            time.sleep(0.02)

    def _work_twice(self):
        """Let two workers begin at the same moment, and a third one do what they left."""
        with database.connect(self.name).cursor() as gate:
            gate.execute(f"SELECT pg_advisory_lock({GATE})")
            workers = [self._start_worker(), self._start_worker()]
            for worker in workers:
                worker.wait_for("READY")
            gate.execute(f"SELECT pg_advisory_unlock({GATE})")
            for worker in workers:
                with worker:
                    self.assertIn("DONE", worker.wait_for("DONE"))
            gate.connection.close()
        self._work()
