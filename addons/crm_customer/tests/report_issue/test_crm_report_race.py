from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..two_workers import TwoWorkersCase

LEVEL = "crm_customer.group_customer_all"


@tagged("post_install", "-at_install")
class TestCrmReportRace(TwoWorkersCase):
    NAME = "Reading worker"

    def _prepare(self, env):
        self.owner.write({"group_ids": [(4, env.ref(LEVEL).id)], "email": "r@example.com"})
        self.series = env["crm.report.series"].create({"name": self.NAME, "user_id": self.owner.id})
        self.issue = env["crm.report.issue"].create(
            {"series_id": self.series.id, "date": "2020-01-02", "state": "ready"}
        )
        self.issue._prepare_recipients()

    def _remove_own(self, env):
        env["mail.mail"].search(self._domain()).unlink()
        copies = env["crm.report.copy"].search([("issue_id", "=", self.issue.id)])
        (copies.pdf_id | copies.xlsx_id).unlink()
        copies.unlink()
        self.issue.message_ids.unlink()
        env.cr.execute("DELETE FROM crm_report_issue WHERE id = %s", [self.issue.id])
        env.invalidate_all()
        self.series.message_ids.unlink()
        self.series.unlink()

    def _domain(self):
        return [("recipient_ids", "in", self.owner.partner_id.ids)]

    def _recipient(self, env):
        return env["crm.report.recipient"].search([("issue_id", "=", self.issue.id)])

    @mute_logger("odoo.sql_db")
    def test_two_workers_send_one_mail(self):
        first, second = self._open(), self._open()
        waiting = self._recipient(first).try_lock_for_update()
        with patch.object(type(self.issue), "_get_pdf", lambda issue: b"%PDF"):
            waiting._send()
        first.flush_all()
        self.assertFalse(self._recipient(second).try_lock_for_update(), "one is at it")
        first.cr.commit()
        third = self._open()
        self.assertEqual(self._recipient(third).state, "queued")
        self.assertEqual(third["mail.mail"].search_count(self._domain()), 1)
        copies = third["crm.report.copy"].search([("issue_id", "=", self.issue.id)])
        self.assertEqual(len(copies), 1)
