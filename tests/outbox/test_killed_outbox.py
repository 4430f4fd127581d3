"""Sender and receiver ended at seeded moments: nothing is lost, a double has the same id."""

import random
import time
from collections import Counter
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.crm_customer.tests.outbox.receiver import Receiver
from odoo.addons.crm_customer.tools.outbox import signature

from tests.support.killed_case import KILLS, KilledWorkerCase

EVENTS = 200
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
class TestKilledOutbox(KilledWorkerCase):
    folder, job, seed = Path(__file__).parent, "outbox", 20260103
    restore, halves = RESTORE, DOUBLES

    @classmethod
    def setUpClass(cls):
        cls.receiver = Receiver()
        cls.addClassCleanup(cls.receiver.stop)
        super().setUpClass()

    @classmethod
    def _sizes(cls):
        return {"PORT": cls.receiver.port, "EVENTS": EVENTS}

    def setUp(self):
        super().setUp()
        self._restore()
        if not self.receiver.server:
            self.receiver.start()
        self.ids = [row[0] for row in self._query(EVENT_IDS)]
        self.assertEqual(len(self.ids), EVENTS)

    def _restore(self):
        super()._restore()
        self.receiver.requests.clear()

    def _progress(self):
        return len(self.receiver.requests)

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
        seconds = self._run_calm()
        self._assert_all_arrived()
        self.assertEqual(len(self.receiver.requests), len(self.ids))
        self._restore()
        kills = self._kill_workers(seconds)
        self._work()
        self._assert_all_arrived()
        doubles = sum(self._received().values()) - len(self.ids)
        self.assertLessEqual(doubles, kills, "no more than what each had under way")

    def test_a_receiver_killed_and_restarted_loses_nothing(self):
        """It dies ten times: before it takes a message, or having taken it without an answer."""
        dice = random.Random(self.seed)
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
