"""A worker ended by SIGKILL at seeded moments: no row is lost, none is doubled."""

import functools
import os
import random
import tempfile
import time
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.crm_customer.models.import_.crm_customer_import_run import LOCK_LONG_WORK

from tests import database
from tests.support.customer_file import make_customer_rows, write_csv
from tests.support.worker_case import WorkerCase

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

STAGE = """
SELECT state, task, phase, created_count FROM crm_customer_import WHERE name = 'twice'
"""


@tagged("post_install", "-at_install")
class TestKilledWorker(WorkerCase):
    script = Path(__file__).with_name("worker.py").read_text(encoding="utf-8")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        handle, cls.path = tempfile.mkstemp(suffix=".csv")
        os.close(handle)
        cls.addClassCleanup(os.unlink, cls.path)
        write_csv(cls.path, make_customer_rows(ROWS))

    def _begin(self, name):
        """Upload the file as a new import; return the id of the last partner before it."""
        last = self._query("SELECT max(id) FROM res_partner")[0][0]
        self._shell(CREATE.format(name=name, path=self.path))
        return last

    def _run(self, name, phases):
        """Import the file and undo it; return what became of it.

        :param phases: what is done with the work of each of checking, loading and undoing
        """
        last = self._begin(name)
        phases[0]()
        self._shell(STEP.format(name=name, method="action_load"))
        phases[1]()
        state = self._query(
            f"SELECT state, created_count, failed_count FROM crm_customer_import"
            f" WHERE name = '{name}'"
        )[0]
        outcome = (state, self._query(PARTNERS.format(last=last))[0])
        self._shell(STEP.format(name=name, method="action_undo"))
        phases[2]()
        left = self._query(f"SELECT count(*) FROM res_partner WHERE id > {last}")[0][0]
        return outcome, left

    def _time(self, seconds):
        start = time.monotonic()
        self._work()
        seconds.append(time.monotonic() - start)

    def _kill(self, dice, seconds):
        """Kill workers within what the phase took undisturbed, then let one end it."""
        for _kill in range(KILLS):
            self.kills += not self._work(dice.uniform(0.02, seconds / KILLS))
        self._work()

    def test_killed_workers_lose_and_double_nothing(self):
        seconds = []
        calm, left = self._run("calm", [lambda: self._time(seconds)] * 3)
        self.assertEqual(calm[0][0], "loaded")
        self.assertGreater(calm[1][0], ROWS)
        self.assertEqual(left, 0)
        dice, self.kills = random.Random(SEED), 0
        phases = [functools.partial(self._kill, dice, phase) for phase in seconds]
        stormy, left = self._run("stormy", phases)
        # of thirty, each phase is to be met; the machine may have become three times as fast
        self.assertGreaterEqual(self.kills, KILLS)
        self.assertEqual(stormy, calm)
        self.assertEqual(left, 0)

    def test_a_worker_steps_back_before_another_one_and_two_at_once_double_nothing(self):
        last = self._begin("twice")
        connection = database.connect(self.name)
        self.addCleanup(connection.close)
        connection.autocommit = False
        with connection.cursor() as other:  # a worker in the middle of a batch
            other.execute(
                "SELECT pg_try_advisory_xact_lock(%s, company_id) FROM crm_customer_import"
                " WHERE name = 'twice'",
                (LOCK_LONG_WORK,),
            )
            self._work()
            self.assertEqual(self._query(STAGE), [("mapped", "check", "profile", 0)])
            connection.rollback()
        self._work_twice()
        self.assertEqual(self._query(STAGE), [("checked", None, None, 0)])
        self._shell(STEP.format(name="twice", method="action_load"))
        self._work_twice()
        ((count, _sum),) = self._query(PARTNERS.format(last=last))
        self.assertEqual(self._query(STAGE), [("loaded", None, None, count)])
        self._shell(STEP.format(name="twice", method="action_undo"))
        self._work_twice()
        self.assertEqual(self._query(PARTNERS.format(last=last))[0][0], 0)
