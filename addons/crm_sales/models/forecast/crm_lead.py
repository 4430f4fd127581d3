from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .crm_stage import CATEGORIES

GROUP = "crm_sales.group_sales_own"
# a won opportunity is closed, whatever was said; a lost or archived one is no part of a forecast
CATEGORY = """
    CASE WHEN %(lead)s.won_status = 'won' THEN 'closed'
         WHEN %(lead)s.won_status = 'lost' OR %(lead)s.active IS NOT TRUE THEN 'omitted'
         ELSE COALESCE(%(lead)s.crm_forecast_choice, %(stage)s.crm_forecast_category, 'pipeline')
    END
"""


class CrmLead(models.Model):
    """How sure the owner is of an opportunity, and who said so when.

    By the stage, unless somebody chose otherwise. Not stored: who makes or moves opportunities
    writes nothing for it, and who changes what a stage means changes no opportunity.
    """

    _inherit = "crm.lead"

    crm_forecast_choice = fields.Selection(
        CATEGORIES,
        "Chosen Category",
        copy=False,
        groups=GROUP,
        help="What was chosen by hand; empty: by the stage.",
    )
    crm_forecast_category = fields.Selection(
        [*CATEGORIES, ("closed", "Closed (Won)")],
        "Forecast Category",
        compute="_compute_crm_forecast_category",
        inverse="_inverse_crm_forecast_category",
        search="_search_crm_forecast_category",
        groups=GROUP,
        help="Commit: it will be won in the period. Best case: it may be. Pipeline: it is worked "
        "on. Omitted: it is no part of the forecast. Won ones are closed.",
    )
    crm_forecast_change_ids = fields.One2many(
        "crm.sales.forecast.change", "lead_id", "Changes of the Category", groups=GROUP
    )

    @api.depends("crm_forecast_choice", "stage_id", "won_status", "active")
    def _compute_crm_forecast_category(self):
        for lead, category in self._crm_get_categories().items():
            lead.crm_forecast_category = category

    def _crm_get_categories(self):
        """Return ``{opportunity: category}``, as what is stored says."""
        # sudo: what a stage means is no secret
        stages = {stage: stage.crm_forecast_category for stage in self.sudo().stage_id}
        categories = {}
        for lead in self:
            if lead.won_status == "won":
                categories[lead] = "closed"
            elif lead.won_status == "lost" or not lead.active:
                categories[lead] = "omitted"
            else:
                by_stage = stages.get(lead.sudo().stage_id)
                categories[lead] = lead.crm_forecast_choice or by_stage or "pipeline"
        return categories

    def _inverse_crm_forecast_category(self):
        """Keep what was chosen; what the stage says anyway, and closed, is no choice."""
        for lead in self.filtered(lambda lead: lead.won_status == "pending"):
            category = lead.crm_forecast_category
            if category == "closed":
                continue
            # sudo: what a stage means is no secret
            usual = lead.sudo().stage_id.crm_forecast_category or "pipeline"
            lead.crm_forecast_choice = category if category != usual else False

    def _search_crm_forecast_category(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._crm_domain_of_category(category) for category in value if category)

    @api.model
    def _crm_domain_of_category(self, category):
        if category == "closed":
            return Domain("won_status", "=", "won")
        by_stage = Domain("stage_id.crm_forecast_category", "=", category)
        if category == "pipeline":
            by_stage |= Domain("stage_id.crm_forecast_category", "=", False)
            by_stage |= Domain("stage_id", "=", False)
        domain = (
            Domain("won_status", "=", "pending")
            & Domain("active", "=", True)
            & (
                Domain("crm_forecast_choice", "=", category)
                | (Domain("crm_forecast_choice", "=", False) & by_stage)
            )
        )
        if category == "omitted":
            domain |= Domain("won_status", "=", "lost") | (
                Domain("won_status", "=", "pending") & Domain("active", "=", False)
            )
        return domain

    def _field_to_sql(self, alias, field_expr, query=None):
        """Lists sort, group and count by the category, though no column holds it."""
        if field_expr != "crm_forecast_category" or query is None:
            return super()._field_to_sql(alias, field_expr, query)
        self._check_field_access(self._fields[field_expr], "read")
        self.flush_model(["won_status", "active", "crm_forecast_choice", "stage_id"])
        self.env["crm.stage"].flush_model(["crm_forecast_category"])
        stage = query.make_alias(alias, "crm_forecast_stage")
        query.add_join(
            "LEFT JOIN",
            stage,
            "crm_stage",
            SQL("%s = %s", SQL.identifier(stage, "id"), SQL.identifier(alias, "stage_id")),
        )
        return self._crm_category_to_sql(alias, stage)

    @api.model
    def _crm_category_to_sql(self, lead, stage):
        return SQL(CATEGORY, lead=SQL.identifier(lead), stage=SQL.identifier(stage))

    def write(self, vals):
        if "crm_forecast_choice" not in vals:
            return super().write(vals)
        before = self._crm_get_categories()
        result = super().write(vals)
        after = self._crm_get_categories()
        # sudo: nobody writes the log by hand
        self.env["crm.sales.forecast.change"].sudo().create(
            [
                lead._crm_prepare_category_change(before[lead], after[lead])
                for lead in self
                if after[lead] != before[lead]
            ]
        )
        return result

    def _crm_prepare_category_change(self, before, after):
        return {
            "lead_id": self.id,
            "date": self.env.cr.now().replace(microsecond=0),
            "category_before": before,
            "category_after": after,
            "stage_id": self.stage_id.id,
            "user_id": self.env.uid,
            "owner_id": self.user_id.id,
            "team_id": self.team_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.company_currency.id,
            "value": self.expected_revenue,
        }

    def _merge_dependences(self, opportunities):
        """What was said of the merged ones stays to be seen."""
        # sudo: nobody writes the log by hand
        log = self.env["crm.sales.forecast.change"].sudo()
        log.search([("lead_id", "in", opportunities.ids)]).lead_id = self
        return super()._merge_dependences(opportunities)

    def action_view_crm_forecast_changes(self):
        """Open who changed the category when."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_forecast_change_action"
        )
        return action | {"domain": [("lead_id", "=", self.id)], "context": {}}
