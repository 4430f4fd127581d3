from odoo import api, fields, models


class CrmKpiGoal(models.Model):
    """Goals for the customers of a segment."""

    _inherit = "crm.kpi.goal"

    breakdown = fields.Selection(
        selection_add=[("segment", "Segment")], ondelete={"segment": "cascade"}
    )
    segment_id = fields.Many2one(
        "crm.customer.segment",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        help="The figure is that of who is a member on the last day of the period.",
    )

    @api.model
    def _get_scope_fields(self):
        return super()._get_scope_fields() | {"segment_id"}

    @api.constrains("segment_id")
    def _check_segment_id(self):
        self._check_breakdown()
