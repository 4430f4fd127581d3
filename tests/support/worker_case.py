"""Real workers on a database of their own, ended by SIGKILL when a test says so."""

import contextlib
import os
import subprocess
import sys

from odoo.tests import BaseCase

from tests import database


class WorkerCase(BaseCase):
    """A database of its own, and workers: scripts in ``odoo shell`` that print READY."""

    script = ""  #: what a worker does

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

    def _start_worker(self):
        command = [sys.executable, "-m", "odoo", "shell", "--no-http"]
        command += ["-c", database.config_path(), "-d", self.name]
        worker = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        worker.stdin.write(self.script)
        worker.stdin.close()
        return worker

    def _wait_for(self, worker, word):
        """Return the next line of ``worker`` with ``word``; "" when it ends before."""
        line = worker.stdout.readline()
        while line and word not in line:
            line = worker.stdout.readline()
        return line

    def _work(self, kill_after=None):
        """Let a worker run; ``kill_after`` its start of work end it with SIGKILL.

        :return: whether it came to its end
        """
        with self._start_worker() as worker:
            self._wait_for(worker, "READY")
            if kill_after is None:
                worker.wait(timeout=900)
                return True
            with contextlib.suppress(subprocess.TimeoutExpired):
                worker.wait(timeout=kill_after)
                return True
            worker.kill()
            return False
