from odoo import fields, models


class CrmWorkdayScopeMixin(models.AbstractModel):
    """Asks for whom days are entered: a company, or only some of its working hours."""

    _name = "crm.workday.scope.mixin"
    _description = "Scope of Working Days"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        "Working Hours",
        domain="[('company_id', 'in', (company_id, False))]",
        help="Only for these working hours; empty: for all of the company.",
    )
