from odoo.fields import Command

from odoo.addons.base.tests.common import BaseCommon

# users are made in each class: no invitation, no message that says so
QUIET = {"no_reset_password": True, "mail_create_nolog": True, "mail_notrack": True}
LEVELS = ("own", "team", "all", "manager")


class CustomerCommon(BaseCommon):
    """A user per level, two companies, and makers of the records that tests want."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_b = cls.env["res.company"].create({"name": "Second company"})
        groups = {f"customer_{level}": f"crm_customer.group_customer_{level}" for level in LEVELS}
        cls.user_own, cls.user_team, cls.user_all, cls.user_manager, cls.user_plain = (
            cls._create_users(groups | {"customer_plain": "base.group_user"})
        )

    @classmethod
    def _create_user(cls, login, *groups, **values):
        """Create an internal user ``login`` holding ``groups`` (xml ids)."""
        return cls._create_users({login: ",".join(groups)}, **values)

    @classmethod
    def _create_users(cls, groups, **values):
        """Create several in one go, which takes little longer than one.

        :param dict groups: by login the groups (xml ids, separated by commas)
        """
        if "company_id" in values:
            values = {"company_ids": [Command.link(values["company_id"])]} | values
        all_values = [cls._user_values(*item) | values for item in groups.items()]
        users = cls.env["res.users"].with_context(**QUIET).create(all_values)
        return users.with_env(cls.env)

    @classmethod
    def _user_values(cls, login, groups):
        names = groups.split(",")
        return {
            "login": login,
            "name": f"{login} ({groups})",
            "password": login.ljust(8, "x"),
            "email": login if "@" in login else f"{login[0]}.{login[0]}@example.com",
            # tours and messages are read in English, whatever languages are installed
            "lang": "en_US",
            "group_ids": [Command.set([cls.env.ref(name.strip()).id for name in names])],
        }

    @classmethod
    def _create_customer(cls, name="Acme Trading", **values):
        """Create a company that is a customer; ``values`` override the defaults."""
        return cls.env["res.partner"].create({"name": name, "is_company": True} | values)
