import threading

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..two_workers import TwoWorkersCase
from .common import TODAY


@tagged("post_install", "-at_install")
class TestCrmWorkReportTwoWorkers(TwoWorkersCase):
    """The job drafts a report while its person begins it."""

    NAME = "Two reporters"

    def _prepare(self, env):
        own = env.ref("crm_customer.group_customer_own")
        self.owner.write({"tz": "UTC", "group_ids": [Command.link(own.id)]})

    def _remove_own(self, env):
        reports = self._reports(env)
        reports.message_ids.unlink()
        reports.unlink()

    def _reports(self, env):
        return env["crm.work.report"].search([("user_id", "=", self.owner.id)])

    def _draft(self, env):
        owner = env["res.users"].browse(self.owner.id)
        with freeze_time(f"{TODAY} 20:00:00"):
            env["crm.work.report"]._draft_for(owner.company_id, owner)

    @mute_logger("odoo.sql_db")
    def test_one_report_is_left_and_the_job_goes_on(self):
        first, second = self._open(), self._open()
        # both see that there is none
        second.cr.execute("SELECT count(*) FROM crm_work_report")
        values = {"user_id": self.owner.id, "date": TODAY}
        first["crm.work.report"].with_user(self.owner.id).create(values)
        first.flush_all()
        worker = threading.Thread(target=lambda: self._draft(second))
        worker.start()
        worker.join(3)
        self.assertTrue(worker.is_alive(), "the job waits for the person")
        first.cr.commit()
        worker.join(30)
        self.assertFalse(worker.is_alive())
        # its transaction can go on
        second.cr.execute("SELECT 1")
        second.cr.commit()
        self.assertEqual(len(self._reports(self._open())), 1)
