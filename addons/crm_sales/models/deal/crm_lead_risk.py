from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_amount

from ...tools.deal.risk import HIGH, MEDIUM, assess, level
from .crm_lead import GROUP


class CrmLead(models.Model):
    """Whether an open opportunity is at risk, why, and what to do."""

    _inherit = "crm.lead"

    crm_risks = fields.Json(
        "Signs of Risk", compute="_compute_crm_risks", exportable=False, groups=GROUP
    )
    crm_risk_level = fields.Selection(
        [(HIGH, "High"), (MEDIUM, "Some")],
        "Risk",
        compute="_compute_crm_risks",
        search="_search_crm_risk_level",
        groups=GROUP,
        help="High: one sign of risk that weighs much, or three of any. Won and lost "
        "opportunities have none.",
    )
    crm_risk_count = fields.Integer("Number of Risks", compute="_compute_crm_risks", groups=GROUP)

    @api.depends(
        "activity_ids",
        "crm_push_count",
        "crm_stakeholder_ids.influence",
        "crm_stakeholder_ids.role",
        "crm_stakeholder_ids.stance",
        "date_deadline",
        "expected_revenue",
        "stage_id",
        "type",
        "won_status",
    )
    @api.depends_context("lang")
    def _compute_crm_risks(self):
        found = self._origin._crm_assess()
        for lead in self:
            risks = found.get(lead._origin, [])
            lead.crm_risk_level = level(risks)
            lead.crm_risk_count = len(risks)
            lead.crm_risks = [lead._crm_explain(risk) for risk in risks] or False

    def _search_crm_risk_level(self, operator, value):
        """Look at all open opportunities that the user may see: risk depends on today."""
        if operator != "in":
            return NotImplemented
        # the host asks for the right to a field after its search, which leaves none of it
        self._check_field_access(self._fields["crm_risk_level"], "read")
        leads = self.search(Domain(self._crm_risk_domain()))
        wanted = {each or None for each in value}
        found = leads._crm_assess()
        ids = [lead.id for lead in leads if level(found.get(lead)) in wanted]
        if None in wanted:
            return Domain("id", "in", ids) | Domain("id", "not in", leads.ids)
        return Domain("id", "in", ids)

    @api.model
    def _crm_risk_domain(self):
        """Return the domain of what can be at risk."""
        return [("type", "=", "opportunity"), ("won_status", "=", "pending")]

    def _crm_assess(self):
        """Return ``{lead: risks}`` of those of ``self`` that are open opportunities.

        Of companies that want no signs of risk there are none.
        """
        # sudo: whether an opportunity is at risk does not depend on who looks at it
        leads, company = self.sudo(), self.env.company.sudo()
        leads = leads.filtered(
            lambda lead: (
                (lead.company_id or company).crm_has_risks
                and lead.active
                and lead.type == "opportunity"
                and lead.won_status == "pending"
            )
        )
        limits = {each: each._crm_risk_limits() for each in leads.company_id | company}
        return {
            lead: assess(deal, limits[lead.company_id or company], lead._crm_usual(deal.today))
            for lead, deal in leads._crm_deals().items()
        }

    # in words
    def _crm_explain(self, risk):
        """Return the sign in the reader's language: what it is, why, what to do."""
        title, why, advice = getattr(self, f"_crm_explain_{risk.key}")(risk.facts)
        return {
            "key": risk.key,
            "level": risk.level,
            "title": title,
            "why": why,
            "advice": advice,
        }

    def _crm_explain_strong_opponent(self, facts):
        return (
            self.env._("Strong opponent"),
            self.env._(
                "%(name)s is against us and has an influence of %(influence)s.",
                name=facts["name"],
                influence=facts["influence"],
            ),
            self.env._("Find out why, and let a supporter of more influence speak for us."),
        )

    def _crm_explain_no_decision_maker(self, facts):
        return (
            self.env._("No decision maker known"),
            self.env._(
                "It is open for %(days)s days, and nobody who decides or pays is known.",
                days=facts["days"],
            ),
            self.env._("Ask who signs, and add this person to the stakeholders."),
        )

    def _crm_explain_no_champion(self, facts):
        return (
            self.env._("No champion"),
            self.env._("Nobody at the customer speaks for us when we are not there."),
            self.env._("Win one of the supporters as champion."),
        )

    def _crm_explain_single_contact(self, facts):
        return (
            self.env._("One contact only"),
            self.env._("All depends on %(name)s.", name=facts["name"]),
            self.env._("Meet a second person, better from another department."),
        )

    def _crm_explain_no_next_step(self, facts):
        return (
            self.env._("No next step"),
            self.env._("Nothing is planned."),
            self.env._("Plan what is done next, with a date."),
        )

    def _crm_explain_next_step_overdue(self, facts):
        return (
            self.env._("Next step overdue"),
            self.env._("What was planned next is overdue for %(days)s days.", days=facts["days"]),
            self.env._("Do it today, or agree on another day."),
        )

    def _crm_explain_closing_passed(self, facts):
        return (
            self.env._("Closing date passed"),
            self.env._("It was to be closed %(days)s days ago.", days=facts["days"]),
            self.env._("Ask the customer when he decides, and correct the date."),
        )

    def _crm_explain_pushed(self, facts):
        return (
            self.env._("Closing put off"),
            self.env._(
                "The closing date was put off %(count)s times, by %(days)s days in all.",
                count=facts["count"],
                days=facts["days"],
            ),
            self.env._("Find out what really holds the decision up."),
        )

    def _crm_explain_silent(self, facts):
        if facts["is_never"]:
            why = self.env._(
                "In the %(days)s days that it exists the customer was never reached.",
                days=facts["days"],
            )
        else:
            why = self.env._(
                "The last contact with the customer was %(days)s days ago.", days=facts["days"]
            )
        return (self.env._("Silent customer"), why, self.env._("Call, or visit them."))

    def _crm_explain_slow_stage(self, facts):
        return (
            self.env._("Too long in this stage"),
            self.env._(
                "It is in this stage for %(days)s days; those that were won took %(usual)s.",
                days=facts["days"],
                usual=round(facts["usual"], 1),
            ),
            self.env._("Do what the next stage asks for, or give it up."),
        )

    def _crm_explain_large(self, facts):
        currency = self.company_currency
        return (
            self.env._("Unusually large"),
            self.env._(
                "%(value)s is far over what is usually won, %(usual)s.",
                value=format_amount(self.env, facts["value"], currency),
                usual=format_amount(self.env, facts["usual"], currency),
            ),
            self.env._("Check the value, and tell your manager early."),
        )
