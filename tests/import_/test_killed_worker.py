"""A worker ended by SIGKILL at seeded moments: no row is lost, none is doubled."""

import contextlib
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from odoo.tests import BaseCase, tagged

from tests import database
from tests.support.customer_file import make_customer_rows, write_csv

WORKER = Path(__file__).with_name("worker.py").read_text(encoding="utf-8")
ROWS, KILLS, SEED = 600, 10, 20260101
CREATE = """
env = env(user=env.ref("base.user_admin").id)
env.company.country_id = env.ref("base.cn")
job = env["crm.customer.import"].create({{"name": {name!r}}})
type(job)._is_small = lambda self: False
with open({path!r}, "rb") as file:
    job._take_file(file, "customers.csv")
job.action_check()
env.cr.commit()
"""
STEP = """
env = env(user=env.ref("base.user_admin").id)
job = env["crm.customer.import"].search([("name", "=", {name!r})])
type(job)._is_small = lambda self: False
job.{method}()
env.cr.commit()
"""
#: what must not depend on kills: the records, whatever their ids and times
PARTNERS = """
SELECT count(*), md5(string_agg(line, E'\\n' ORDER BY line COLLATE "C"))
  FROM (SELECT concat_ws('|', p.name, c.name, p.phone, p.email, p.vat, p.street, p.city,
                         p.is_company, p.function) AS line
          FROM res_partner p LEFT JOIN res_partner c ON c.id = p.parent_id
         WHERE p.id > {last}) lines
"""


@tagged("post_install", "-at_install")
class TestKilledWorker(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.name = f"{database.host_template()}_kill_{os.getpid()}"
        cls.addClassCleanup(database.drop, cls.name)
        source = os.environ.get("CRM_SUITE_TEMPLATE")
        database.clone(source or database.host_template(), cls.name)
        if not source:
            database.install(cls.name)
        handle, cls.path = tempfile.mkstemp(suffix=".csv")
        os.close(handle)
        cls.addClassCleanup(os.unlink, cls.path)
        write_csv(cls.path, make_customer_rows(ROWS))
        database.query(cls.name, "UPDATE ir_cron SET active = false")

    def _query(self, statement):
        return database.query(self.name, statement)

    def _shell(self, script):
        database.odoo(self.name, "shell", stdin=script, check=False)

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
        worker.stdin.write(WORKER)
        worker.stdin.close()
        return worker

    def _work(self, kill_after=None):
        """Let a worker run; ``kill_after`` its start of work end it with SIGKILL.

        :return: whether it came to its end
        """
        with self._start_worker() as worker:
            line = worker.stdout.readline()
            while line and "READY" not in line:
                line = worker.stdout.readline()
            if kill_after is None:
                worker.wait(timeout=900)
                return True
            with contextlib.suppress(subprocess.TimeoutExpired):
                worker.wait(timeout=kill_after)
                return True
            worker.kill()
            return False

    def _run(self, name, moments):
        """Import the file; return what became of it, and how many workers were killed."""
        last = self._query("SELECT max(id) FROM res_partner")[0][0]
        self._shell(CREATE.format(name=name, path=self.path))
        kills = 0
        for step in (None, "action_load"):
            if step:
                self._shell(STEP.format(name=name, method=step))
            while moments and not self._work(moments.pop()):
                kills += 1
                if kills == KILLS // 2 and not step:
                    break
            self._work()
        state = self._query(
            f"SELECT state, created_count, failed_count FROM crm_customer_import"
            f" WHERE name = '{name}'"
        )[0]
        outcome = (state, self._query(PARTNERS.format(last=last))[0])
        self._shell(STEP.format(name=name, method="action_undo"))
        while moments and not self._work(moments.pop()):
            kills += 1
        self._work()
        left = self._query(f"SELECT count(*) FROM res_partner WHERE id > {last}")[0][0]
        return outcome, left, kills

    def test_killed_workers_lose_and_double_nothing(self):
        calm, left, _kills = self._run("calm", [])
        self.assertEqual(calm[0][0], "loaded")
        self.assertGreater(calm[1][0], ROWS)
        self.assertEqual(left, 0)
        dice = random.Random(SEED)
        moments = [dice.uniform(0.05, 1.5) for _kill in range(KILLS)]
        stormy, left, kills = self._run("stormy", moments)
        self.assertGreaterEqual(kills, KILLS // 2)
        self.assertEqual(stormy, calm)
        self.assertEqual(left, 0)
