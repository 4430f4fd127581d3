from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.approval.engine import ALL

WHO = [
    ("user", "People"),
    ("group", "A Role"),
    ("leader", "Team Leader of the Requester"),
]


class CrmApprovalRuleStep(models.Model):
    """Whom a rule asks, how many of them must approve, and what happens if they are silent."""

    _name = "crm.approval.rule.step"
    _description = "Step of an Approval Rule"
    _order = "rule_id, sequence, id"

    rule_id = fields.Many2one("crm.approval.rule", required=True, index=True, ondelete="cascade")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(
        "Step Order", default=10, help="Steps of the same order are asked at the same time."
    )
    amount_min = fields.Float(
        "From Amount",
        default=0.0,
        help="Asked from this amount on, in the currency of the company.",
    )

    # who
    who = fields.Selection(WHO, "Asks", required=True, default="leader")
    user_ids = fields.Many2many(
        "res.users",
        "crm_approval_rule_step_user_rel",
        string="People",
        domain="[('share', '=', False)]",
    )
    group_id = fields.Many2one("res.groups", "Role", ondelete="restrict")
    mode = fields.Selection(
        [("all", "All of Them"), ("any", "One of Them"), ("number", "A Number of Them")],
        "Approved By",
        required=True,
        default="any",
    )
    number = fields.Integer(default=2, help="So many different people must approve.")

    # silence
    days = fields.Integer(
        "Deadline", default=2, help="Working days after the day of asking; 0: no deadline."
    )
    escalation = fields.Selection(
        WHO, "Escalates To", help="Who may decide for the step when the deadline is over."
    )
    escalation_user_ids = fields.Many2many(
        "res.users",
        "crm_approval_rule_step_escalation_rel",
        string="Escalation: People",
        domain="[('share', '=', False)]",
    )
    escalation_group_id = fields.Many2one("res.groups", "Escalation: Role", ondelete="restrict")

    _number_positive = models.Constraint(
        "CHECK(number > 0 AND days >= 0 AND amount_min >= 0)",
        "Numbers, working days and amounts of a step are not negative, one person approves "
        "at least.",
    )

    @api.constrains("who", "user_ids", "group_id")
    def _check_who(self):
        for step in self:
            if (step.who == "user" and not step.user_ids) or (
                step.who == "group" and not step.group_id
            ):
                raise ValidationError(self.env._("%(step)s: say who approves.", step=step.name))

    @api.constrains("escalation", "escalation_user_ids", "escalation_group_id")
    def _check_escalation(self):
        for step in self:
            if (step.escalation == "user" and not step.escalation_user_ids) or (
                step.escalation == "group" and not step.escalation_group_id
            ):
                raise ValidationError(
                    self.env._("%(step)s: say to whom it escalates.", step=step.name)
                )

    def _prepare_step(self, requester, company):
        """Return the values of the ``crm.approval.step`` that asks ``requester``'s approvers.

        :raise UserError: nobody but the requester could approve
        """
        self.ensure_one()
        escalation = self._get_people(
            self.escalation, self.escalation_user_ids, self.escalation_group_id, requester, company
        )
        people = self._get_people(self.who, self.user_ids, self.group_id, requester, company)
        # nobody approves an own request: then who would be asked after a silence is asked
        people = people or escalation or self._get_managers(requester, company)
        if not people:
            raise UserError(
                self.env._(
                    "Nobody but you could approve the step %(step)s. Ask a manager to add "
                    "approvers to the rule %(rule)s.",
                    step=self.name,
                    rule=self.rule_id.name,
                )
            )
        needed = {"all": ALL, "any": 1, "number": self.number}[self.mode]
        return {
            "name": self.name,
            "sequence": self.sequence,
            "needed": min(needed, len(people)),
            "days": self.days,
            "escalation_user_ids": (escalation - people).ids,
            "line_ids": [fields.Command.create({"user_id": user.id}) for user in people],
        }

    @api.model
    def _get_people(self, who, users, group, requester, company):
        """Return the people of ``company`` that are meant, without the requester."""
        if who == "user":
            people = users
        elif who == "group":
            people = group.all_user_ids
        elif who == "leader":
            people = requester.crm_team_ids.user_id
        else:
            people = users.browse()
        return people.filtered(
            lambda user: (
                user.active and not user.share and company in user.company_ids and user != requester
            )
        )

    @api.model
    def _get_managers(self, requester, company):
        managers = self.env.ref("crm_customer.group_customer_manager")
        people = self._get_people("group", None, managers, requester, company)
        return people - self.env.ref("base.user_root")
