"""Real workers on a database of their own, ended by SIGKILL when a test says so."""

import os
import time

from odoo.tests import BaseCase

from tests import database
from tests.support.worker import WorkerNest

OTHERS = """
SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class WorkerCase(BaseCase):
    """A database of its own, and workers: scripts with an ``env`` that print READY."""

    script = ""  #: what a worker does
    nest = None  #: what workers are forked from

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.name = f"{database.host_template()}_{cls.__name__.lower()}_{os.getpid()}"
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
        database.odoo(cls.name, "shell", stdin=script)

    @classmethod
    def _start_worker(cls):
        # the first worker comes when everything is prepared
        if not cls.nest:
            cls.nest = WorkerNest(cls.name, cls.script)
            cls.addClassCleanup(cls.nest.close)
        return cls.nest.start()

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
