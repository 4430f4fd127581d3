from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RoleCommon


@tagged("post_install", "-at_install")
class TestSealed(RoleCommon):
    """What the system alone writes is not written over RPC, not even by who may edit the record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = cls._create_role(
            "chief", "sales_manager", "crm_customer.group_customer_manager"
        )

    def test_nobody_forges_how_far_a_hand_over_is(self):
        handovers = self.env["crm.handover"].with_user(self.chief)
        handover = handovers.create({"user_id": self.stranger.id})
        forged = {
            "state": "running",
            "start_user_id": self.boss.id,
            "previous_group_ids": [(6, 0, self.env.ref("account.group_account_manager").ids)],
        }
        for name, value in forged.items():
            with self.subTest(name), self.assertRaises(AccessError):
                handover.write({name: value})
            with self.subTest(name), self.assertRaises(AccessError):
                handovers.create({"user_id": self.stranger.id, name: value})
        with self.assertRaises(AccessError):
            handovers.with_context(default_state="done").create({"user_id": self.stranger.id})

    def test_a_webhook_reads_by_the_rights_of_who_set_it_up(self):
        endpoints = self.env["crm.outbox.endpoint"].with_user(self.chief)
        endpoint = endpoints.create(
            {"name": "Hook", "url": "https://hook.example.com/in", "user_id": self.boss.id}
        )
        self.assertEqual(endpoint.user_id, self.chief)
        endpoint.write({"user_id": self.boss.id})
        self.assertEqual(endpoint.user_id, self.chief)

    def test_prices_from_costs_are_made_by_who_sees_costs(self):
        pricelist = self.env["product.pricelist"].create({"name": "Cost"})
        values = {
            "pricelist_id": pricelist.id,
            "compute_price": "formula",
            "base": "standard_price",
        }
        items = self.env["product.pricelist.item"]
        with self.assertRaises(AccessError):
            items.with_user(self.manager).create(values)
        self.assertTrue(items.create(values))

    def test_a_rfm_class_of_a_hidden_customer_is_hidden(self):
        score = (
            self.env["crm.customer.rfm"]
            .sudo()
            .create(
                {
                    "partner_id": self.strangers_customer.id,
                    "company_id": self.env.company.id,
                    "currency_id": self.env.company.currency_id.id,
                    "class_id": self.env["crm.customer.rfm.class"].search([], limit=1).id,
                    "date_last": "2026-01-05",
                    "frequency": 1,
                    "monetary": 100.0,
                    "r_score": 5,
                    "f_score": 1,
                    "m_score": 1,
                }
            )
        )
        self.env.flush_all()
        domain = [("id", "=", score.id)]
        self._hide_others()
        self.assertFalse(self.env["crm.customer.rfm"].with_user(self.rep).search_count(domain))
