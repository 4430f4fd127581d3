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

    def set_values(self):
        """Keep a 0 of ours: the host deletes the parameter, and its default would count."""
        result = super().set_values()
        parameters = self.env["ir.config_parameter"].sudo()
        for name, parameter in self._crm_days_parameters().items():
            if not self[name]:
                parameters.set_param(parameter, "0")
        return result

    def _crm_days_parameters(self):
        """Return the days whose 0 means for ever, ``{field name: system parameter}``."""
        return {"crm_import_days": DAYS_PARAMETER}
