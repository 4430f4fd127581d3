from odoo import api, fields, models


class CrmKpi(models.Model):
    """Figures by service team."""

    _inherit = "crm.kpi"

    service_team_path = fields.Char(
        "Service Team", help="The field that leads to the service team."
    )

    @api.model
    def _kpi_breakdowns(self):
        return super()._kpi_breakdowns() | {
            "service_team": ("service_team_id", "service_team_path")
        }

    @api.constrains("service_team_path")
    def _check_service_team_path(self):
        self._check_readable()

    def _try_definition(self):
        result = super()._try_definition()
        if self.service_team_path:
            model = self._get_model()
            query = model._search([])
            model._read_group_groupby(model._table, self.service_team_path, query)
        return result
