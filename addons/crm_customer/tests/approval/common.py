from freezegun import freeze_time

from odoo.fields import Command

from ..common import CustomerCommon

# a Wednesday, 10:00 in Shanghai
NOW = "2026-03-04 02:00:00"
KIND = "credit_limit"


@freeze_time(NOW)
class ApprovalCommon(CustomerCommon):
    """A sales rep with a leader, a director, and a rule for credit limits.

    The leader is asked for every limit, the director as well from 100,000 on.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Approval = cls.env["crm.approval"]
        cls.Rule = cls.env["crm.approval.rule"]
        cls.Rule.search([]).active = False
        cls.company = cls.env.company
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.leader = cls._create_user(
            "leader", "crm_customer.group_customer_team", name="Lea Leader"
        )
        cls.director = cls._create_user(
            "director", "crm_customer.group_customer_all", name="Dan Director"
        )
        cls.deputy = cls._create_user("deputy", "base.group_user", name="Dora Deputy")
        cls.team = cls.env["crm.team"].create(
            {
                "name": "South",
                "user_id": cls.leader.id,
                "company_id": cls.company.id,
                "member_ids": [Command.set([cls.user_own.id, cls.leader.id])],
            }
        )
        cls.customer = cls._create_customer(user_id=cls.user_own.id)
        cls.rule = cls._create_rule()

    @classmethod
    def _create_rule(cls, steps=None, **values):
        """Create a rule; ``steps`` is a list of values, by default leader, then director."""
        if steps is None:
            steps = [
                cls._step("Leader"),
                cls._step("Director", [cls.director], sequence=20, amount_min=100_000),
            ]
        return cls.Rule.create(
            {
                "name": "Limits",
                "kind": KIND,
                "company_id": cls.env.company.id,
                "step_ids": [Command.create(step) for step in steps],
            }
            | values
        )

    @classmethod
    def _step(cls, name, people=(), **values):
        """Return the values of a step that asks ``people``, or the leader."""
        return {
            "name": name,
            "who": "user" if people else "leader",
            "user_ids": [Command.set([user.id for user in people])],
            "days": 2,
        } | values

    def _ask(self, amount=50_000, user=None, customer=None):
        """Let ``user`` (the sales rep) ask for a credit limit; return the approval."""
        customer = (customer or self.customer).with_user(user or self.user_own)
        approval = customer._approval_require(KIND, {"credit_limit": amount}, "They grow")
        return self.Approval.browse(approval.id)

    def _decide(self, approval, user, decision="approved", comment="Fine"):
        approval.with_user(user)._decide(decision, comment)

    def _activity_users(self, approval):
        activities = self.env["mail.activity"].search(
            [("res_model", "=", "crm.approval"), ("res_id", "=", approval.id)]
        )
        return activities.user_id
