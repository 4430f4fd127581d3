from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import BaseCase, tagged

from ...tools.access.unused import group_evidence
from ..common import CustomerCommon


class TestGroupEvidence(BaseCase):
    def test_what_another_group_allows_is_no_evidence(self):
        implied = {2: [1], 3: [2]}
        granted = {1: ["a"], 2: ["b"], 3: ["c"], 9: ["a", "b"]}
        used = {"a": date(2026, 1, 1), "b": date(2026, 3, 1), "c": date(2026, 2, 1)}
        evidence = group_evidence([3, 9], implied, granted, used)
        self.assertEqual(evidence[3], ({"c"}, date(2026, 2, 1)))
        self.assertEqual(evidence[9], (set(), None))
        self.assertEqual(group_evidence([3], implied, granted, used)[3][1], date(2026, 3, 1))
        self.assertEqual(group_evidence([3], implied, granted, {})[3], ({"a", "b", "c"}, None))


@tagged("post_install", "-at_install")
class TestAccessUnused(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Holding = cls.env["crm.access.holding"]
        cls.own = cls.env.ref("crm_customer.group_customer_own")
        cls.env["crm.access.grant"].flush_model()
        # they were granted long ago
        cls.env.cr.execute("UPDATE crm_access_grant SET date = date - INTERVAL '200 days'")

    def _rebuilt(self, user):
        self.env.flush_all()
        for name in ("crm.customer.interaction", "crm.visit", "res.partner"):
            self.env["crm.access.usage"]._refresh_model(name)
        self.Holding._rebuild()
        return self.Holding.search([("user_id", "=", user.id)])

    def _interaction(self, user, days):
        interaction = self.env["crm.customer.interaction"].create(
            {"partner_id": self._create_customer().id, "kind": "call", "note": "Hello"}
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_customer_interaction SET create_uid = %s, write_uid = %s, "
            "create_date = %s, write_date = %s WHERE id = %s",
            [user.id, user.id]
            + [fields.Datetime.now() - timedelta(days=days)] * 2
            + [interaction.id],
        )

    def test_never_used(self):
        holding = self._rebuilt(self.user_own)
        self.assertEqual(holding.group_id, self.own)
        self.assertEqual(holding.state, "unused")
        self.assertFalse(holding.date_last)
        self.assertTrue(holding.date_granted)

    def test_used_and_used_long_ago(self):
        self._interaction(self.user_own, days=10)
        self._interaction(self.user_team, days=100)
        self.assertEqual(self._rebuilt(self.user_own).state, "used")
        holding = self.Holding.search([("user_id", "=", self.user_team.id)])
        self.assertEqual(holding.state, "unused")
        self.assertEqual(holding.date_last, fields.Date.today() - timedelta(days=100))

    def test_a_later_use_moves_the_date_and_an_earlier_does_not(self):
        self._interaction(self.user_own, days=10)
        self._rebuilt(self.user_own)
        self.env.cr.execute("DELETE FROM crm_customer_interaction")
        self._interaction(self.user_own, days=50)
        self.assertEqual(
            self._rebuilt(self.user_own).date_last, fields.Date.today() - timedelta(days=10)
        )

    def test_what_was_granted_lately_is_given_time(self):
        self.user_plain.group_ids = [Command.link(self.own.id)]
        self.assertEqual(self._rebuilt(self.user_plain).state, "used")

    def test_revoking_is_logged_with_its_reason(self):
        admin = self._create_user("unused_admin", "base.group_erp_manager")
        self._rebuilt(self.user_own).with_user(admin).action_revoke()
        self.assertFalse(self.user_own.has_group("crm_customer.group_customer_own"))
        log = self.env["crm.access.grant"].search(
            [("user_id", "=", self.user_own.id), ("kind", "=", "revoked")], limit=1
        )
        self.assertEqual(log.actor_id, admin)
        self.assertIn("Not used", log.reason)
        self.assertFalse(self.Holding.search([("user_id", "=", self.user_own.id)]))

    def test_customer_managers_read_and_do_not_revoke(self):
        holding = self._rebuilt(self.user_own).with_user(self.user_manager)
        self.assertEqual(holding.state, "unused")
        with self.assertRaises(AccessError):
            holding.action_revoke()

    def test_the_nightly_job_runs_twice_alike(self):
        cron = self.env.ref("crm_customer.crm_access_cron_usage")
        seen = []
        for _run in range(2):
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
            rows = self.Holding.search([], order="user_id, group_id")
            seen.append(rows.mapped(lambda row: (row.user_id.id, row.group_id.id, row.state)))
        self.assertEqual(*seen)
        self.assertTrue(seen[0])
