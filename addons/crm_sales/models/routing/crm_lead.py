from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.routing.facts import ASSIGNED, NOBODY, WAITING

GROUP = "crm_sales.group_sales_own"
BATCH = 100


class CrmLead(models.Model):
    """Leads find their salesperson by the rules."""

    _inherit = "crm.lead"

    crm_decision_ids = fields.One2many(
        "crm.sales.routing.decision", "lead_id", "Routing", readonly=True, groups=GROUP
    )
    crm_decision_text = fields.Text(
        "Why This Salesperson", compute="_compute_crm_decision_text", groups=GROUP
    )

    def _compute_crm_decision_text(self):
        # sudo: of leads that are read
        decisions = self.env["crm.sales.routing.decision"].sudo()
        rows = decisions.search([("lead_id", "in", self.ids)], order="id")
        texts = {row.lead_id.id: row.explanation for row in rows}
        for lead in self:
            lead.crm_decision_text = texts.get(lead._origin.id, False)

    def _assign_userless_lead_in_team(self, creation_source):
        """Our rules come first; for whom they say nothing the host decides."""
        open_leads = self.filtered(lambda lead: lead._crm_is_routable())
        results = open_leads._crm_route() if open_leads else {}
        rest = self.filtered(lambda lead: results.get(lead.id, NOBODY) == NOBODY)
        return super(CrmLead, rest)._assign_userless_lead_in_team(creation_source)

    def _crm_is_routable(self):
        """Say whether the rules may give the lead to somebody."""
        self.ensure_one()
        return not self.user_id

    def _crm_route(self):
        """Give leads without a salesperson to whom the rules say.

        Each lead is locked, so that no other worker gives it to somebody else.

        :return: ``{lead id: result of the decision}``; leads of other workers are missing
        """
        # sudo: rules decide, not the rights of who is at work
        leads = self.sudo().filtered(lambda lead: lead._crm_is_routable())
        leads = leads.try_lock_for_update().filtered(lambda lead: not lead.user_id)
        results = {}
        for company, group in leads.grouped("company_id").items():
            rules = leads.env["crm.sales.routing.rule"].with_company(company or self.env.company)
            results |= group._crm_route_by(rules, company or self.env.company)
        return results

    def _crm_route_by(self, rules, company):
        if not rules.search_count([("company_id", "=", company.id)], limit=1):
            return {}
        decisions = rules._decide(rules._prepare_enquiries(self, company), company)
        self._crm_note_decisions(decisions, company)
        by_id = {lead.id: lead for lead in self}
        targets = {}
        for decision in decisions:
            if decision.result == ASSIGNED:
                team = rules.browse(decision.rule.key).team_id
                targets.setdefault((decision.person.key, team.id), []).append(decision.key)
        for (user_id, team_id), ids in targets.items():
            vals = {"user_id": user_id} | ({"team_id": team_id} if team_id else {})
            self.browse(ids).with_prefetch(list(by_id)).write(vals)
        return {decision.key: decision.result for decision in decisions}

    def _crm_note_decisions(self, decisions, company):
        """Store why each lead went to whom; what waited before waits no more."""
        facts = self.env["crm.sales.routing.decision"].sudo()
        facts.search(
            Domain("lead_id", "in", self.ids) & Domain("is_waiting", "=", True)
        ).is_waiting = False
        lang = company.partner_id.lang or self.env.lang
        rules = self.env["crm.sales.routing.rule"].sudo().with_context(lang=lang)
        now = fields.Datetime.now()
        return facts.create(
            [
                {
                    "date": now,
                    "lead_id": decision.key,
                    "rule_id": decision.rule and decision.rule.key or False,
                    "user_id": decision.person.key if decision.person else False,
                    "team_id": rules.browse(decision.rule.key).team_id.id
                    if decision.rule and decision.rule.key
                    else False,
                    "company_id": company.id,
                    "result": decision.result,
                    "is_waiting": decision.result == WAITING,
                    "explanation": rules._explain(decision),
                }
                for decision in decisions
                if decision.result != NOBODY
            ]
        )

    def action_crm_route(self):
        """Give the selected leads that have nobody to whom the rules say.

        :raise UserError: all of them have a salesperson
        """
        self.check_access("write")
        if all(lead.user_id for lead in self):
            raise UserError(self.env._("These leads have a salesperson already."))
        results = self._crm_route()
        count = sum(result == ASSIGNED for result in results.values())
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if count else "warning",
                "message": self.env._("%(count)s leads were assigned.", count=count),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _cron_route(self):
        """Try again what waits for somebody who was away; each batch is committed.

        Two workers pass over what the other has locked; a killed one loses nothing.
        """
        commit = self.env["ir.cron"]._commit_progress
        facts = self.env["crm.sales.routing.decision"]
        last = 0
        while True:
            waiting = facts.search(
                [("is_waiting", "=", True), ("id", ">", last)], order="id", limit=BATCH
            )
            if not waiting:
                break
            last = waiting[-1].id
            gone = waiting.filtered(lambda row: row.lead_id.user_id or not row.lead_id.active)
            gone.is_waiting = False
            (waiting - gone).lead_id._crm_route()
            if not commit(len(waiting)):
                break

    def _merge_dependences(self, opportunities):
        """Why the merged ones went to whom stays to be seen."""
        # sudo: nobody writes the facts by hand
        facts = self.env["crm.sales.routing.decision"].sudo()
        rows = facts.search([("lead_id", "in", opportunities.ids)])
        rows.write({"lead_id": self.id, "is_waiting": False})
        return super()._merge_dependences(opportunities)
