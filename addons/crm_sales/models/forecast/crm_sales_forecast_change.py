from odoo import api, fields, models

from .crm_stage import CATEGORIES


class CrmSalesForecastChange(models.Model):
    """Who put an opportunity into another category of the forecast, and when. By the system alone.

    What the stage changes is in the stays of the opportunity.
    """

    _name = "crm.sales.forecast.change"
    _description = "Change of the Forecast Category"
    _order = "date desc, id desc"
    _log_access = False

    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        readonly=True,
        ondelete="cascade",
        index=True,
        groups="sales_team.group_sale_salesman",
    )
    date = fields.Datetime("Changed On", required=True, readonly=True)
    category_before = fields.Selection(
        [*CATEGORIES, ("closed", "Closed (Won)")], "From", readonly=True
    )
    category_after = fields.Selection(
        [*CATEGORIES, ("closed", "Closed (Won)")], "To", readonly=True
    )
    stage_id = fields.Many2one("crm.stage", readonly=True, ondelete="set null")
    user_id = fields.Many2one("res.users", "Changed By", readonly=True, ondelete="set null")
    owner_id = fields.Many2one("res.users", "Salesperson", readonly=True, ondelete="set null")
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True, ondelete="set null")
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    currency_id = fields.Many2one("res.currency", readonly=True, ondelete="restrict")
    value = fields.Monetary(readonly=True, help="The expected revenue at that moment.")

    _order_idx = models.Index("(date DESC, id DESC)")

    @api.depends("category_before", "category_after")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["category_after"]._description_selection(self.env))
        for change in self:
            change.display_name = (
                f"{labels.get(change.category_before, '')} → "
                f"{labels.get(change.category_after, '')}"
            )

    def action_open_lead(self):
        """Open the opportunity."""
        return self.lead_id._get_records_action()
