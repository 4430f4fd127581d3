from odoo import api, fields, models

from ...tools.gate.crossing import next_gated
from .crm_lead_approval import DEAL


class CrmLead(models.Model):
    """What is missing before the next stage, told before the move."""

    _inherit = "crm.lead"

    crm_stage_checklist = fields.Json(
        "Before the Next Stage",
        compute="_compute_crm_stage_checklist",
        exportable=False,
        help="What the next stage that has rules asks for, and what of it is there.",
    )

    @api.depends("stage_id", "team_id", "type", "expected_revenue", "activity_ids", "won_status")
    @api.depends_context("lang", "crm_gate_stage_id")
    def _compute_crm_stage_checklist(self):
        """Show the way to the next stage with rules, or to the one that the context names."""
        self.crm_stage_checklist = False
        rules = self.env["crm.sales.stage.rule"]
        by_stage = rules._get_ids_by_stage()
        if not by_stage:
            return
        # sudo: what holds for a lead does not depend on who looks
        every = rules.sudo().browse([rule for ids in by_stage.values() for rule in ids]).exists()
        moves = {}
        for lead in self._origin.sudo():
            start, goal = lead._crm_gate_place(), lead._crm_gate_goal(every)
            if start and goal and lead.won_status == "pending":
                moves[lead] = (start, goal)
        needed = {lead: each for lead, each in rules._get_of_moves(moves).items() if each}
        missing = rules._get_missing(needed) if needed else {}
        overrides = self._crm_get_overrides(self.union(*needed), ("pending", "approved"))
        for lead in self:
            origin = lead._origin.sudo()
            if origin in needed:
                lead.crm_stage_checklist = origin._crm_prepare_checklist(
                    moves[origin], needed[origin], missing[origin], overrides
                )

    def _crm_gate_goal(self, rules):
        """Return the stage (sudo) that the checklist is about, an empty one: none has rules.

        :param rules: all rules, in sudo
        """
        asked = rules.stage_id.browse(self.env.context.get("crm_gate_stage_id") or ()).exists()
        if asked and asked.sequence > self.stage_id.sequence:
            return asked
        held = rules.filtered(lambda rule: rule._holds_for(self, rule.stage_id)).stage_id
        own = held.filtered(self._crm_gate_has_stage)
        ahead = next_gated(
            [rules._to_engine(stage) for stage in own],
            set(own.ids),
            rules._to_engine(self.stage_id),
        )
        return own.browse(ahead.key if ahead else ())

    def _crm_prepare_checklist(self, move, rules, missing, overrides):
        """Return what the widget shows; texts in the language of the reader."""
        start, goal = move
        override = overrides.filtered(
            lambda each: each._sales_is_for(self, start, goal),
        )[:1]
        return {
            "stage_id": goal.id,
            "stage": goal.name,
            "met": len(rules) - len(missing),
            "items": [rule._prepare_item(rule not in missing) for rule in rules],
            "override": override.state or False,
            "override_note": self._crm_override_note(override),
        }

    def _crm_override_note(self, override):
        """Say how far the override is."""
        if override.state == "approved":
            return self.env._("%(number)s lets it move all the same, once.", number=override.name)
        if override:
            return self.env._(
                "%(number)s asks for an override and waits for %(people)s.",
                number=override.name,
                people=", ".join(override.waiting_user_ids.mapped("name")),
            )
        return False

    def action_crm_gate_open(self, rule_id):
        """Open what fulfils a rule; fields and files are done by the form itself.

        :raise AccessError: the user may not change the opportunity
        """
        self.ensure_one()
        self.check_access("write")
        # sudo: the rule is read to know what to open, no more
        rule = self.env["crm.sales.stage.rule"].sudo().browse(rule_id)
        act = getattr(self, f"_crm_gate_open_{rule.kind}", None)
        return act(rule) if act else True

    def _crm_gate_open_approval(self, rule):
        if rule.approval_kind == DEAL:
            return self.action_crm_request_deal()
        return self.action_crm_view_approvals()

    def _crm_gate_open_activity(self, rule):
        return self._crm_action_schedule(default_activity_type_id=rule.activity_type_id.id)

    def _crm_gate_open_next_step(self, rule):
        return self._crm_action_schedule()

    def _crm_action_schedule(self, **defaults):
        """Return the host's dialog that plans an activity."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Plan a Next Step"),
            "res_model": "mail.activity.schedule",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "active_model": "crm.lead",
                "active_id": self.id,
                "active_ids": self.ids,
                **defaults,
            },
        }

    def _crm_gate_open_quotation(self, rule):
        if self.quotation_count:
            return self.action_view_sale_quotation()
        return self.action_sale_quotations_new()

    def action_crm_gate_move(self, stage_id):
        """Move to the stage that the checklist is about.

        :raise StageGateError: something is missing
        """
        self.stage_id = stage_id
        return True

    def action_crm_gate_override(self, stage_id):
        """Open the dialog that asks for an override."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_stage_override_action"
        )
        context = {"default_lead_id": self.id, "default_stage_id": stage_id}
        return action | {"context": context}
