from odoo import fields, models

from .crm_sales_chase_step import ACTIONS


class CrmSalesChaseAct(models.Model):
    """A step that was done: once, whoever runs it, however often."""

    _name = "crm.sales.chase.act"
    _description = "Done Step of a Follow-up"
    _order = "id desc"

    chase_id = fields.Many2one("crm.sales.chase", required=True, index=True, ondelete="cascade")
    turn = fields.Integer(required=True)
    step_id = fields.Many2one("crm.sales.chase.step", ondelete="set null")
    name = fields.Char("What Was Done", required=True)
    date = fields.Datetime("Done On", required=True, default=fields.Datetime.now)
    action = fields.Selection(ACTIONS, required=True)
    user_id = fields.Many2one(related="chase_id.user_id", store=True, index=True)
    company_id = fields.Many2one(related="chase_id.company_id", store=True, index=True)
    detail = fields.Char(help="Why no e-mail went out, where a step wanted one.")

    _once_uniq = models.UniqueIndex("(chase_id, turn, step_id)", "This step was done already.")
