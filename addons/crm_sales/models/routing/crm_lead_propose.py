from odoo import models

from ...tools.routing.facts import ASSIGNED


class CrmLead(models.Model):
    """Who would get a lead, and who gets it when marketing hands it over."""

    _inherit = "crm.lead"

    def _crm_propose(self, team):
        """Return in words who would get the lead; nothing is written."""
        self.ensure_one()
        # sudo: rules decide, not the rights of who asks
        lead = self.sudo()
        company = lead.company_id or self.env.company
        rules = lead.env["crm.sales.routing.rule"]
        enquiries = rules._prepare_enquiries(lead, company)
        fallback = (team or lead.team_id).sudo()
        [decision] = rules._decide(enquiries, company, fallback, lock=False)
        return rules._explain(decision)

    def _crm_choose_people(self):
        """Return ``{lead: user}`` as the rules say, else among the team; decisions are stored."""
        # sudo: rules decide, not the rights of who hands over
        leads, chosen = self.sudo(), {}
        for (company, team), group in leads.grouped(
            lambda lead: (lead.company_id, lead.team_id)
        ).items():
            firm = company or self.env.company
            rules = leads.env["crm.sales.routing.rule"].with_company(firm)
            enquiries = rules._prepare_enquiries(group, firm)
            decisions = rules._decide(enquiries, firm, team)
            group._crm_note_decisions(decisions, firm)
            for decision in decisions:
                if decision.result == ASSIGNED:
                    user = leads.env["res.users"].browse(decision.person.key)
                    chosen[self.browse(decision.key)] = user.with_env(self.env)
                    target = rules.browse(decision.rule.key or ()).team_id
                    if target and target.crm_handover_hours:
                        self.browse(decision.key).sudo().team_id = target
        return chosen
