from freezegun import freeze_time

from odoo.tests import tagged

from .common import ContractCommon


@tagged("post_install", "-at_install")
class TestContractRemind(ContractCommon):
    def _days(self):
        with self.enter_registry_test_mode():
            self.env.ref("crm_sales.crm_sales_contract_cron").method_direct_trigger()
        self.env.invalidate_all()

    def _run_on(self, day):
        with freeze_time(f"{day} 04:00:00"):
            self._days()

    @freeze_time("2026-03-02 04:00:00")
    def _signed(self, **values):
        return self._sign(self._create_contract(**values))

    def test_the_responsible_is_reminded_once(self):
        # 30 days before 29 January, the last day of a notice of 30 days
        contract = self._signed(notice_days=30, remind_days=30)
        self._run_on("2026-12-29")
        self.assertFalse(contract.activity_ids)
        self._run_on("2026-12-30")
        self._run_on("2026-12-31")
        self.assertEqual(len(contract.activity_ids), 1)
        self.assertEqual(contract.activity_ids.user_id, self.seller)
        self.assertIn(contract.number, contract.activity_ids.summary)

    def test_another_end_reminds_anew(self):
        contract = self._signed()
        self._run_on("2027-02-10")
        contract.date_end = "2028-02-28"
        self._run_on("2027-02-11")
        self.assertEqual(len(contract.activity_ids), 1)
        self._run_on("2028-02-10")
        self.assertEqual(len(contract.activity_ids), 2)

    def test_what_is_renewed_already_is_not_reminded_of(self):
        contract = self._signed()
        contract.action_renew()
        self._run_on("2027-02-10")
        self.assertFalse(contract.activity_ids)

    def test_it_starts_on_its_day_and_ends_after_its_last(self):
        contract = self._signed(date_start="2026-04-01", date_end="2026-06-30")
        self._run_on("2026-03-31")
        self.assertEqual(contract.state, "signed")
        self._run_on("2026-04-01")
        self.assertEqual(contract.state, "running")
        self._run_on("2026-06-30")
        self.assertEqual(contract.state, "running")
        self._run_on("2026-07-01")
        self.assertEqual(contract.state, "ended")
        self.assertFalse(contract.activity_ids)

    def test_a_contract_without_an_end_runs_on(self):
        contract = self._signed(date_end=False)
        self._run_on("2030-01-01")
        self.assertEqual(contract.state, "running")
