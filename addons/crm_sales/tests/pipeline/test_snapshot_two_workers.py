from datetime import timedelta

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestSnapshotTwoWorkers(TransactionCase):
    """Two real transactions on the pipeline of one company; nothing is committed."""

    def _open(self):
        cursor = db_connect(self.env.cr.dbname).cursor()
        self.addCleanup(cursor.close)
        self.addCleanup(cursor.rollback)
        env = api.Environment(cursor, SUPERUSER_ID, {})
        return env["crm.sales.pipeline.day"], env.ref("base.main_company")

    def test_the_second_worker_leaves_the_day_alone(self):
        (first, company), (second, same) = self._open(), self._open()
        day = company._crm_today() + timedelta(days=400)
        self.assertTrue(first._take(company, day))
        self.assertFalse(second._take(same, day))
        self.assertFalse(second.search([("date", "=", day)]))

    def test_another_company_is_taken_meanwhile(self):
        (first, company), (second, _same) = self._open(), self._open()
        day = company._crm_today() + timedelta(days=400)
        first._take(company, day)
        other = second.env["res.company"].search([("id", "!=", company.id)], limit=1)
        self.assertTrue(second._take(other, day))
