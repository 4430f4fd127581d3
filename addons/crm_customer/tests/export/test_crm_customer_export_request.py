from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CustomerCommon

NOW = "2026-03-04 02:00:00"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmCustomerExportRequest(CustomerCommon):
    """More than 1,000 customers leave the house once, when a manager approved it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.exporter = cls._create_user(
            "exporter", "crm_customer.group_customer_own", "base.group_allow_export"
        )
        cls.many = cls.env["res.partner"].create(
            [{"name": f"Exported {number}", "ref": "EXPORTED"} for number in range(1001)]
        )
        cls.requests = cls.env["crm.customer.export.request"].with_user(cls.exporter)

    def _request(self, **values):
        return self.requests.create(
            {"domain": "[('ref', '=', 'EXPORTED')]", "purpose": "Fair"} | values
        )

    def _approved(self, **values):
        request = self._request(**values)
        request.action_request()
        self._approval(request).with_user(self.user_manager).action_approve()
        return request

    def _approval(self, request):
        return self.env["crm.approval"].search(
            [("res_model", "=", request._name), ("res_id", "=", request.id)],
            order="id desc",
            limit=1,
        )

    def _export(self, partners=None):
        partners = self.many if partners is None else partners
        return partners.with_user(self.exporter).export_data(["name"])

    def test_1001_are_refused_and_told_how_to_ask_1000_are_not(self):
        self.assertEqual(self.env.company.crm_export_limit, 1000)
        with self.assertRaisesRegex(UserError, "1001 customers.*more than 1000.*Request Export"):
            self._export()
        self.assertEqual(len(self._export(self.many[:1000])["datas"]), 1000)

    def test_approved_they_leave_once(self):
        request = self._approved()
        self.assertEqual((request.state, request.approved_count), ("approved", 1001))
        self.assertEqual(str(request.date_expire), "2026-03-11 02:00:00")
        self.assertEqual(len(self._export()["datas"]), 1001)
        self.assertEqual((request.state, str(request.date_used)), ("used", NOW))
        log = self.env["crm.access.export"].search([], order="id desc", limit=1)
        self.assertEqual(log.request_id, request)
        with self.assertRaises(UserError):
            self._export()

    def test_a_refused_or_pending_request_opens_nothing(self):
        request = self._request()
        request.action_request()
        self.assertEqual(request.state, "pending")
        with self.assertRaises(UserError):
            self._export()
        self._approval(request).with_user(self.user_manager)._decide("refused", "No")
        self.assertEqual(request.state, "refused")
        with self.assertRaises(UserError):
            self._export()

    def test_after_seven_days_it_is_over(self):
        request = self._approved()
        with freeze_time("2026-03-11 02:00:01"):
            request.invalidate_recordset()
            self.assertTrue(request.is_expired)
            with self.assertRaises(UserError):
                self._export()

    def test_other_customers_than_approved_stay(self):
        self._approved()
        self.many[0].ref = "Other"
        with self.assertRaises(UserError):
            self._export()

    def test_the_request_of_a_colleague_opens_nothing(self):
        self._approved()
        other = self._create_user(
            "exporter_2", "crm_customer.group_customer_own", "base.group_allow_export"
        )
        with self.assertRaises(UserError):
            self.many.with_user(other).export_data(["name"])

    def test_the_limit_is_a_setting_of_the_company(self):
        self.env.company.crm_export_limit = 0
        self.assertEqual(len(self._export()["datas"]), 1001)
        self.env.company.crm_export_limit = 2
        with self.assertRaises(UserError):
            self._export(self.many[:3])

    def test_who_has_no_customer_role_exports_as_before(self):
        plain = self._create_user("plain_exporter", "base.group_user", "base.group_allow_export")
        self.assertEqual(len(self.many.with_user(plain).export_data(["name"])["datas"]), 1001)

    def test_profiles_stand_for_customers(self):
        profiles = self.env["crm.customer.profile"].create(
            [
                {
                    "partner_id": partner.id,
                    "company_id": self.env.company.id,
                    "currency_id": self.env.company.currency_id.id,
                    "lifecycle": "prospect",
                    "lifecycle_computed": "prospect",
                }
                for partner in self.many[:3]
            ]
        )
        self.env.company.crm_export_limit = 2
        with self.assertRaises(UserError):
            profiles.with_user(self.exporter).export_data(["partner_id/name"])

    def test_the_list_says_which_customers(self):
        context = {"active_model": "res.partner", "active_ids": self.many[:2].ids}
        chosen = self.requests.with_context(**context, active_domain=[("ref", "=", "EXPORTED")])
        self.assertEqual(chosen.new({}).domain, repr([("id", "in", self.many[:2].ids)]))
        context["active_ids"] = self.many.ids
        shown = self.requests.with_context(**context, active_domain=[("ref", "=", "EXPORTED")])
        self.assertEqual(shown.new({}).domain, "[('ref', '=', 'EXPORTED')]")

    def test_withdrawn_it_can_be_changed_and_asked_for_again(self):
        request = self._request()
        request.action_request()
        request.action_withdraw()
        self.assertEqual(request.state, "draft")
        request.purpose = "Another fair"
        request.action_request()
        self.assertEqual(request.state, "pending")
        with self.assertRaisesRegex(UserError, "asked for already"):
            request.action_request()

    def test_wrong_filters_and_empty_ones_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "filter cannot be used"):
            self._request(domain="[('nothing', '=', 1)]")
        with self.assertRaisesRegex(UserError, "finds no customer"):
            self._request(domain="[('ref', '=', 'Nobody')]").action_request()

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_helps_himself(self):
        request = self._request(state="approved", date_expire="2030-01-01", approved_count=9999)
        self.assertEqual((request.state, request.approved_count), ("draft", 0))
        for values in ({"state": "approved"}, {"user_id": self.user_all.id}):
            with self.assertRaises(UserError):
                request.write(values)
        with self.assertRaises(AccessError):
            self._request(user_id=self.user_all.id)
        with self.assertRaises(AccessError):
            request.with_user(self.user_all).read(["purpose"])
        self.assertTrue(request.with_user(self.user_manager).read(["purpose"]))
        with self.assertRaises(AccessError):
            request.with_user(self.user_manager).write({"purpose": "Mine"})

    def test_used_and_asked_requests_stay(self):
        request = self._approved()
        self._export()
        with self.assertRaisesRegex(UserError, "make a new request"):
            request.purpose = "Other"
        with self.assertRaisesRegex(UserError, "Only drafts"):
            request.unlink()
        draft = self._request()
        draft.unlink()
        self.assertFalse(draft.exists())
