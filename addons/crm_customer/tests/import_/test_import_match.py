from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.import_.match_sql import LENGTH, NAME_KEY, NOISE, name_key
from ...models.import_.staging import copy_rows
from .common import HEADINGS, ImportCommon

FORMS = ["有限公司", "有限责任公司", "Co., Ltd.", "Company Limited", "Inc", "Corporation"]
PIECES = st.sampled_from([*FORMS, *NOISE, "深圳", "Blue", "é", "ﬁ", "１", "㈱"])


@tagged("post_install", "-at_install")
class TestImportMatch(ImportCommon):
    def _sql_key(self, names):
        key = NAME_KEY.format(column="name")
        self.env.cr.execute(
            f"SELECT {key} FROM unnest(%s) WITH ORDINALITY AS t(name, place) ORDER BY place",
            (list(names),),
        )
        return [row[0] or None for row in self.env.cr.fetchall()]

    def _check_one(self, name, **cells):
        row = dict.fromkeys(HEADINGS, "") | {"客户名称": name} | cells
        return self._check(self._csv([list(row.values())]))

    def test_names_have_the_same_key_however_their_legal_form_is_written(self):
        for group in (
            ("深圳市蓝海贸易有限公司", "深圳市 蓝海贸易（有限责任公司）"),
            ("Blue Sea Co., Ltd.", "BLUE SEA COMPANY LIMITED", "Blue Sea Co Limited"),
            ("Acme Inc.", "ACME, Incorporated"),
            ("Acme Corp", "Acme Corporation"),
        ):
            self.assertEqual(len(set(map(name_key, group))), 1, group)
        self.assertNotEqual(name_key("华宏有限公司"), name_key("华宏股份有限公司"))
        self.assertEqual(len(name_key("长" * 1000)), LENGTH)

    @settings(max_examples=50, deadline=None)
    @given(st.lists(st.lists(PIECES, max_size=6).map("".join), min_size=1, max_size=20))
    def test_the_database_makes_the_same_key(self, names):
        self.assertEqual(self._sql_key(names), [name_key(name) for name in names])

    def test_a_customer_is_found_under_another_legal_form(self):
        company = self._create_customer("深圳市蓝海贸易有限责任公司")
        job = self._check_one("深圳市蓝海贸易有限公司", 城市="深圳")
        row = job.row_ids.filtered(lambda row: row.part == "main")
        self.assertEqual((row.res_id, row.match_kind), (company.id, "name"))

    def test_partners_are_found_by_an_index(self):
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for index, condition in (
            ("name_key", NAME_KEY.format(column="p.name") + " = r.key_name"),
            ("email", "p.email_normalized = r.key_email"),
            ("phone", "p.phone_sanitized = split_part(r.key_phone, '|', 1)"),
        ):
            self.env.cr.execute(
                "EXPLAIN SELECT p.id FROM crm_customer_import_row r"
                f" JOIN res_partner p ON {condition} WHERE r.id = 1"
            )
            plan = "\n".join(row[0] for row in self.env.cr.fetchall())
            self.assertIn(f"res_partner_crm_{index}_idx", plan)

    def test_nothing_is_loaded_of_a_check_that_failed(self):
        job = self._check()
        with (
            patch.object(type(job), "_report_matches", side_effect=ValueError("broken")),
            self.assertLogs("odoo.addons.crm_customer", "ERROR"),
        ):
            job.action_check()
        self.assertEqual(job.state, "failed")
        self.assertFalse(job.can_load)
        with self.assertRaisesRegex(UserError, "Check the file first"):
            job.action_load()

    def test_rows_of_a_check_that_runs_are_not_shown_as_new(self):
        job = self._check()
        self.assertTrue(job.preview_row_ids)
        job.sudo().write({"state": "mapped", "task": "check"})
        self.assertFalse(job.preview_row_ids)

    def test_a_nul_is_left_out_and_a_backslash_is_not(self):
        job = self._check_one("甲有限公司", 备注=r"a\u0000b \N")
        self.assertIn(r"a\u0000b \N", job.row_ids[:1].vals["comment"])
        values = (job.id, 99, "a\0b", {"x\0": ["\0y", r"\u0000"]})
        columns = ("import_id", "number", "value", "params")
        copy_rows(self.env.cr, "crm_customer_import_issue", columns, [values])
        issue = job.issue_ids.search([("import_id", "=", job.id), ("number", "=", 99)])
        self.assertEqual((issue.value, issue.params), ("ab", {"x": ["y", r"\u0000"]}))
