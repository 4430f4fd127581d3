from odoo import api, fields, models

from ...models.gate.crm_lead_approval import OVERRIDE


class CrmSalesStageOverride(models.TransientModel):
    """Ask that an opportunity may move although its stage rules miss something."""

    _name = "crm.sales.stage.override"
    _description = "Ask for an Override of Stage Rules"

    lead_id = fields.Many2one("crm.lead", "Opportunity", required=True, readonly=True)
    stage_id = fields.Many2one("crm.stage", "Move To", required=True, readonly=True)
    missing = fields.Text("What Is Missing", compute="_compute_missing")
    reason = fields.Text(required=True, help="Who approves reads it.")
    next_step = fields.Char("Will Be Asked", compute="_compute_next_step")

    @api.depends("lead_id", "stage_id")
    def _compute_missing(self):
        for override in self:
            rules = override._get_missing()
            override.missing = "\n".join(override.lead_id._crm_gate_lines(rules))

    @api.depends("lead_id", "stage_id")
    def _compute_next_step(self):
        """Say before the request who will be asked."""
        for override in self:
            lead, rules = override.lead_id, override._get_missing()
            override.next_step = False
            if lead and rules:
                values = lead._crm_override_values(override.stage_id, rules)
                rule = lead._approval_rule(OVERRIDE, values)
                amount = lead._approval_local_amount(OVERRIDE, values)
                steps = rule.step_ids.filtered(
                    lambda step, amount=amount: step.amount_min <= amount
                )
                override.next_step = " → ".join(steps.mapped("name"))

    def _get_missing(self):
        """Return the rules (sudo) that the move misses.

        :raise AccessError: the user may not see the opportunity
        """
        self.lead_id.check_access("read")
        # sudo: what holds for a lead does not depend on who looks
        lead, stage = self.lead_id.sudo(), self.stage_id.sudo()
        if not lead or not stage:
            return self.env["crm.sales.stage.rule"].sudo()
        moves = {lead: (lead._crm_gate_place(), stage)}
        return lead._crm_gate_missing(moves).get(lead, self.env["crm.sales.stage.rule"].sudo())

    def action_request(self):
        """Ask, and go back to the opportunity; where no approval is needed, move at once.

        :raise UserError: nothing is missing, or no rule says who approves
        """
        self.ensure_one()
        approval = self.lead_id._crm_ask_override(self.stage_id, self.reason)
        if approval.state == "approved":
            self.lead_id.stage_id = self.stage_id
            return {"type": "ir.actions.client", "tag": "soft_reload"}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(number)s waits for %(people)s.",
                    number=approval.name,
                    people=", ".join(approval.waiting_user_ids.mapped("name")),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
