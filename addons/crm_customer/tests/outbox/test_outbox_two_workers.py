import threading
import time

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.outbox.crm_outbox_endpoint_send import PRIVATE_PARAMETER
from ..two_workers import TwoWorkersCase
from .common import SECRET
from .receiver import Receiver


@tagged("post_install", "-at_install")
class TestOutboxTwoWorkers(TwoWorkersCase):
    """Real transactions: what commits late is not missed, what is under way not sent twice."""

    NAME = "Two senders"

    def _prepare(self, env):
        self.receiver = Receiver()
        self.addCleanup(self.receiver.stop)
        self.demo = env["crm.outbox.endpoint"].search([])
        self.demo.active = False
        env["ir.config_parameter"].set_param(PRIVATE_PARAMETER, "True")
        env["crm.outbox.delivery"].search([("state", "in", ("waiting", "failed"))]).unlink()
        self.others = env["res.partner"].create(
            [{"name": f"{self.NAME} {n}", "crm_code": f"TWO-{n}"} for n in range(3)]
        )
        env.cr.commit()
        self.endpoint = env["crm.outbox.endpoint"].create(
            {
                "name": self.NAME,
                "url": self.receiver.url,
                "secret": SECRET,
                "subscription_ids": [Command.create({"model": "res.partner"})],
            }
        )

    def _remove_own(self, env):
        ids = self.others.ids
        self.endpoint.unlink()
        self.others.message_ids.unlink()
        self.others.unlink()
        env.cr.flush()
        env["crm.outbox.event"].search([("res_id", "in", [*ids, self.customer.id])]).unlink()
        self.demo.active = True
        env["ir.config_parameter"].set_param(PRIVATE_PARAMETER, False)

    def _write(self, env, number, city):
        env["res.partner"].browse(self.others[number].id).city = city
        env.cr.flush()

    def _since(self, cursor):
        env = self._open()
        feed = env["crm.outbox.event"]
        answer = feed.changes_since(cursor, limit=5000)
        while answer["more"]:
            page = feed.changes_since(answer["cursor"], limit=5000)
            answer = page | {"changes": answer["changes"] + page["changes"]}
        env.cr.commit()
        return answer

    def test_a_lower_id_that_commits_later_is_not_missed(self):
        cursor = self._since(0)["cursor"]
        early, late = self._open(), self._open()
        self._write(early, 0, "Early")
        self._write(late, 1, "Late")
        late.cr.commit()  # with the higher id
        answer = self._since(cursor)
        self.assertEqual([change["res_id"] for change in answer["changes"]], [self.others[1].id])
        early.cr.commit()
        answer = self._since(answer["cursor"])
        self.assertEqual([change["res_id"] for change in answer["changes"]], [self.others[0].id])
        self.assertFalse(self._since(answer["cursor"])["changes"])

    def test_a_reader_never_passes_positions_that_are_not_committed(self):
        cursor = self._since(0)["cursor"]
        writer, spreader = self._open(), self._open()
        self._write(writer, 0, "First")
        writer.cr.commit()
        self.assertTrue(spreader["crm.outbox.event"]._spread())  # holds its positions back
        self._write(writer, 1, "Second")
        writer.cr.commit()
        answer = self._since(cursor)
        self.assertEqual((answer["changes"], answer["cursor"]), ([], cursor))
        spreader.cr.commit()
        ids = [change["res_id"] for change in self._since(cursor)["changes"]]
        self.assertEqual(ids, [self.others[0].id, self.others[1].id])

    def test_what_is_under_way_is_not_sent_by_another(self):
        writer = self._open()
        for number in range(3):
            self._write(writer, number, f"Place {number}")
        writer.cr.commit()
        held = threading.Event()

        def hold(handler):
            held.wait(10)
            handler.send_response(200)
            handler.end_headers()

        self.receiver.answers = [hold]
        first, second = self._open(), self._open()
        worker = threading.Thread(target=first["crm.outbox.delivery"]._cron_send)
        worker.start()
        while not self.receiver.requests:
            time.sleep(0.02)
        second["crm.outbox.delivery"]._cron_send()  # while the first waits for its answer
        held.set()
        worker.join(30)
        ids = [headers["X-CRM-Event-Id"] for _path, headers, _body in self.receiver.requests]
        self.assertEqual(len(ids), 3)
        self.assertEqual(len(set(ids)), 3)

    @mute_logger("odoo.sql_db")
    def test_many_workers_at_once_send_everything_once(self):
        writer = self._open()
        for number in range(30):
            self._write(writer, number % 3, f"Place {number}")
            writer.cr.commit()
        workers = [
            threading.Thread(target=self._open()["crm.outbox.delivery"]._cron_send)
            for _worker in range(4)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        self._open()["crm.outbox.delivery"]._cron_send()
        ids = [headers["X-CRM-Event-Id"] for _path, headers, _body in self.receiver.requests]
        self.assertEqual(len(set(ids)), 30)
        self.assertEqual(len(ids), 30)
