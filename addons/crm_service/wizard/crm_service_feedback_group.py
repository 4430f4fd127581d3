from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CrmServiceFeedbackGroup(models.TransientModel):
    """Chooses the improvement that feedback goes into, or proposes a new one."""

    _name = "crm.service.feedback.group"
    _description = "Group Feedback"

    feedback_ids = fields.Many2many("crm.service.feedback", required=True)
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    is_new = fields.Boolean("Propose a New Improvement", default=True)
    improvement_id = fields.Many2one(
        "crm.service.improvement",
        domain="[('company_id', '=', company_id), ('state', 'not in', ('verified', 'declined'))]",
    )
    name = fields.Char("Title", compute="_compute_name", store=True, readonly=False)
    count = fields.Integer("Number of Feedback", compute="_compute_count")
    customer_count = fields.Integer("Customers Behind", compute="_compute_count")

    @api.depends("feedback_ids")
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.feedback_ids[:1].company_id or self.env.company

    @api.depends("feedback_ids")
    def _compute_name(self):
        for wizard in self:
            wizard.name = wizard.name or wizard.feedback_ids[:1].name

    @api.depends("feedback_ids")
    def _compute_count(self):
        for wizard in self:
            wizard.count = len(wizard.feedback_ids)
            wizard.customer_count = len(wizard.feedback_ids.commercial_partner_id)

    def action_apply(self):
        """Group, and open the improvement.

        :raise UserError: nothing was chosen, or it is of several companies
        """
        self.ensure_one()
        self.feedback_ids._check_groupable()
        improvement = self._make() if self.is_new else self.improvement_id
        if not improvement:
            raise UserError(self.env._("Choose an improvement, or propose a new one."))
        self.feedback_ids.write({"improvement_id": improvement.id})
        return improvement._get_records_action()

    def _make(self):
        """Propose an improvement of what the feedback has in common."""
        if not (self.name or "").strip():
            raise UserError(self.env._("Give the improvement a title."))
        categories = self.feedback_ids.category_id
        words = [one.description or one.name for one in self.feedback_ids]
        return self.env["crm.service.improvement"].create(
            {
                "name": self.name,
                "company_id": self.company_id.id,
                "category_id": categories.id if len(categories) == 1 else False,
                "product_ids": [Command.set(self.feedback_ids.product_id.ids)],
                "problem": "\n".join(f"– {text}" for text in words),
                "user_id": self._get_manager().id,
            }
        )

    def _get_manager(self):
        """Return the user who answers for products, when it is one."""
        is_manager = self.env.user.has_group("crm_service.group_improvement")
        return self.env.user if is_manager else self.env["res.users"]
