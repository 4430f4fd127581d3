from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users

from .common import ImportCommon


@tagged("post_install", "-at_install")
class TestImportSecurity(ImportCommon):
    @users("customer_manager")
    def test_what_the_engine_trusts_is_not_written_by_users(self):
        job = self._import(env=self.env)
        admin = self.env.ref("base.user_admin")
        for values in (
            {"user_id": admin.id},
            {"undo_user_id": admin.id},
            {"attachment_id": False},
            {"journal_columns": {"res.partner": ['id" FROM res_users --']}},
            {"format": {"kind": "csv"}},
            {"state": "checked"},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                job.write(values)
            with self.subTest(values), self.assertRaises(AccessError):
                job.create(values)

    @users("customer_manager")
    def test_defaults_of_a_user_do_not_say_whose_access_an_import_has(self):
        admin = self.env.ref("base.user_admin")
        jobs = self.env["crm.customer.import"].with_context(
            default_user_id=admin.id, default_state="loaded", default_policy="skip"
        )
        job = jobs.create({})
        self.assertEqual((job.user_id, job.state), (self.env.user, "draft"))
        self.assertEqual(job.policy, "skip")

    @users("customer_manager")
    def test_a_copy_starts_without_the_file(self):
        job = self._load(env=self.env, policy="skip")
        copy = job.copy()
        self.assertFalse(copy.attachment_id or copy.created_count or copy.journal_columns)
        self.assertEqual((copy.state, copy.policy), ("draft", "skip"))
        copy.unlink()
        self.assertTrue(job.attachment_id.exists())

    @users("customer_manager")
    def test_what_was_loaded_is_not_read_again_nor_as_something_else(self):
        job = self._load(env=self.env)
        rows = len(job.row_ids)
        with self.assertRaises(UserError):
            job.action_read_again()
        with self.assertRaises(AccessError):
            job.target = "purchase"
        job.write({"target": "customer", "name": "Same target"})
        self.assertEqual((job.state, len(job.row_ids)), ("loaded", rows))
