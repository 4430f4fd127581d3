from odoo import api, models

WATCHED = {"stage_id", "active", "probability", "won_status", "lost_reason_id"}


class CrmLead(models.Model):
    """Leads that come up, move, are won and lost let their contact enter a journey."""

    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        journeys = self.env["crm.sales.journey"]
        journeys._take("lead_created", leads)
        journeys._take("stage", leads)
        return leads

    def write(self, vals):
        journeys = self.env["crm.sales.journey"]
        is_watched = bool(WATCHED & vals.keys()) and any(
            journeys._get_listeners(event) for event in ("stage", "won", "lost")
        )
        if not is_watched:
            return super().write(vals)
        before = {lead: (lead.stage_id, lead.won_status) for lead in self}
        result = super().write(vals)
        moved = self.filtered(lambda lead: before[lead][0] != lead.stage_id)
        journeys._take("stage", moved)
        ended = self.filtered(lambda lead: before[lead][1] != lead.won_status)
        for status in ("won", "lost"):
            journeys._take(
                status, ended.filtered(lambda lead, status=status: lead.won_status == status)
            )
        return result

    def _merge_dependences(self, opportunities):
        """Who was in a journey by one of the leads goes on in it by the one that stays."""
        # sudo: who merges leads need not see the journeys
        runs = self.env["crm.sales.journey.run"].sudo()
        runs = runs.search([("lead_id", "in", (opportunities | self).ids)])
        bare = runs.filtered(lambda run: not run.partner_id)
        bare._take_over("lead_id", self)
        (runs - bare).lead_id = self
        return super()._merge_dependences(opportunities)
