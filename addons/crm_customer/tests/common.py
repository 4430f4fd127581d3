from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon


class CustomerCommon(BaseCommon):
    """A user per level, two companies, and makers of the records that tests want."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_b = cls.env["res.company"].create({"name": "Second company"})
        cls.user_own = cls._create_user("customer_own", "crm_customer.group_customer_own")
        cls.user_team = cls._create_user("customer_team", "crm_customer.group_customer_team")
        cls.user_all = cls._create_user("customer_all", "crm_customer.group_customer_all")
        cls.user_manager = cls._create_user(
            "customer_manager", "crm_customer.group_customer_manager"
        )
        cls.user_plain = cls._create_user("customer_plain", "base.group_user")

    @classmethod
    def _create_user(cls, login, *groups, **values):
        """Create an internal user ``login`` holding ``groups`` (xml ids)."""
        # tours and messages are read in English, whatever languages are installed
        values = {"lang": "en_US"} | values
        return new_test_user(cls.env, login, groups=",".join(groups), **values)

    @classmethod
    def _create_customer(cls, name="Acme Trading", **values):
        """Create a company that is a customer; ``values`` override the defaults."""
        return cls.env["res.partner"].create({"name": name, "is_company": True} | values)
