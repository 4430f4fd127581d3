from odoo import api, fields, models


class CrmSalesPlanRow(models.TransientModel):
    """A row to add to a plan: a person, or a team as such."""

    _name = "crm.sales.plan.row"
    _description = "Row of a Sales Plan"

    plan_id = fields.Many2one("crm.sales.plan", required=True, ondelete="cascade")
    dimension = fields.Selection(related="plan_id.dimension")
    company_id = fields.Many2one(related="plan_id.company_id")
    team_id = fields.Many2one("crm.team", "Sales Team", check_company=True)
    user_id = fields.Many2one(
        "res.users",
        "Person",
        domain="[('share', '=', False)]",
        help="Empty: for the team as such, such as a post that is still vacant.",
    )
    category_id = fields.Many2one("product.category")
    level_id = fields.Many2one("crm.customer.level")

    @api.onchange("user_id")
    def _onchange_user_id(self):
        if self.user_id and not self.team_id:
            self.team_id = self.user_id.sale_team_id

    @api.model_create_multi
    def create(self, vals_list):
        """Adding it is all that it is for."""
        rows = super().create(vals_list)
        for row in rows:
            row.plan_id.grid_add_row(
                row.team_id.id, row.user_id.id, row.category_id.id, row.level_id.id
            )
        return rows
