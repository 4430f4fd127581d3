import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import CustomerCommon


@tagged("post_install", "-at_install")
class TestCrmAccessExport(CustomerCommon, HttpCase):
    """Every export of customers and of what belongs to them is written down."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.exporter = cls._create_user(
            "exporter",
            "crm_customer.group_customer_all",
            "sales_team.group_sale_salesman_all_leads",
            "base.group_allow_export",
        )
        cls.customer = cls._create_customer()

    def _log(self):
        return self.env["crm.access.export"].search([], order="id desc", limit=1)

    def test_who_what_and_how_many(self):
        (self.customer | self._create_customer("Beta")).with_user(self.exporter).export_data(
            ["name", "email"]
        )
        log = self._log()
        self.assertEqual((log.user_id, log.model), (self.exporter, "res.partner"))
        self.assertEqual((log.record_count, log.field_names), (2, "name, email"))
        self.assertEqual((log.way, log.company_id), ("server", self.env.company))
        self.assertEqual(log.model_name, "Contact")

    def test_leads_orders_interactions_and_profiles_as_well(self):
        models = ("crm.lead", "sale.order", "crm.customer.interaction", "crm.customer.profile")
        for model in models:
            records = self.env[model].with_user(self.exporter).search([], limit=1)
            records.export_data(["id"])
            self.assertEqual(self._log().model, model)

    def test_the_right_is_the_hosts(self):
        before = self._log()
        with self.assertRaises(UserError):
            self.customer.with_user(self.user_manager).export_data(["name"])
        self.assertEqual(self._log(), before)

    def test_the_file_says_how(self):
        self.authenticate("exporter", "exporter")
        csrf = self.url_open("/odoo").text.split('csrf_token: "')[1].split('"')[0]
        for way in ("csv", "xlsx"):
            data = json.dumps(
                {
                    "model": "res.partner",
                    "domain": [],
                    "import_compat": False,
                    "ids": self.customer.ids,
                    "fields": [{"name": "name", "label": "Name", "type": "char"}],
                }
            )
            answer = self.url_open(f"/web/export/{way}", data={"data": data, "csrf_token": csrf})
            self.assertEqual(answer.status_code, 200)
            self.assertEqual((self._log().way, self._log().user_id), (way, self.exporter))

    def test_a_program_is_told_from_a_file(self):
        self.authenticate("exporter", "exporter")
        self.make_jsonrpc_request(
            "/web/dataset/call_kw/res.partner/export_data",
            {
                "model": "res.partner",
                "method": "export_data",
                "args": [self.customer.ids, ["name"]],
                "kwargs": {},
            },
        )
        self.assertEqual(self._log().way, "rpc")

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_managers_read_it_nobody_changes_it(self):
        self.customer.with_user(self.exporter).export_data(["name"])
        log = self._log()
        self.assertTrue(log.with_user(self.user_manager).read(["user_id"]))
        with self.assertRaises(AccessError):
            log.with_user(self.user_all).read(["user_id"])
        for user in (self.user_manager, self.env.user):
            with self.assertRaises(AccessError):
                log.with_user(user).write({"record_count": 0})
            with self.assertRaises(AccessError):
                log.with_user(user).unlink()
        with self.assertRaises(AccessError):
            log.sudo().write({"record_count": 0})
