from odoo import fields, models

from .crm_customer_import_retention import DAYS, DAYS_PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_import_days = fields.Integer(
        string="Days to keep imported files and rows",
        default=DAYS,
        config_parameter=DAYS_PARAMETER,
        help="After so many days the file, the rows and the journal of an import are deleted;"
        " it can then no longer be undone. 0 keeps them for ever.",
    )
