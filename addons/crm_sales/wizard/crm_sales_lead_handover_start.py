from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmSalesLeadHandoverStart(models.TransientModel):
    """To whom leads are handed over: by the routing rules, or to a person."""

    _name = "crm.sales.lead.handover.start"
    _description = "Hand Leads Over"

    lead_ids = fields.Many2many("crm.lead", string="Leads", required=True)
    lead_count = fields.Integer("Number of Leads", compute="_compute_lead_count")
    team_id = fields.Many2one(
        "crm.team", "Sales Team", compute="_compute_team_id", store=True, readonly=False
    )
    user_id = fields.Many2one(
        "res.users", "Salesperson", domain="[('share', '=', False)]", help="Empty: by the rules."
    )
    proposal = fields.Text(compute="_compute_proposal")
    note = fields.Text(help="What the salesperson should know.")

    @api.depends("lead_ids")
    def _compute_lead_count(self):
        for start in self:
            start.lead_count = len(start.lead_ids)

    @api.depends("lead_ids")
    def _compute_team_id(self):
        for start in self:
            start.team_id = start.lead_ids[:1].team_id

    @api.depends("lead_ids", "team_id", "user_id")
    def _compute_proposal(self):
        for start in self:
            start.proposal = False
            if len(start.lead_ids) == 1 and not start.user_id:
                start.proposal = start.lead_ids._origin._crm_propose(start.team_id)

    def action_hand_over(self):
        """Hand the leads over.

        :raise UserError: the rules find nobody
        """
        self.ensure_one()
        self.lead_ids._crm_check_hand_over()
        for lead in self.lead_ids:
            if self.team_id and lead.team_id != self.team_id:
                # sudo: who may hand over has been checked
                lead.sudo().with_context(crm_handover=True).team_id = self.team_id
        if self.user_id:
            self.lead_ids._crm_hand_over(self.user_id, self.note or "")
        else:
            self._hand_over_by_rules()
        return {"type": "ir.actions.act_window_close"}

    def _hand_over_by_rules(self):
        chosen = self.lead_ids._crm_choose_people()
        nobody = self.lead_ids.filtered(lambda lead: not chosen.get(lead))
        if nobody:
            raise UserError(
                self.env._(
                    "The rules find nobody for %(lead)s: choose a salesperson.",
                    lead=nobody[0].display_name,
                )
            )
        for lead, user in chosen.items():
            lead._crm_hand_over(user, self.note or "")
