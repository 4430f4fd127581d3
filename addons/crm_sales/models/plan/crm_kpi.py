from odoo import fields, models


class CrmKpi(models.Model):
    _inherit = "crm.kpi"

    is_finance = fields.Boolean(
        "Finance Only",
        help="Plans, attainment and incentives by this KPI are seen by the finance role alone; "
        "it has no goals.",
    )
