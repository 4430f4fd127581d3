from odoo import api, fields, models

from ...tools.forecast.learn import FEWEST_DEALS, tell

GROUP = "crm_sales.group_sales_own"
TOLD = 3  # reasons that are named


class CrmLead(models.Model):
    """The chance of an open opportunity by the model, and the strongest reasons in words."""

    _inherit = "crm.lead"

    crm_forecast_chance = fields.Float(
        "Chance by the Model (%)",
        compute="_compute_crm_forecast_chance",
        digits=(16, 0),
        aggregator=None,
        groups=GROUP,
        help="That it is won at all, by what became of past opportunities like it.",
    )
    crm_forecast_reasons = fields.Text(
        "Reasons", compute="_compute_crm_forecast_chance", groups=GROUP
    )

    @api.depends("stage_id", "user_id", "partner_id", "won_status", "automated_probability")
    @api.depends_context("lang")
    def _compute_crm_forecast_chance(self):
        self.crm_forecast_chance = 0.0
        self.crm_forecast_reasons = False
        # sudo: what the model says of an opportunity is for who may read it
        for company, leads in self.sudo().grouped("company_id").items():
            leads._crm_tell_chances(company or self.env.company)

    def _crm_tell_chances(self, company):
        models_of = self.env["crm.sales.forecast.model"]
        model = models_of.search([("company_id", "=", company.id)])
        open_leads = self.filtered(
            lambda lead: lead.won_status == "pending" and lead.type == "opportunity" and lead.id
        )
        if not model:
            return
        fitted = model._get_model()
        if not fitted:
            text = self.env._(
                "Too little history: %(count)s decided opportunities, %(needed)s are needed.",
                count=model.deal_count,
                needed=FEWEST_DEALS,
            )
            open_leads.crm_forecast_reasons = text
            return
        today = company._crm_today()
        leads = {lead._origin.id: lead for lead in open_leads}
        for sight in models_of._get_sights(company, [today], list(leads)):
            lead = leads[sight.lead]
            lead.crm_forecast_chance = 100 * fitted.chance(sight.facts)
            lead.crm_forecast_reasons = lead._crm_get_reasons(fitted, sight)

    def _crm_get_reasons(self, fitted, sight):
        """Return the strongest reasons, a line each: what it is, and by how many points."""
        lines = []
        for name, points in tell(fitted, sight.facts)[:TOLD]:
            if round(points):
                lines.append(
                    self.env._(
                        "%(reason)s: %(points)s points",
                        reason=self._crm_name_reason(name, sight),
                        points=f"{points:+.0f}".replace("-", "−"),
                    )
                )
        return "\n".join(lines) or self.env._("As usual: nothing speaks for or against it.")

    def _crm_name_reason(self, name, sight):
        facts = sight.facts
        if name == "customer" and not facts["customer"]:
            return self.env._("new customer")
        return {
            "stage": lambda: self.env._("in %(stage)s", stage=self.stage_id.name),
            "age": lambda: self.env._(
                "in %(stage)s for %(days)s days",
                stage=self.stage_id.name,
                days=self._crm_get_days_in_stage(),
            ),
            "owner": lambda: self.env._("of %(person)s", person=self.user_id.name or ""),
            "customer": lambda: self.env._("customer who has bought before"),
            "season": lambda: self.env._("quarter %(number)s", number=facts["season"]),
            "score": lambda: self.env._(
                "scored with %(percent)s %%", percent=round(self.automated_probability)
            ),
        }[name]()

    def _crm_get_days_in_stage(self):
        stay = self.crm_stage_log_ids.filtered(
            lambda stay: not stay.date_to and not stay.merged_id
        )[:1]
        return max((fields.Datetime.now() - stay.date_from).days, 0) if stay else 0
