from odoo import api, fields, models


class CrmKpiGoal(models.Model):
    """Goals of a service team."""

    _inherit = "crm.kpi.goal"

    breakdown = fields.Selection(
        selection_add=[("service_team", "Service Team")], ondelete={"service_team": "cascade"}
    )
    service_team_id = fields.Many2one(
        "crm.service.team", check_company=True, ondelete="restrict", index="btree_not_null"
    )

    @api.model
    def _get_scope_fields(self):
        return super()._get_scope_fields() | {"service_team_id"}

    @api.constrains("service_team_id")
    def _check_service_team_id(self):
        self._check_breakdown()
