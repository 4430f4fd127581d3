from odoo import fields, models

from .crm_erasure import DAYS, DAYS_PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_erasure_days = fields.Integer(
        "Addresses of Erased Persons", default=DAYS, config_parameter=DAYS_PARAMETER
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
        return {
            name: field.config_parameter
            for name, field in self._fields.items()
            if name.startswith("crm_")
            and name.endswith("_days")
            and getattr(field, "config_parameter", None)
        }
