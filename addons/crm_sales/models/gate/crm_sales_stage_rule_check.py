from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import is_html_empty

from ...tools.gate.crossing import Stage, crossed
from .crm_sales_stage_rule import FILLED


class CrmSalesStageRule(models.Model):
    """Which rules a move meets and which it misses: a fixed number of queries for any number."""

    _inherit = "crm.sales.stage.rule"

    @api.model
    def _get_of_moves(self, moves, is_incoming=False):
        """Return ``{lead: rules (sudo) that its move must meet}``.

        :param moves: ``{lead: (stage that is left, or an empty one; stage that is entered)}``
        :param is_incoming: what comes in by itself is not turned away from the first stage
        """
        by_stage = self._get_ids_by_stage()
        # sudo: rules hold for everybody; the cache may name one that went with its stage
        rules = self.sudo().browse([rule for ids in by_stage.values() for rule in ids]).exists()
        stages = self.env["crm.stage"].sudo().browse(by_stage).exists()
        by_stage = rules.grouped("stage_id")
        found = {}
        for lead, (start, goal) in moves.items():
            way = lead._crm_gate_way(stages, start.sudo(), goal.sudo())
            on_way = rules.browse().union(*(by_stage.get(stage, rules.browse()) for stage in way))
            found[lead] = on_way.filtered(
                lambda rule, lead=lead, goal=goal: rule._holds_for(lead, goal)
            )
        if any(not start for start, _goal in moves.values()):
            self._spare_first_stage(found, moves, () if is_incoming else FILLED)
        return found

    def _holds_for(self, lead, goal):
        """Say whether the rule is about ``lead`` (sudo) on its way to ``goal``."""
        return (
            (not self.team_id or self.team_id == lead.team_id)
            and (not self.company_id or self.company_id == lead._approval_company())
            and lead.expected_revenue >= self.value_min
            and (self.is_skip_bound or self.stage_id == goal)
        )

    @api.model
    def _spare_first_stage(self, found, moves, kinds):
        """Who begins in the first stage of the team has fields, and cannot have more yet.

        :param kinds: the kinds of rules that count there
        """
        highest = max(goal.sequence for _start, goal in moves.values())
        stages = self.env["crm.stage"].sudo().search([("sequence", "<", highest)])
        for lead, (start, goal) in moves.items():
            before = stages.filtered(
                lambda stage, lead=lead, goal=goal: (
                    stage.sequence < goal.sequence and lead._crm_gate_has_stage(stage)
                )
            )
            if not start and not before:
                found[lead] = found[lead].filtered(lambda rule: rule.kind in kinds)

    @api.model
    def _get_missing(self, needed):
        """Return ``{lead: rules that it misses}`` in the order of the rules.

        :param needed: ``{lead (sudo): rules (sudo)}``
        """
        leads = self.env["crm.lead"].sudo().union(*needed)
        rules = self.sudo().union(*needed.values())
        met = set()
        for kind, each in rules.grouped("kind").items():
            met |= getattr(each, f"_met_{kind}")(leads)
        return {
            lead: each.filtered(lambda rule, lead=lead: (rule.id, lead.id) not in met)
            for lead, each in needed.items()
        }

    # each returns {(rule id, lead id)} of what is there, in a fixed number of queries
    def _met_field(self, leads):
        return {
            (rule.id, lead.id)
            for rule in self
            for lead in leads
            if self._is_filled(lead[rule.field_id.name], rule.field_id.ttype)
        }

    @api.model
    def _is_filled(self, value, kind):
        """Say whether somebody filled this; a number is when it is not 0."""
        if kind == "html":
            return not is_html_empty(value)
        return bool(value.strip() if isinstance(value, str) else value)

    def _met_property(self, leads):
        """An own field that the team of a lead does not have binds nobody."""
        labels = {team: self._get_property_labels(team) for team in leads.team_id}
        met = set()
        for lead in leads:
            values = dict(lead.lead_properties or {})
            for rule in self:
                name = labels.get(lead.team_id, {}).get(rule.property_label.strip().lower())
                if not name or self._is_filled(values.get(name), "char"):
                    met.add((rule.id, lead.id))
        return met

    def _met_document(self, leads):
        on_leads = [("res_model", "=", "crm.lead"), ("res_id", "in", leads.ids)]
        # sudo: what is attached does not depend on who looks
        files = self.env["ir.attachment"].sudo().search_fetch(on_leads, ["res_id", "name"])
        return {
            (rule.id, file.res_id)
            for rule in self
            for file in files
            if (rule.document_name or "").strip().lower() in (file.name or "").lower()
        }

    def _met_approval(self, leads):
        domain = Domain("res_model", "=", "crm.lead") & Domain("res_id", "in", leads.ids)
        domain &= Domain("kind", "in", self.mapped("approval_kind"))
        # sudo: whether something is approved does not depend on who looks
        granted = self.env["crm.approval"].sudo()
        granted = granted.search_fetch(domain & Domain("state", "=", "approved"), ["kind"])
        found = {(approval.kind, approval.res_id) for approval in granted}
        for kind in set(self.mapped("approval_kind")):
            found |= {(kind, lead.id) for lead in leads._crm_approval_free(kind)}
        return {
            (rule.id, lead.id)
            for rule in self
            for lead in leads
            if (rule.approval_kind, lead.id) in found
        }

    def _met_activity(self, leads):
        # sudo: what was done does not depend on who looks
        done = (
            self.env["mail.message"]
            .sudo()
            ._read_group(
                [
                    ("model", "=", "crm.lead"),
                    ("res_id", "in", leads.ids),
                    ("mail_activity_type_id", "in", self.activity_type_id.ids),
                ],
                ["res_id", "mail_activity_type_id"],
            )
        )
        found = {(kind, lead_id) for lead_id, kind in done}
        return {
            (rule.id, lead.id)
            for rule in self
            for lead in leads
            if (rule.activity_type_id, lead.id) in found
        }

    def _met_quotation(self, leads):
        # sudo: what was sent does not depend on who looks
        orders = (
            self.env["sale.order"]
            .sudo()
            ._read_group(
                [("opportunity_id", "in", leads.ids), ("state", "in", ("sent", "sale"))],
                ["opportunity_id", "state"],
            )
        )
        confirmed = {lead.id for lead, state in orders if state == "sale"}
        sent = {lead.id for lead, _state in orders}
        return {
            (rule.id, lead_id)
            for rule in self
            for lead_id in (confirmed if rule.quotation_state == "confirmed" else sent)
        }

    def _met_next_step(self, leads):
        planned = leads._crm_get_next_steps(fields.Date.context_today(self))
        return {(rule.id, lead_id) for rule in self for lead_id in planned}

    @api.model
    def _to_engine(self, stage):
        return Stage(stage.id, stage.sequence) if stage else None

    @api.model
    def _crossed(self, stages, start, goal):
        """Return the stages whose gates lie on the way from ``start`` to ``goal``."""
        keys = crossed(
            [self._to_engine(stage) for stage in stages],
            self._to_engine(start),
            self._to_engine(goal),
        )
        return stages.browse(keys)

    def _prepare_item(self, is_met):
        """Return the line of the checklist."""
        self.ensure_one()
        return {
            "id": self.id,
            "label": self._get_label(),
            "how": self._get_how(),
            "met": is_met,
            "kind": self.kind,
            "field": self.field_id.name if self.kind == "field" else False,
        }
