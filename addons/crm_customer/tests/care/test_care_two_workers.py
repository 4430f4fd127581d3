from datetime import UTC, datetime

from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..two_workers import STOPPED, TwoWorkersCase


@tagged("post_install", "-at_install")
class TestCareTwoWorkers(TwoWorkersCase):
    NAME = "Two carers"

    def setUp(self):
        # an hour at which it is the same day for all companies, whenever this runs
        morning = datetime.now(UTC).replace(tzinfo=None, hour=4)
        self.enterContext(freeze_time(morning, tick=True))
        super().setUp()

    def _prepare(self, env):
        self.customer.action_crm_make_customer()
        self.customer._crm_set_care_date("birthday", fields.Date.today())
        birthday = env.ref("crm_customer.crm_care_occasion_birthday")
        self.rule = env["crm.care.rule"].create(
            {
                "name": self.NAME,
                "occasion_ids": [Command.link(birthday.id)],
                "domain": f"[('id', '=', {self.customer.id})]",
            }
        )

    def _remove_own(self, env):
        self._acts(env).unlink()
        self.rule.unlink()

    def _acts(self, env):
        return env["crm.care.act"].search([("rule_id", "=", self.rule.id)])

    def test_a_second_worker_leaves_the_work_to_the_first(self):
        first, second = self._open(), self._open()
        self.assertTrue(first["crm.care.act"]._lock())
        second["crm.care.act"]._cron_care()
        self.assertFalse(self._acts(second))

    def test_two_at_once_plan_and_act_once(self):
        """Without the lock too: as if the first got free in the blink of an eye."""

        def act(env):
            env["crm.care.rule"].browse(self.rule.id)._plan(limit=1)
            self._acts(env)._perform()

        self.assertEqual(self._race("crm_care_act", act), STOPPED)
        third = self._open()
        self.assertEqual(self._acts(third).mapped("state"), ["done"])
        self.assertEqual(len(self._activities(third)), 1)
