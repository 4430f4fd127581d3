from odoo import models

ROOM = ["crm_budget", "crm_budget_state", "crm_decision_date", "crm_decision_note"]


class CrmLead(models.Model):
    """Opportunities that are merged bring their deal rooms along; nobody is in one twice."""

    _inherit = "crm.lead"

    def _merge_get_fields(self):
        """What the first does not say the next one says; who may not see it merges none."""
        return [
            *super()._merge_get_fields(),
            *(name for name in ROOM if self._has_field_access(self._fields[name], "write")),
        ]

    def _merge_dependences(self, opportunities):
        # sudo: who may merge the opportunities moves all that is theirs
        self.sudo()._crm_merge_rooms(opportunities.sudo())
        return super()._merge_dependences(opportunities)

    def _crm_merge_rooms(self, others):
        """Move stakeholders, needs and steps of ``others`` here."""
        people = self.env["crm.sales.stakeholder"].sudo()
        moved = people.search([("lead_id", "in", others.ids)])
        known = {each.partner_id: each for each in self.crm_stakeholder_ids}
        managers = {each: each.manager_id for each in moved}
        moved.manager_id = False
        steps = self.env["crm.sales.decision.step"].sudo()
        steps = steps.search([("lead_id", "in", others.ids)])
        deciders = {step: step.stakeholder_id for step in steps}
        steps.stakeholder_id = False
        stays = {}
        for each in moved:
            first = known.setdefault(each.partner_id, each)
            stays[each] = first
            if first == each:
                each.lead_id = self
        steps.lead_id = self
        for step, decider in deciders.items():
            step.stakeholder_id = stays.get(decider, decider)
        self._crm_keep_managers(stays, managers)
        for first in set(stays.values()):
            doubles = people.union(
                *(each for each, kept in stays.items() if kept == first and each != first)
            )
            if doubles:
                first._absorb(doubles)
        self.env["crm.sales.need"].sudo().search([("lead_id", "in", others.ids)]).lead_id = self

    def _crm_keep_managers(self, stays, managers):
        """Let everybody report to whom he reported, unless that closes a circle."""
        for each, first in stays.items():
            manager = stays.get(managers[each], managers[each])
            if first.manager_id or not manager or manager == first:
                continue
            above, circle = manager, False
            while above and not circle:
                circle = above == first
                above = above.manager_id
            if not circle:
                first.manager_id = manager
