from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .common import HEADINGS, ROWS, TABLES, ImportCommon

TABLES_LATER = (*TABLES, "crm_customer_profile")
POLICIES = ("update_empty", "update_all", "skip")


@tagged("post_install", "-at_install")
class TestImportLater(ImportCommon):
    """Weeks after loading: undoing it, and loading the same file again."""

    def _rows(self, *skipped):
        return super()._rows(*skipped, tables=TABLES_LATER)

    def test_the_same_file_again_changes_no_column_of_any_row(self):
        content = self._csv(
            [[*row, f"K{number}"] for number, row in enumerate(ROWS)], [*HEADINGS, "外部ID"]
        )
        self._load(content)
        state = self._rows()
        later = fields.Datetime.now() + timedelta(weeks=5)
        for policy in POLICIES:
            with self.subTest(policy), freeze_time(later):
                job = self._load(content, policy=policy)
                self.assertEqual(job.state, "loaded", job.error)
                self.assertEqual((job.created_count, job.updated_count), (0, 0))
                self.assertEqual(self._rows(), state)

    def test_undo_weeks_later_keeps_and_lists_what_was_touched_only(self):
        before = self._rows("write_date", "write_uid")
        job = self._load()
        blue = self._customer("深圳市蓝海贸易有限公司")
        cloud = self._customer("上海云帆科技有限公司")
        person = self._customer("赵敏之")
        with freeze_time(fields.Datetime.now() + timedelta(weeks=6)):
            job.sudo()._gc_staged()
            cloud.street = "Edited weeks later"
            self._customer("李娜").unlink()
            self.env["crm.customer.interaction"].create(
                {"partner_id": person.id, "kind": "call", "name": "A call"}
            )
            self.env.flush_all()
            self.assertTrue(job.can_undo)
            job.action_undo()
            self.assertEqual(job.state, "undone", job.error)
        self.env.invalidate_all()
        self.assertEqual((cloud + person).exists(), cloud + person)
        self.assertFalse(blue.exists())
        kept = job.change_ids.filtered(lambda change: change.state == "kept")
        reasons = {change.res_name: change.reason for change in kept}
        self.assertIn("Street", reasons["上海云帆科技有限公司"])
        self.assertIn("Interaction", reasons["赵敏之"])
        self.assertEqual(job.kept_count, len(kept))
        # and when nothing of them is used any more, the rest goes too
        interactions = self.env["crm.customer.interaction"].sudo()
        interactions.search([("partner_id", "=", person.id)]).unlink()
        cloud.street = False
        job.action_undo()
        after = self._rows("write_date", "write_uid")
        for table in ("res_partner", "res_partner_category", "crm_customer_external_key"):
            self.assertEqual(after[table], before[table], table)
