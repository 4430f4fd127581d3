from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .erasure_common import EMAIL, ErasureCommon


@tagged("post_install", "-at_install")
class TestErasureMarks(ErasureCommon):
    def _merge(self, source, target, user):
        # with a website, the host reads who visited it by the rights of the merging user
        groups = ("base.group_partner_manager", "sales_team.group_sale_salesman")
        user.group_ids = [Command.link(self.env.ref(name).id) for name in groups]
        self.env.flush_all()
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(user).create({})
        with mute_logger("odoo.sql_db"):
            wizard._merge((source + target).ids, target.with_user(user), extra_checks=False)
        self.env.invalidate_all()

    def test_who_came_back_twice_can_be_merged(self):
        erasure = self._erase()
        double = self.env["res.partner"].create({"name": "X", "email": EMAIL})
        self.assertEqual(double.crm_erased_before_id, erasure)
        target = self.env["res.partner"].create({"name": "X"})
        self._merge(double, target, self.user_manager)
        self.assertEqual(target.crm_erased_before_id, erasure)
        self.assertFalse(target.crm_erasure_id)

    def test_the_erased_become_nobody_else(self):
        self._erase()
        target = self.env["res.partner"].create({"name": "X"})
        self._merge(self.person, target, self.user_manager)
        self.assertTrue(self.person.exists() and target.exists())
        wizard = self.env["base.partner.merge.automatic.wizard"].create(
            {
                "partner_ids": [Command.set((self.person + target).ids)],
                "dst_partner_id": target.id,
            }
        )
        with self.assertRaises(UserError):
            wizard.action_merge()

    def test_no_default_of_a_call_marks_anybody(self):
        erasure = self._erase()
        partners = self.env["res.partner"].with_user(self.user_manager)
        self.user_manager.group_ids = [Command.link(self.env.ref("base.group_partner_manager").id)]
        for name in ("crm_erasure_id", "crm_erased_before_id"):
            try:
                partner = partners.with_context(**{f"default_{name}": erasure.id}).create(
                    {"name": "Y"}
                )
            except AccessError:
                continue
            self.assertFalse(partner.sudo()[name], name)

    def test_the_conversation_of_mails_tells_nobody(self):
        self.alone.thread_key = "<ximena.1@quixote.example.com>"
        self._erase()
        self.assertFalse(self.alone.thread_key)
