import io
from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import CustomerCommon
from .common import ImportCommon


@tagged("post_install", "-at_install")
class TestImportUpsert(ImportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.system = cls.env["crm.customer.external.system"].create(
            {"name": "ERP", "code": "TESTERP"}
        )
        cls.imports = cls.env["crm.customer.import"]

    def test_upsert_is_idempotent(self):
        record = {"key": "1", "name": "Acme Ltd", "phone": "0755-82345678", "tags": ["a", "b"]}
        first = self.imports.upsert("TESTERP", [record])
        self.assertEqual(first[0]["action"], "created", first)
        partner = self.env["res.partner"].browse(first[0]["id"])
        self.assertEqual(partner.crm_code, first[0]["code"])
        stamp = partner.write_date
        again = self.imports.upsert("TESTERP", [record])
        self.assertEqual((again[0]["action"], again[0]["id"]), ("unchanged", first[0]["id"]), again)
        self.assertEqual(partner.write_date, stamp)
        changed = self.imports.upsert("TESTERP", [record | {"name": "Acme Limited"}])
        self.assertEqual((changed[0]["action"], changed[0]["id"]), ("updated", partner.id))
        self.assertEqual(partner.name, "Acme Limited")

    def test_a_key_is_found_where_its_partner_has_moved(self):
        record = {"key": "1", "contact_name": "Ann Moved"}
        first = self.imports.upsert("TESTERP", [record])
        partner = self.env["res.partner"].browse(first[0]["id"])
        partner.parent_id = self._create_customer("Their company")
        again = self.imports.upsert("TESTERP", [record])
        self.assertEqual((again[0]["action"], again[0]["id"]), ("unchanged", partner.id), again)

    def test_bad_records_are_refused_alone(self):
        results = self.imports.upsert(
            "TESTERP",
            [{"key": "1", "name": "Good"}, {"key": "2", "name": "Bad", "email": "nonsense"}],
        )
        self.assertEqual([result["action"] for result in results], ["created", "refused"])
        self.assertEqual(results[1]["issues"][0]["code"], "email_invalid")

    def test_wrong_calls_write_nothing(self):
        for system, records, policy in (
            ("NONE", [], "skip"),
            ("TESTERP", [{"name": "x"}], "skip"),
            ("TESTERP", [{"key": "1"}] * 2, "skip"),
            ("TESTERP", [{"key": str(n)} for n in range(1001)], "skip"),
            ("TESTERP", [], "nonsense"),
        ):
            with self.assertRaises(ValidationError):
                self.imports.upsert(system, records, policy)

    def test_old_imports_lose_their_personal_data(self):
        job = self._load()
        job.sudo().flush_recordset()
        old = fields.Datetime.now() - timedelta(days=400)
        self.env.cr.execute(
            "UPDATE crm_customer_import SET write_date = %s WHERE id = %s", (old, job.id)
        )
        job.invalidate_recordset()
        job.sudo()._gc_staged()
        self.assertTrue(job.is_purged)
        self.assertFalse(job.row_ids or job.issue_ids or job.change_ids or job.attachment_id)
        self.assertEqual(job.created_count, 5)
        self.assertFalse(job.can_undo)

    def test_a_person_is_forgotten(self):
        job = self._load()
        person = self._customer("赵敏之")
        self.assertEqual(job._forget_partner(person), 1)
        self.assertNotIn("赵敏之", job.row_ids.mapped("label"))
        self.assertNotIn("赵敏之", job.change_ids.mapped("res_name"))
        self.assertIn("王强", job.row_ids.mapped("label"))
        self.assertFalse(job.attachment_id)


@tagged("post_install", "-at_install")
class TestImportHttp(CustomerCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_manager.password = "customer_manager"
        cls.user_own.password = "customer_own"

    def _upload(self, job, content=b"Company\nAcme\n", name="a.csv", token=True):
        data = {"import_id": job.id}
        if token:
            data["csrf_token"] = self._csrf_token()
        files = {"ufile": (name, io.BytesIO(content), "text/csv")}
        return self.url_open("/crm/import/upload", data=data, files=files)

    def _csrf_token(self):
        from odoo import http  # noqa: PLC0415

        return http.Request.csrf_token(self)

    def _new_job(self):
        return self.env["crm.customer.import"].with_user(self.user_manager).create({})

    def test_upload_reads_the_columns(self):
        self.authenticate("customer_manager", "customer_manager")
        job = self._new_job()
        answer = self._upload(job, ("客户名称,手机\n甲公司,13800138000\n" * 20000).encode())
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json(), {"id": job.id, "error": ""})
        self.assertEqual(job.state, "read")
        self.assertEqual(job.column_ids.mapped("field_name"), ["name", "mobile"])
        self.assertEqual(job.attachment_id.raw[:12], "客户名称".encode())
        self.assertEqual(job.attachment_id.res_model, "crm.customer.import")

    def test_upload_refuses_with_a_clear_text(self):
        self.authenticate("customer_manager", "customer_manager")
        job = self._new_job()
        answer = self._upload(job, name="a.exe")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("a.exe", answer.json()["error"])
        answer = self._upload(job, b"%PDF-1.7", "a.csv")
        self.assertIn("PDF", answer.json()["error"])
        self.assertEqual(job.state, "failed")

    def test_upload_needs_the_token_the_group_and_the_company(self):
        self.authenticate("customer_manager", "customer_manager")
        job = self._new_job()
        with mute_logger("odoo.http"):
            self.assertEqual(self._upload(job, token=False).status_code, 400)
        job.sudo().company_id = self.company_b
        self.assertEqual(self._upload(job).status_code, 404)
        self.authenticate("customer_own", "customer_own")
        job.sudo().company_id = self.env.company
        self.assertEqual(self._upload(job).status_code, 404)
        self.assertEqual(job.state, "draft")

    def test_too_large_an_upload_is_refused(self):
        self.authenticate("customer_own", "customer_own")
        job = self._new_job()
        with mute_logger("odoo.http"):
            answer = self._upload(job, b"x" * (2 * 1024 * 1024))
        self.assertEqual(answer.status_code, 413)

    def test_upsert_by_json2_with_an_api_key(self):
        self.env["crm.customer.external.system"].create({"name": "ERP", "code": "TESTERP"})
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.user_manager)
            .sudo()
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(days=1))
        )
        body = {"system": "TESTERP", "records": [{"key": "7", "name": "By JSON"}]}
        headers = {"Authorization": f"Bearer {key}"}
        for action in ("created", "unchanged"):
            answer = self.url_open("/json/2/crm.customer.import/upsert", json=body, headers=headers)
            self.assertEqual(answer.status_code, 200, answer.text)
            self.assertEqual(answer.json()[0]["action"], action)
        partner = self.env["res.partner"].search([("name", "=", "By JSON")])
        self.assertEqual(partner.create_uid, self.user_manager)
        own_key = (
            self.env["res.users.apikeys"]
            .with_user(self.user_own)
            .sudo()
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(days=1))
        )
        with mute_logger("odoo.http"):
            answer = self.url_open(
                "/json/2/crm.customer.import/upsert",
                json=body,
                headers={"Authorization": f"Bearer {own_key}"},
            )
        self.assertEqual(answer.status_code, 403)
