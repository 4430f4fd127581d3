from odoo import api, fields, models


class CrmVisitProposeLine(models.TransientModel):
    """A customer whom the proposal names, and why."""

    _name = "crm.visit.propose.line"
    _description = "Proposed Visit"
    _order = "id"

    proposal_id = fields.Many2one("crm.visit.propose", required=True, ondelete="cascade")
    is_chosen = fields.Boolean("Choose")
    sequence = fields.Integer()
    partner_id = fields.Many2one("res.partner", "Customer", required=True, ondelete="cascade")
    city = fields.Char(related="partner_id.city")
    district = fields.Char(related="partner_id.crm_district")
    date = fields.Date("Day")
    due_days = fields.Integer("Days Overdue", help="Beyond the days of the level.")
    silent_days = fields.Integer("Days without Contact")
    unvisited_days = fields.Integer("Days without Visit")
    is_never_visited = fields.Boolean()
    why = fields.Char(compute="_compute_why")

    @api.depends("due_days", "silent_days", "unvisited_days", "is_never_visited")
    def _compute_why(self):
        for line in self:
            line.why = " · ".join(line._get_reasons())

    def _get_reasons(self):
        silent = self.silent_days
        reasons = [
            self.env._("1 day without contact")
            if silent == 1
            else self.env._("%(days)s days without contact", days=silent)
        ]
        if self.due_days == 1:
            reasons.insert(0, self.env._("1 day overdue"))
        elif self.due_days:
            reasons.insert(0, self.env._("%(days)s days overdue", days=self.due_days))
        if self.is_never_visited:
            reasons.append(self.env._("never visited"))
        elif self.unvisited_days == 1:
            reasons.append(self.env._("last visit yesterday"))
        elif self.unvisited_days:
            reasons.append(self.env._("last visit %(days)s days ago", days=self.unvisited_days))
        return reasons

    def _get_purpose(self):
        """Return what the visit is for when the visitor says nothing."""
        if self.is_never_visited:
            return self.env._("First visit")
        return self.env._("Regular visit")
