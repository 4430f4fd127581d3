from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import LockNotAvailable

from odoo import fields
from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from ..two_workers import TwoWorkersCase
from .review_common import ReviewCommon

PASSWORD = "S3cret-and-long"


@tagged("post_install", "-at_install")
class TestAccessFailure(ReviewCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Failure = cls.env["crm.access.failure"]
        # those of real attempts on this database
        cls.env.cr.execute("DELETE FROM crm_access_failure")
        cls.env.ref("base.user_root").company_id.partner_id.tz = "Asia/Shanghai"

    def _is_refused(self, act):
        """Say whether ``act`` is refused; not by assertRaises, which would undo the count."""
        with self.enter_registry_test_mode():
            try:
                act()
            except AccessDenied:
                return True
        return False

    def _log_in(self, login):
        credential = {"type": "password", "login": login, "password": "wrong"}
        users = self.env["res.users"]
        self.assertTrue(self._is_refused(lambda: users._login(credential, {"interactive": True})))

    def _rows(self):
        return [(row.user_id, row.date, row.attempt_count) for row in self.Failure.search([])]

    def test_failures_are_counted_by_user_and_day(self):
        with freeze_time("2026-11-03 10:00:00"):
            self._log_in("review_seller")
            self._log_in("review_seller")
        with freeze_time("2026-11-03 17:00:00"):
            self._log_in("review_seller")
        self.assertEqual(
            self._rows(),
            [(self.seller, date(2026, 11, 4), 1), (self.seller, date(2026, 11, 3), 2)],
        )
        self.assertEqual(self.Failure.search([])[0].login, "review_seller")

    def test_names_that_nobody_has_are_one_row_and_are_not_kept(self):
        for name in ("nobody", "MyPassw0rd!", "review_seller '; --"):
            self._log_in(name)
        row = self.Failure.search([])
        self.assertEqual((row.attempt_count, row.is_unknown), (3, True))
        self.env.cr.execute("SELECT row_to_json(failure)::text FROM crm_access_failure failure")
        self.assertNotIn("MyPassw0rd!", str(self.env.cr.fetchall()))

    def test_who_left_and_tries_is_counted(self):
        self._log_in("review_leaver")
        self.assertEqual(self.Failure.search([]).user_id, self.leaver)

    def test_other_programs_are_counted_too(self):
        users = self.env["res.users"]
        self.assertTrue(self._is_refused(lambda: users._check_uid_passwd(self.seller.id, "wrong")))
        self.assertEqual(self.Failure.search([]).user_id, self.seller)

    def test_who_logs_in_is_not_counted(self):
        self.seller.password = PASSWORD
        credential = {"type": "password", "login": "review_seller", "password": PASSWORD}
        with self.enter_registry_test_mode():
            self.env["res.users"]._login(credential, {"interactive": True})
        self.assertFalse(self.Failure.search([]))

    def test_a_failure_that_cannot_be_counted_is_refused_all_the_same(self):
        def occupied():
            raise LockNotAvailable

        self.patch(self.registry, "cursor", occupied)
        credential = {"type": "password", "login": "review_seller", "password": "wrong"}
        with self.assertRaises(AccessDenied):
            self.env["res.users"]._login(credential, {"interactive": True})
        self.assertFalse(self.Failure.search([]))

    def test_nobody_changes_the_log_and_sellers_do_not_read_it(self):
        self._log_in("review_seller")
        row = self.Failure.search([])
        for act in (lambda: row.write({"attempt_count": 0}), row.unlink):
            with self.assertRaises(UserError):
                act()
        for user in (self.ann, self.admin):
            self.assertTrue(row.with_user(user).read(["attempt_count"]))
        with self.assertRaises(AccessError):
            row.with_user(self.seller).read(["attempt_count"])

    def test_old_rows_leave(self):
        self.env["ir.config_parameter"].set_param("crm_customer.access_log_days", 30)
        today = fields.Date.today()
        for days in (10, 40):
            self.Failure.create(
                {
                    "user_id": self.seller.id,
                    "date": today - timedelta(days=days),
                    "date_last": fields.Datetime.now(),
                    "attempt_count": 1,
                }
            )
        self.Failure._gc_expired()
        self.assertEqual(self.Failure.search([]).date, today - timedelta(days=10))


@tagged("post_install", "-at_install")
class TestAccessFailureHttp(ReviewCommon, HttpCase):
    def _try(self):
        params = {"db": self.env.cr.dbname, "login": "review_seller", "password": "wrong"}
        with self.assertRaisesRegex(JsonRpcException, "AccessDenied"):
            self.make_jsonrpc_request("/web/session/authenticate", params)

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_the_log_in_counts_until_the_host_cools_down(self):
        self.env["ir.config_parameter"].set_param("base.login_cooldown_after", 3)
        failures = defaultdict(lambda: (0, datetime.min))
        patcher = patch.object(self.registry, "_login_failures", failures, create=True)
        self.startPatcher(patcher)
        # requests of a test share its transaction, and undo what was counted inside
        counted = []
        self.patch(
            self.registry["crm.access.failure"],
            "_add_one",
            lambda _self, user, _day: counted.append(user.id),
        )
        for _attempt in range(5):
            self._try()
        self.assertEqual(counted, [self.seller.id] * 3)


@tagged("post_install", "-at_install")
class TestAccessFailureWorkers(TwoWorkersCase):
    """Attackers come at once: none is lost, none stops another."""

    NAME = "Attacked"
    WORKERS, ATTEMPTS = 4, 10

    def test_all_attempts_are_counted(self):
        with ThreadPoolExecutor(self.WORKERS) as pool:
            list(pool.map(self._attack, range(self.WORKERS)))
        self.env.cr.execute(
            "SELECT attempt_count FROM crm_access_failure WHERE user_id = %s", [self.owner.id]
        )
        self.assertEqual(self.env.cr.fetchall(), [(self.WORKERS * self.ATTEMPTS,)])

    def _attack(self, _worker):
        failures = self.owner.env["crm.access.failure"]
        for _attempt in range(self.ATTEMPTS):
            failures._add_one(self.owner, date(2026, 11, 3))
