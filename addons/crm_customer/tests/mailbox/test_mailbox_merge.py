from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MailboxCommon


@tagged("post_install", "-at_install")
class TestMailboxMerge(MailboxCommon):
    def _merge(self, source, target):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        self.env.flush_all()
        with mute_logger("odoo.sql_db"):
            wizard._merge((source + target).ids, target, extra_checks=False)
        self.env.invalidate_all()

    def test_merged_customers_keep_all_interactions_though_a_mail_went_to_both(self):
        double = self._create_customer("Acme Ltd", crm_code="MB-2", user_id=self.seller.id)
        self.env["res.partner"].create(
            {"name": "Li Na", "parent_id": double.id, "email": "li@acme.example"}
        )
        other = self.env["crm.customer.interaction"].create(
            {"partner_id": double.id, "kind": "call", "name": "Asked for a price"}
        )
        mail = self._send(self._make(To="wang@acme.example, li@acme.example"))
        self.assertEqual(len(mail.interaction_ids), 2)
        self._merge(double, self.customer)
        self.assertEqual(other.exists().commercial_partner_id, self.customer)
        self.assertTrue(mail.interaction_ids)
        self.assertEqual(mail.interaction_ids.commercial_partner_id, self.customer)

    def test_merged_contacts_keep_their_other_addresses(self):
        double = self.env["res.partner"].create({"name": "Wang", "parent_id": self.customer.id})
        emails = self.env["crm.customer.email"]
        for partner, email in (
            (self.wang, "w@b.example"),
            (double, "w@b.example"),
            (double, "fang@c.example"),
        ):
            emails.create({"partner_id": partner.id, "email": email})
        self._merge(double, self.wang)
        self.assertEqual(
            sorted(self.wang.crm_email_ids.mapped("email")), ["fang@c.example", "w@b.example"]
        )

    def test_an_address_is_not_moved_to_somebody_elses_contact(self):
        self.user_all.partner_id.user_id = self.user_all  # somebody else owns it
        mine = self.env["crm.customer.email"].create(
            {"partner_id": self.wang.id, "email": "w@b.example"}
        )
        with self.assertRaises(AccessError):
            mine.with_user(self.seller).partner_id = self.user_all.partner_id
