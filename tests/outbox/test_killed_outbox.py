"""Sender and receiver ended at seeded moments: nothing is lost, a double has the same id."""

import random
import time
from collections import Counter
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.crm_customer.tests.outbox.receiver import Receiver
from odoo.addons.crm_customer.tools.outbox import signature

from tests.support.worker_case import WorkerCase

HERE = Path(__file__).parent
EVENTS, KILLS, SEED = 200, 10, 20260103
SECRET = "example-secret-of-32-characters!!"
RESTORE = """
DELETE FROM crm_outbox_delivery;
UPDATE crm_outbox_event SET position = NULL
"""
#: time passes: what waits for its next attempt is due
PASS_TIME = """
UPDATE crm_outbox_delivery SET date_next = create_date WHERE state IN ('waiting', 'failed');
UPDATE crm_outbox_endpoint SET date_retry = NULL
"""
EVENT_IDS = "SELECT uuid FROM crm_outbox_event ORDER BY 1"
STATES = "SELECT state, count(*) FROM crm_outbox_delivery GROUP BY 1 ORDER BY 1"
DOUBLES = """
SELECT event_id, endpoint_id FROM crm_outbox_delivery GROUP BY 1, 2 HAVING count(*) > 1
"""


@tagged("post_install", "-at_install")
class TestKilledOutbox(WorkerCase):
    script = HERE.joinpath("outbox_worker.py").read_text(encoding="utf-8")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receiver = Receiver()
        cls.addClassCleanup(cls.receiver.stop)
        prepare = HERE.joinpath("outbox_prepare.py").read_text(encoding="utf-8")
        cls._shell(f"PORT, EVENTS = {cls.receiver.port}, {EVENTS}\n" + prepare)

    def setUp(self):
        super().setUp()
        self._query(RESTORE)
        self.receiver.requests.clear()
        if not self.receiver.server:
            self.receiver.start()
        self.ids = [row[0] for row in self._query(EVENT_IDS)]
        self.assertEqual(len(self.ids), EVENTS)

    def _received(self):
        return Counter(
            headers["X-CRM-Event-Id"] for _path, headers, _body in self.receiver.requests
        )

    def _assert_all_arrived(self):
        self.assertEqual(sorted(self._received()), self.ids)
        self.assertEqual(self._query(STATES), [("sent", len(self.ids))])
        self.assertEqual(self._query(DOUBLES), [])
        for _path, headers, body in self.receiver.requests:
            header = headers["X-CRM-Signature"]
            self.assertTrue(signature.verify(SECRET, header, body, time.time(), window=3600))

    def test_killed_senders_lose_nothing(self):
        self._wait_and_kill_none()
        seconds = self.seconds
        self._query(RESTORE)
        self.receiver.requests.clear()
        dice = random.Random(SEED)
        kills = progress = 0
        for _kill in range(KILLS):
            before = len(self.receiver.requests)
            kills += not self._work(dice.uniform(0.02, 2 * seconds / KILLS))
            progress += len(self.receiver.requests) > before
        self.assertGreaterEqual(kills, KILLS // 2)
        self.assertGreaterEqual(progress, 1)
        self._work()
        self._assert_all_arrived()
        doubles = sum(self._received().values()) - len(self.ids)
        self.assertLessEqual(doubles, kills, "no more than what each had under way")

    def _wait_and_kill_none(self):
        with self._start_worker() as worker:
            self._wait_for(worker, "READY")
            start = time.monotonic()
            self.assertIn("DONE", self._wait_for(worker, "DONE"))
            self.seconds = time.monotonic() - start
        self._assert_all_arrived()
        self.assertEqual(len(self.receiver.requests), len(self.ids))

    def test_a_receiver_killed_and_restarted_loses_nothing(self):
        """It dies ten times: before it takes a message, or having taken it without an answer."""
        dice = random.Random(SEED)
        for _death in range(KILLS):
            takes = dice.randrange(1, EVENTS // KILLS)
            self.receiver.answers = [200] * takes + [self._die]
            self._work()
            self.assertIsNone(self.receiver.server)
            self.receiver.start()
            self._query(PASS_TIME)
        self.receiver.answers = []
        self._work()
        self._assert_all_arrived()
        self.assertLessEqual(sum(self._received().values()) - len(self.ids), KILLS)

    def _die(self, handler):
        handler.connection.close()
        self.receiver.stop()
