from threading import Thread

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

START = "2031-01-01"


@tagged("post_install", "-at_install")
class TestTwoSubmit(BaseCase):
    """Two real transactions submit at once; what they commit is removed at the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = self._env(cr)
            member = env["crm.team.member"].search([], limit=1)
            self.user_id = member.user_id.id
            company = member.user_id.company_id
            forecast = env["crm.sales.forecast"].create(
                {"company_id": company.id, "kind": "month", "date_start": START}
            )
            line = forecast.line_ids.filtered(lambda line: line.user_id == member.user_id)[:1]
            self.forecast_id, self.line_id = forecast.id, line.id
        self.addCleanup(self._clean_up)

    def _env(self, cr, uid=SUPERUSER_ID):
        return api.Environment(cr, uid, {"tracking_disable": True})

    def _clean_up(self):
        with self.registry.cursor() as cr:
            cr.execute("DELETE FROM crm_sales_forecast WHERE id = %s", (self.forecast_id,))

    def _submit_again_if_told(self):
        self.tries = 0
        for _time in range(5):
            self.tries += 1
            try:
                with mute_logger("odoo.sql_db"), self.registry.cursor() as cr:
                    # the snapshot of the transaction is older than what the first one commits
                    cr.execute("SELECT count(*) FROM crm_sales_forecast_line")
                    self._line(cr).action_submit()
                return
            except SerializationFailure:
                continue

    def _line(self, cr):
        env = self._env(cr, self.user_id)
        return env["crm.sales.forecast.line"].sudo().browse(self.line_id)

    def test_both_are_in_the_history(self):
        with self.registry.cursor() as cr:
            self._line(cr).action_submit()
            self._env(cr).flush_all()
            thread = Thread(target=self._submit_again_if_told)
            thread.start()
            thread.join(1)
        thread.join(30)
        with self.registry.cursor() as cr:
            line = self._env(cr)["crm.sales.forecast.line"].browse(self.line_id)
            self.assertEqual(sorted(line.submission_ids.mapped("number")), [1, 2])
            self.assertEqual(line.submission_count, 2)
        self.assertEqual(self.tries, 2)
