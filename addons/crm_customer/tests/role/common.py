from odoo.fields import Command

from ..common import CustomerCommon


class RoleCommon(CustomerCommon):
    """Sellers of two teams, their leaders, and a customer of each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rep = cls._create_role("rep", "sales_rep")
        cls.mate = cls._create_role("mate", "sales_rep")
        cls.stranger = cls._create_role("stranger", "sales_rep")
        cls.leader = cls._create_role("leader", "team_leader")
        cls.manager = cls._create_role("manager", "sales_manager")
        cls.boss = cls._create_role("boss", "management")
        cls.near = cls._create_team("Near", cls.rep + cls.mate, cls.leader)
        cls.far = cls._create_team("Far", cls.stranger)
        cls.customer = cls._create_customer("Rep's customer", user_id=cls.rep.id)
        cls.mates_customer = cls._create_customer("Mate's customer", user_id=cls.mate.id)
        cls.strangers_customer = cls._create_customer(
            "Stranger's customer", user_id=cls.stranger.id
        )
        cls.nobodys_customer = cls._create_customer("Nobody's customer")
        cls.customers = (
            cls.customer + cls.mates_customer + cls.strangers_customer + cls.nobodys_customer
        )

    @classmethod
    def _create_role(cls, login, role, *groups, **values):
        return cls._create_user(f"role_{login}", f"crm_customer.role_{role}", *groups, **values)

    @classmethod
    def _create_team(cls, name, members, leader=None):
        return cls.env["crm.team"].create(
            {
                "name": name,
                "user_id": leader.id if leader else False,
                "company_id": cls.env.company.id,
                "member_ids": [Command.set(members.ids)],
            }
        )

    def _reach(self, records, user, operation):
        """Return which of ``records`` the user may read or write."""
        return records.with_user(user)._filtered_access(operation).with_user(self.env.user)

    def _hide_others(self):
        self.env.ref("crm_customer.group_bound").implied_ids += self.env.ref(
            "crm_customer.group_hide_others"
        )
