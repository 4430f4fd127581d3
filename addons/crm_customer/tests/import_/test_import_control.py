from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from ...models.import_ import crm_customer_import_check as check
from ...models.import_ import crm_customer_import_load as load
from ...models.import_ import crm_customer_import_undo as undo
from .common import ImportCommon

PARTNERS = """
SELECT p.name, c.name, p.phone, p.email, p.city, p.is_company
  FROM res_partner p LEFT JOIN res_partner c ON c.id = p.parent_id
 WHERE p.id > %s ORDER BY p.name, c.name, p.phone
"""


@tagged("post_install", "-at_install")
class TestImportControl(ImportCommon):
    """Each batch runs as a worker of its own would: from what the last one stored."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        job_class = type(cls.env["crm.customer.import"])
        for module in (check, load, undo):
            cls.startClassPatcher(patch.object(module, "BATCH", 2))
        cls.startClassPatcher(patch.object(job_class, "_is_small", lambda self: False))
        cls.startClassPatcher(patch.object(job_class, "_wake_worker", lambda self: None))

    def setUp(self):
        super().setUp()
        self.env.flush_all()
        self.env.cr.execute("SELECT max(id) FROM res_partner")
        self.last = self.env.cr.fetchone()[0]

    def _partners(self):
        self.env.flush_all()
        self.env.cr.execute(PARTNERS, (self.last,))
        return self.env.cr.fetchall()

    def _batch(self, job):
        """Do one batch as a new worker; return whether there was one to do."""
        return bool(job.sudo()._begin_batch()) and next(job.sudo()._task_batches(), 0) is not None

    def _work(self, job, batches=1000):
        """Run up to ``batches``; return how many there were."""
        for count in range(batches):
            if not job.task:
                return count
            self._batch(job)
        return batches

    def _count_batches(self, step):
        """Return how many batches ``step`` takes, and what it leaves behind."""
        job = self._come_to(step)
        return self._work(job), self._partners()

    def _come_to(self, step):
        """Return an import that has just begun ``step``."""
        job = self._import()
        for name in ("action_check", "action_load", "action_undo"):
            getattr(job, name)()
            if name == step:
                return job
            self._work(job)
        return job

    def _forget(self, job):
        """Take back what ``job`` loaded, so that the next one starts as it did."""
        if job.can_undo:
            job.action_undo()
            self._work(job)
        self.assertEqual(self._partners(), [])

    def test_a_pause_at_every_stage_changes_nothing_in_the_end(self):
        for step, state in (
            ("action_check", "checked"),
            ("action_load", "loaded"),
            ("action_undo", "undone"),
        ):
            total, expected = self._count_batches(step)
            self.assertGreater(total, 2)
            self._forget(self.env["crm.customer.import"].search([], limit=1))
            for done in range(total):
                with self.subTest(step=step, after=done):
                    job = self._come_to(step)
                    self._work(job, done)
                    job.action_pause()
                    stage = job.position, job.phase, job.work_done
                    self.assertFalse(self._batch(job))
                    self.assertTrue(job.is_paused)
                    self.assertEqual((job.position, job.phase, job.work_done), stage)
                    job.action_resume()
                    self._work(job)
                    self.assertEqual((job.state, job.error), (state, False))
                    self.assertEqual(self._partners(), expected)
                    self._forget(job)

    def test_a_cancel_while_checking_goes_back_to_the_columns(self):
        total, _partners = self._count_batches("action_check")
        for done in range(total):
            with self.subTest(after=done):
                job = self._come_to("action_check")
                self._work(job, done)
                job.action_cancel()
                self.assertEqual((job.state, job.task), ("read", False))
                self.assertFalse(job.can_load)
                job.action_check()
                self._work(job)
                self.assertEqual((job.state, job.row_count, job.error_count), ("checked", 5, 1))
                self.assertEqual(job.to_create_count, 5)

    def test_a_cancel_while_loading_keeps_what_is_loaded_and_loading_goes_on(self):
        total, expected = self._count_batches("action_load")
        self._forget(self.env["crm.customer.import"].search([], limit=1))
        for done in range(total):
            with self.subTest(after=done):
                job = self._come_to("action_load")
                self._work(job, done)
                job.action_cancel()
                self.assertEqual((job.state, job.task), ("cancelled", False))
                self.assertEqual(len(self._partners()), job.created_count)
                job.action_load()
                self._work(job)
                self.assertEqual((job.state, job.created_count), ("loaded", 5))
                self.assertEqual(self._partners(), expected)
                self._forget(job)

    def test_a_cancel_while_undoing_keeps_the_rest_and_undoing_goes_on(self):
        total, _partners = self._count_batches("action_undo")
        for done in range(total):
            with self.subTest(after=done):
                job = self._come_to("action_undo")
                self._work(job, done)
                if not job.task:  # the first one had tags to take back, too
                    continue
                left = len(self._partners())
                job.action_cancel()
                self.assertEqual((job.state, job.task), ("loaded", False))
                self.assertEqual(len(self._partners()), left)
                job.action_undo()
                self._work(job)
                self.assertEqual(job.state, "undone")
                self.assertEqual(self._partners(), [])

    def test_a_word_to_a_worker_in_a_batch_waits_for_its_end(self):
        job = self._come_to("action_load")
        for command, method in (("pause", job.action_pause), ("cancel", job.action_cancel)):
            with patch.object(type(job), "try_lock_for_update", lambda self: self.browse()):
                method()
            self.assertTrue(job.task and not job.is_paused)
            self.assertFalse(self._batch(job))
            self.assertEqual(
                (bool(job.task), job.is_paused), (command == "pause", command == "pause")
            )
            if command == "pause":
                job.action_resume()
        self.assertEqual(self._partners(), [])

    def test_suggestions_are_accepted_in_batches(self):
        row = ["", "孙伟", "13800138001", "", "sun@gmial.com", "", "", "", "", ""]
        rows = [
            [f"客户{number}有限公司", *row[1:4], f"c{number}@gmial.com", *row[5:]]
            for number in range(7)
        ]
        job = self._import(self._csv(rows))
        job.action_check()
        self._work(job)
        self.assertEqual(job.suggestion_count, 7)
        job.action_accept_all()
        self.assertEqual((job.state, job.task), ("mapped", "check"))
        self.assertFalse(job.can_load)
        self.assertGreater(self._work(job), 4)
        self.assertEqual((job.state, job.row_count, job.to_create_count), ("checked", 7, 14))
        self.assertFalse(job.issue_ids.filtered(lambda issue: issue.code == "email_typo"))

    def test_an_open_file_is_taken_over_by_the_same_worker_only_where_it_stopped(self):
        job = self._come_to("action_check").sudo()
        self._work(job, 2)
        self.assertEqual(job.phase, "rows")
        key = job._open_key()
        self.assertEqual(check._open_rows[key][0], job.position)
        with patch.object(check, "read_rows", side_effect=AssertionError("read again")):
            self._batch(job)
        check._open_rows[key] = (job.position + 1, iter(()))
        self._work(job)
        self.assertEqual((job.state, job.row_count), ("checked", 5))
        self.assertNotIn(key, check._open_rows)

    def test_the_log_tells_the_time_of_who_reads_it(self):
        job = self.env["crm.customer.import"].create({"name": "Clock"})
        with freeze_time("2026-03-04 20:30:00"):
            job._write_log("Read.")
        self.assertEqual(job.log, "2026-03-04 20:30:00 UTC  Read.\n")
        self.assertEqual(
            job.with_context(tz="Asia/Shanghai").log_text, "2026-03-05 04:30:00  Read.\n"
        )
        self.assertEqual(job.with_context(tz="UTC").log_text, "2026-03-04 20:30:00  Read.\n")

    def test_an_issue_is_named_by_its_row_and_problem(self):
        job = self._come_to("load")
        issue = job.issue_ids.filtered("number")[:1]
        self.assertEqual(issue.display_name, f"Row {issue.number}: {issue.kind_label}")
        self.assertNotIn(issue.code, issue.display_name)

    def test_a_worker_writes_the_log_in_the_language_of_who_imports(self):
        self.env["res.lang"].sudo()._activate_lang("zh_CN")
        job = self._come_to("action_check")
        job.user_id.sudo().lang = "zh_CN"
        languages = []

        def work(job, deadline):
            languages.append(job.env.lang)
            self._work(job)
            return "done"

        with (
            patch.object(type(job), "_work", work),
            patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *args, **kw: 1),
        ):
            job.with_context(lang="en_US").sudo()._cron_run()
        self.assertEqual(languages, ["zh_CN"])
        self.assertEqual(job.state, "checked")

    def test_what_ended_well_shows_whole_progress(self):
        job = self._come_to("action_check")
        self._work(job, 1)
        self.assertLess(job.progress, 100)
        self._work(job)
        job.sudo().write({"work_done": 1, "work_total": 3})
        self.assertEqual((job.state, job.progress), ("checked", 100))
