from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CustomerCommon


@tagged("post_install", "-at_install")
class TestFollowUpMerge(CustomerCommon):
    def test_merged_customers_keep_one_follow_up(self):
        one, two = self._create_customer("One"), self._create_customer("Two")
        activities = self.env["mail.activity"].create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "res_id": customer.id,
                    "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                    "crm_is_follow_up": True,
                    "user_id": self.user_own.id,
                }
                for customer in (one, two)
            ]
        )
        self.env.flush_all()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        with mute_logger("odoo.sql_db"):
            wizard._merge((one + two).ids, two, extra_checks=False)
        self.env.invalidate_all()
        self.assertEqual(activities.exists().mapped("res_id"), [two.id])
