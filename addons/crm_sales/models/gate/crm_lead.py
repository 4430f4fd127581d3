from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_list

from ...tools.gate.refusal import StageGateError

# what may take an opportunity to another stage; team and owner choose the stages there are
MOVES = {"stage_id", "team_id", "type", "user_id"}
# so many are told apart in one message
NAMED = 10


class CrmLead(models.Model):
    """A move to a later stage passes when all that its rules ask for is there."""

    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        if self.env["crm.sales.stage.rule"]._get_ids_by_stage():
            nowhere = self.env["crm.stage"]
            leads._crm_gate_check({lead: nowhere for lead in leads}, is_new=True)
        return leads

    def write(self, vals):
        is_bound = self.env["crm.sales.stage.rule"]._get_ids_by_stage()
        if not is_bound or not MOVES & vals.keys():
            return super().write(vals)
        # sudo: where they stand decides, whatever the user may read
        before = {lead: lead.sudo()._crm_gate_place() for lead in self}
        result = super().write(vals)
        self._crm_gate_check(before)
        return result

    def _crm_gate_place(self):
        """Return the stage of an opportunity; a lead has none yet, it enters by conversion."""
        return self.stage_id if self.type == "opportunity" else self.env["crm.stage"].sudo()

    def _crm_gate_has_stage(self, stage):
        """Say whether the team of the lead uses ``stage``."""
        return not stage.team_ids or self.team_id in stage.team_ids

    def _crm_gate_way(self, stages, start, goal):
        """Return the stages whose gates the lead goes through, of those that have rules."""
        own = stages.filtered(self._crm_gate_has_stage)
        way = self.env["crm.sales.stage.rule"]._crossed(own, start, goal)
        return way & stages

    def _crm_gate_check(self, before, is_new=False):
        """Let the moves pass, or say all that is missing.

        :param before: ``{lead: stage that it left}``, an empty one: it was nowhere
        :param is_new: they are being made, and are gone when they are refused
        :raise StageGateError: something is missing, and no override was approved
        """
        moves = {}
        for lead in self.sudo():
            start, goal = before[lead], lead._crm_gate_place()
            if goal and (not start or start.sequence < goal.sequence):
                moves[lead] = (start, goal)
        if not moves:
            return
        missing = self._crm_gate_missing(moves, is_incoming=is_new and self.env.su)
        if missing:
            missing = self._crm_use_overrides(missing, moves)
        if missing:
            lines = self._crm_gate_refusal(missing, moves)
            goal = moves[next(iter(missing))][1]
            known = [] if is_new else [lead.id for lead in missing]
            raise StageGateError("\n".join(lines), known, goal.id)

    @api.model
    def _crm_gate_missing(self, moves, is_incoming=False):
        """Return ``{lead: rules that its move misses}`` of those that miss any.

        :param is_incoming: they come by mail or a form of the website
        """
        rules = self.env["crm.sales.stage.rule"]
        found = rules._get_of_moves(moves, is_incoming)
        needed = {lead: each for lead, each in found.items() if each}
        missing = rules._get_missing(needed) if needed else {}
        return {lead: each for lead, each in missing.items() if each}

    @api.model
    def _crm_gate_refusal(self, missing, moves):
        """Return the lines that name each thing that is missing, of which lead, what to do."""
        if len(moves) == 1:
            [(lead, rules)] = missing.items()
            text = self.env._(
                "%(name)s cannot move to %(stage)s yet. What is missing:",
                name=lead.name,
                stage=moves[lead][1].name,
            )
            return [text, *self._crm_gate_lines(rules)]
        lines = [
            self.env._(
                "%(count)s of %(total)s opportunities cannot move yet, so none was moved.",
                count=len(missing),
                total=len(moves),
            )
        ]
        for lead, rules in list(missing.items())[:NAMED]:
            lines += ["", f"{lead.name} → {moves[lead][1].name}", *self._crm_gate_lines(rules)]
        if len(missing) > NAMED:
            lines += ["", self.env._("And %(count)s more.", count=len(missing) - NAMED)]
        return lines

    @api.model
    def _crm_gate_lines(self, rules):
        return [f"• {rule._get_label()}: {rule._get_how()}" for rule in rules]

    @api.model
    def _crm_gate_names(self, rules):
        """Return what ``rules`` ask for, in one line."""
        return format_list(self.env, [rule._get_label() for rule in rules])

    def _crm_get_next_steps(self, since=None):
        """Return ``{lead id: date of the next step}``: an activity, or one that was agreed on
        in an interaction about the opportunity.

        :param since: leave out what is due before this day
        """
        # sudo: whether something is planned does not depend on who looks
        activities, talks = self.env["mail.activity"].sudo(), self.env["crm.customer.interaction"]
        domain = Domain("res_model", "=", "crm.lead") & Domain("res_id", "in", self.ids)
        agreed = Domain("lead_id", "in", self.ids) & Domain("next_step_state", "=", "planned")
        if since:
            domain &= Domain("date_deadline", ">=", since)
            agreed &= Domain("next_step_date", ">=", since)
        found = dict(activities._read_group(domain, ["res_id"], ["date_deadline:min"]))
        steps = talks.sudo()._read_group(agreed, ["lead_id"], ["next_step_date:min"])
        for lead, date in steps:
            found[lead.id] = min(found.get(lead.id, date), date)
        return found
