from odoo import api, fields, models

from ...tools.routing.facts import ASSIGNED, NOBODY, WAITING

RESULTS = [(ASSIGNED, "Assigned"), (WAITING, "Waits for Somebody"), (NOBODY, "No Rule")]
SELLERS = "sales_team.group_sale_salesman"


class CrmSalesRoutingDecision(models.Model):
    """Why a lead went to whom: the sentence as it was, and the facts."""

    _name = "crm.sales.routing.decision"
    _description = "Routing Decision"
    _order = "date desc, id desc"
    _log_access = False

    date = fields.Datetime("Decided On", required=True, readonly=True)
    lead_id = fields.Many2one(
        "crm.lead",
        ondelete="cascade",
        readonly=True,
        groups=SELLERS,
        index="btree_not_null",
    )
    rule_id = fields.Many2one("crm.sales.routing.rule", ondelete="set null", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", ondelete="set null", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", ondelete="set null", readonly=True)
    company_id = fields.Many2one("res.company", ondelete="cascade", readonly=True)
    result = fields.Selection(RESULTS, required=True, readonly=True)
    is_waiting = fields.Boolean("Waits", readonly=True, help="It is tried again.")
    explanation = fields.Text("Why", readonly=True)

    _rule_idx = models.Index("(rule_id, user_id, id)")
    _date_idx = models.Index("(date DESC, id DESC)")
    _waiting_idx = models.Index("(id) WHERE is_waiting")

    @api.depends("user_id", "result")
    def _compute_display_name(self):
        labels = dict(self._fields["result"]._description_selection(self.env))
        for decision in self:
            decision.display_name = decision.user_id.name or labels.get(decision.result)

    def action_open_lead(self):
        """Open the lead."""
        self.ensure_one()
        return self.lead_id._get_records_action()
