from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

LEVEL = "crm_customer.group_customer_own"
OPEN_STATES = ("open", "in_progress")


class CrmRequestDepartment(models.Model):
    """Who answers questions about one subject, and within how many working days."""

    _name = "crm.request.department"
    _description = "Department That Answers"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        check_company=True,
        domain=lambda self: self._domain_users(),
        default=lambda self: self.env.user,
        help="Gets the questions that nobody else has taken.",
    )
    member_ids = fields.Many2many(
        "res.users",
        "crm_request_department_user_rel",
        "department_id",
        "user_id",
        "Members",
        check_company=True,
        domain=lambda self: self._domain_users(),
        help="See the questions to this department, and may take and answer them.",
    )
    answer_days = fields.Integer(
        "Answer Within",
        required=True,
        default=2,
        help="Working days that an answer may take. 0: on the day of the question.",
    )
    escalation_user_id = fields.Many2one(
        "res.users",
        "Escalate To",
        check_company=True,
        domain=lambda self: self._domain_users(),
        help="Hears about each question that is overdue; empty: the responsible.",
    )
    open_count = fields.Integer("Open Questions", compute="_compute_open_count")
    overdue_count = fields.Integer("Overdue Questions", compute="_compute_open_count")

    _name_uniq = models.UniqueIndex(
        "(company_id, name) WHERE active",
        "There is a department of this name already.",
    )
    _answer_days_positive = models.Constraint(
        "CHECK(answer_days >= 0 AND answer_days <= 250)",
        "An answer may take 0 to 250 working days.",
    )

    def _domain_users(self):
        group = self.env.ref(LEVEL)
        return [("share", "=", False), ("all_group_ids", "in", group.ids)]

    def _compute_open_count(self):
        requests = self.env["crm.request"]
        is_open = Domain("department_id", "in", self.ids) & Domain("state", "in", OPEN_STATES)
        counts = dict(requests._read_group(is_open, ["department_id"], ["__count"]))
        late = is_open & Domain("is_overdue", "=", True)
        overdue = dict(requests._read_group(late, ["department_id"], ["__count"]))
        for department in self:
            department.open_count = counts.get(department._origin, 0)
            department.overdue_count = overdue.get(department._origin, 0)

    @api.constrains("user_id", "member_ids", "escalation_user_id")
    def _check_users(self):
        """Questions may be sensitive: only who works with customers answers them."""
        for department in self:
            # sudo: the groups of colleagues are not for everybody to read
            people = department.user_id | department.member_ids | department.escalation_user_id
            strangers = people.sudo().filtered(lambda user: not user.has_group(LEVEL))
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%(people)s cannot answer questions: give them an access level to "
                        "customers first.",
                        people=", ".join(strangers.mapped("name")),
                    )
                )

    def action_view_requests(self):
        """Open the questions to this department."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_customer.crm_request_action")
        return action | {
            "domain": [("department_id", "=", self.id)],
            "context": {"default_department_id": self.id, "search_default_unanswered": 1},
        }

    def _get_people(self):
        """Return who may take a question of these departments."""
        return self.user_id | self.member_ids
