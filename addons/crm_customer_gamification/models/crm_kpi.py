from odoo import fields, models


class CrmKpi(models.Model):
    _inherit = "crm.kpi"

    badge_id = fields.Many2one(
        "gamification.badge",
        ondelete="set null",
        help="Granted to each person who achieves a goal of this KPI.",
    )
