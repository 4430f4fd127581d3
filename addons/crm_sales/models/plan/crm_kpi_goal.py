from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmKpiGoal(models.Model):
    """Goals that a sales plan has set."""

    _inherit = "crm.kpi.goal"

    sales_plan_id = fields.Many2one(
        "crm.sales.plan",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="It has set the target; a revision of the plan changes it.",
    )

    @property
    def _sealed_fields(self):
        return super()._sealed_fields | {"sales_plan_id"}

    @api.constrains("kpi_id")
    def _check_finance(self):
        """The figure of a goal is read by all in its scope: margins are not told that way."""
        for goal in self.sudo():  # sudo: what a KPI is does not depend on the reader
            if goal.kpi_id.is_finance:
                raise ValidationError(
                    self.env._("%(kpi)s is for finance alone: no goals.", kpi=goal.kpi_id.name)
                )

    def _get_plan_place(self):
        """Return (level, id, period, first day), as plans tell goals apart."""
        return self.breakdown, self._get_key(), self.period, self.date_start
