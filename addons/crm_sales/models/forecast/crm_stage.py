from odoo import fields, models

# what a stage or a person says; won ones are closed
CATEGORIES = [
    ("omitted", "Omitted"),
    ("pipeline", "Pipeline"),
    ("best_case", "Best Case"),
    ("commit", "Commit"),
]


class CrmStage(models.Model):
    _inherit = "crm.stage"

    # without a default, so that no row is touched when the addon is installed
    crm_forecast_category = fields.Selection(
        CATEGORIES,
        "Forecast Category",
        groups="crm_sales.group_sales_own",
        help="What opportunities of this stage are in the forecast, as long as nobody says "
        "otherwise of one. Empty: pipeline.",
    )
