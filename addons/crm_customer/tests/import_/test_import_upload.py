import io
import json
import zipfile

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ImportCommon

URL = "/crm/import/upload"


@tagged("post_install", "-at_install")
class TestImportUpload(ImportCommon, HttpCase):
    """What comes by the real route, from whoever sends it."""

    def setUp(self):
        super().setUp()
        self.job = self.env["crm.customer.import"].create({})
        self.known = 0
        self.known = self._attachments()  # those of the demo's imports
        self.env.flush_all()
        self.authenticate("customer_manager", "customer_manager")

    def _upload(self, content, name="customers.csv", job=None, **fields):
        values = {
            "csrf_token": http.Request.csrf_token(self),
            "import_id": self.job.id if job is None else job,
        }
        response = self.url_open(URL, data=values | fields, files={"ufile": (name, content)})
        self.env.invalidate_all()
        return response

    def _attachments(self):
        attachments = self.env["ir.attachment"].sudo()
        return attachments.search_count([("res_model", "=", self.job._name)]) - self.known

    def test_a_file_is_taken(self):
        response = self._upload(self._csv())
        self.assertEqual(response.json(), {"id": self.job.id, "error": ""})
        self.assertEqual(self.job.state, "read")
        self.assertEqual(self.job.attachment_id.sudo().raw, self._csv())

    def test_hostile_files_are_answered_with_words(self):
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/workbook.xml", b"0" * (64 << 20))
        for content, name, word in (
            (b"", "customers.csv", "empty"),
            (b"%PDF-1.7", "customers.csv", "PDF"),
            (b"\x89PNG\r\n\x1a\n" + bytes(99), "customers.xlsx", "PNG"),
            (self._csv() + b"a\0b", "customers.csv", "NUL"),
            (self._csv() + "客户".encode()[:4], "customers.csv", "character"),
            (",".join("abcdefghij" * 1000).encode() + b"\n" + b"1," * 9999, "wide.csv", "columns"),
            ("客户名称,备注\n甲,".encode() + b"x" * (1 << 20), "long.csv", "cell"),
            (bomb.getvalue(), "bomb.xlsx", ""),
        ):
            with self.subTest(name=name, word=word):
                answer = self._upload(content, name).json()
                self.assertIn(word, answer["error"])
                self.assertGreater(len(answer["error"]), 10)
                self.assertEqual(self.job.state, "failed")
                self.assertEqual(self._attachments(), 1)

    def test_other_kinds_of_files_and_paths_are_refused(self):
        for name in ("customers.pdf", "customers", "../../etc/passwd", "a.csv.exe"):
            with self.subTest(name):
                response = self._upload(self._csv(), name)
                self.assertEqual(response.status_code, 400)
                self.assertIn("neither CSV nor XLSX", response.json()["error"])
        self.assertEqual(self._upload(self._csv(), "..\\..\\up/../x.csv").status_code, 200)
        self.assertEqual(self.job.file_name, "x.csv")

    def test_a_request_over_200_mb_is_answered_before_it_is_read(self):
        headers = {"Content-Length": str(211 << 20), "Content-Type": "multipart/form-data"}
        response = self.opener.request(
            "POST", self.base_url() + URL, headers=headers, data=b"", timeout=30
        )
        self.assertEqual(response.status_code, 413)
        self.assertIn("larger than 200 MB", response.json()["error"])

    @mute_logger("odoo.http")
    def test_foreign_and_absurd_imports_are_not_found(self):
        foreign = self.env["crm.customer.import"].with_user(self.foreign_manager).create({})
        self.env.flush_all()
        for job in (foreign.id, 0, -1, 10**12, 10**30, "x", "1; DROP TABLE res_partner", ""):
            with self.subTest(job):
                self.assertEqual(self._upload(self._csv(), job=job).status_code, 404)
        self.assertEqual(foreign.sudo().state, "draft")
        self.assertEqual(self._attachments(), 0)

    @mute_logger("odoo.http")
    def test_nobody_but_managers_uploads_or_reads_bad_rows(self):
        self._upload(self._csv())
        for login in ("customer_own", "customer_team", "customer_all", "customer_plain"):
            with self.subTest(login):
                self.authenticate(login, login)
                self.assertEqual(self._upload(self._csv()).status_code, 404)
                self.assertEqual(self._upload(b"x" * (2 << 20)).status_code, 413)
                response = self.url_open(f"/crm/import/{self.job.id}/errors")
                self.assertEqual(response.status_code, 404)

    @mute_logger("odoo.http")
    def test_without_token_or_session_nothing_is_taken(self):
        self.assertEqual(self._upload(self._csv(), csrf_token="x").status_code, 400)
        self.authenticate(None, None)
        response = self.url_open(URL, data={"import_id": self.job.id}, allow_redirects=False)
        self.assertIn(response.status_code, (303, 400, 403))
        self.assertEqual(self.job.state, "draft")

    def test_a_running_import_takes_no_other_file(self):
        self._upload(self._csv())
        self.job.sudo().task = "check"
        self.env.flush_all()
        response = self._upload(self._csv())
        self.assertEqual(response.status_code, 400)
        self.assertIn("has a file already", json.loads(response.text)["error"])
