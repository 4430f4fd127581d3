from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged, users

from ..common import CustomerCommon

MODELS = {
    "crm.customer.external.key": "crm_external_key_ids",
    "crm.customer.former.name": "crm_former_name_ids",
    "crm.customer.invoice.title": "crm_invoice_title_ids",
}


@tagged("post_install", "-at_install")
class TestCustomerDetailSecurity(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._create_customer("Own Ltd", user_id=cls.user_own.id)
        cls.second = cls._create_customer("Own, too", user_id=cls.user_own.id)
        cls.other = cls._create_customer("Of others", user_id=cls.user_all.id)
        cls.foreign = cls._create_customer("Foreign", company_id=cls.company_b.id)
        cls.system = cls.env["crm.customer.external.system"].create({"name": "T", "code": "TST"})

    def _detail(self, model):
        values = {"partner_id": self.own.id}
        if model == "crm.customer.external.key":
            values |= {"system_id": self.system.id, "key": "K1"}
        else:
            values["name"] = "A name"
        return self.env[model].create(values)

    @users("customer_own")
    def test_details_are_moved_between_own_customers_only(self):
        for model, field in MODELS.items():
            detail = self._detail(model)
            for customer in (self.other, self.foreign):
                with self.subTest(model=model, to=customer.name):
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        detail.write({"partner_id": customer.id})
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        customer.with_env(self.env).write({field: [Command.link(detail.id)]})
                    self.env.invalidate_all()
                    self.assertEqual(detail.partner_id, self.own.with_env(self.env))
            detail.partner_id = self.second
            self.assertEqual(detail.partner_id, self.second.with_env(self.env))

    @users("customer_all")
    def test_who_edits_all_customers_moves_details(self):
        for model in MODELS:
            detail = self._detail(model)
            detail.partner_id = self.other
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                detail.partner_id = self.foreign
