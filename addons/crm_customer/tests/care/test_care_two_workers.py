import threading

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api, fields
from odoo.fields import Command
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestCareTwoWorkers(TransactionCase):
    """Two real transactions at once, on data that is really committed."""

    def setUp(self):
        super().setUp()
        self.cursors = []
        env = self._open()
        self.owner = env["res.users"].create({"name": "Two carers", "login": "two_carers"})
        self.customer = env["res.partner"].create(
            {"name": "Two carers", "is_company": False, "user_id": self.owner.id}
        )
        self.customer.action_crm_make_customer()
        self.customer._crm_set_care_date("birthday", fields.Date.today())
        self.rule = env["crm.care.rule"].create(
            {
                "name": "Two carers",
                "occasion_ids": [
                    Command.link(env.ref("crm_customer.crm_care_occasion_birthday").id)
                ],
                "domain": f"[('id', '=', {self.customer.id})]",
            }
        )
        env.cr.commit()
        self.addCleanup(self._remove)

    def _open(self):
        cursor = db_connect(self.env.cr.dbname).cursor()
        cursor.execute("SET LOCAL lock_timeout = '20s'")
        self.cursors.append(cursor)
        return api.Environment(cursor, SUPERUSER_ID, {"tracking_disable": True})

    def _remove(self):
        for cursor in self.cursors[1:]:
            cursor.rollback()
            cursor.close()
        env = self.customer.env
        env.cr.rollback()
        env.invalidate_all()
        env["crm.care.act"].search([("rule_id", "=", self.rule.id)]).unlink()
        self._activities(env).unlink()
        self.rule.unlink()
        (self.customer + self.owner.partner_id).message_ids.unlink()
        owner_partner = self.owner.partner_id
        self.owner.unlink()
        (self.customer + owner_partner).exists().unlink()
        env.cr.commit()
        env.cr.close()

    def _activities(self, env):
        return env["mail.activity"].search(
            [("res_model", "=", "res.partner"), ("res_id", "=", self.customer.id)]
        )

    def _acts(self, env):
        return env["crm.care.act"].search([("rule_id", "=", self.rule.id)])

    def test_a_second_worker_leaves_the_work_to_the_first(self):
        first, second = self._open(), self._open()
        self.assertTrue(first["crm.care.act"]._lock())
        second["crm.care.act"]._cron_care()
        self.assertFalse(self._acts(second))

    @mute_logger("odoo.sql_db")
    def test_two_at_once_plan_and_act_once(self):
        """Without the lock too: as if the first got free in the blink of an eye."""
        first, second = self._open(), self._open()
        second.cr.execute("SELECT count(*) FROM crm_care_act")  # sees nothing yet
        first["crm.care.rule"].browse(self.rule.id)._plan(limit=1)
        self._acts(first)._perform()
        first.flush_all()
        outcomes = []

        def work():
            try:
                second["crm.care.rule"].browse(self.rule.id)._plan(limit=1)
                self._acts(second)._perform()
                second.cr.commit()
                outcomes.append("done")
            except SerializationFailure:
                second.cr.rollback()
                outcomes.append("stopped")

        worker = threading.Thread(target=work)
        worker.start()
        worker.join(1)
        self.assertTrue(worker.is_alive(), "the second worker waits for the first")
        first.cr.commit()
        worker.join(30)
        self.assertEqual(outcomes, ["stopped"])
        third = self._open()
        self.assertEqual(self._acts(third).mapped("state"), ["done"])
        self.assertEqual(len(self._activities(third)), 1)
