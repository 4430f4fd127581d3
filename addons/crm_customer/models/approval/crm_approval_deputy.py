from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain


class CrmApprovalDeputy(models.Model):
    """Who stands in for an absent approver, from when to when."""

    _name = "crm.approval.deputy"
    _description = "Deputy for Approvals"
    _order = "date_start desc, id desc"
    _rec_name = "deputy_id"

    user_id = fields.Many2one(
        "res.users",
        "Absent",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index=True,
        ondelete="cascade",
    )
    deputy_id = fields.Many2one(
        "res.users",
        required=True,
        domain="[('share', '=', False)]",
        index=True,
        ondelete="cascade",
        help="Gets the activities too and may decide; own requests stay forbidden. The deputy "
        "of a deputy is not asked.",
    )
    date_start = fields.Date("From", required=True, default=fields.Date.context_today)
    date_end = fields.Date("Until", required=True, help="The last day.")
    kind = fields.Selection(
        selection=lambda self: self.env["crm.approval"]._selection_kind(),
        string="Only For",
        help="Empty: for all approvals.",
    )
    state = fields.Selection(
        [("planned", "Planned"), ("running", "Standing In"), ("over", "Over")],
        compute="_compute_state",
    )

    _dates_ordered = models.Constraint(
        "CHECK(date_end >= date_start)", "A period ends on its first day or later."
    )
    _somebody_else = models.Constraint("CHECK(user_id != deputy_id)", "A deputy is somebody else.")

    @api.depends("date_start", "date_end")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for deputy in self:
            if not deputy.date_start or not deputy.date_end or deputy.date_start > today:
                deputy.state = "planned"
            else:
                deputy.state = "over" if deputy.date_end < today else "running"

    @api.model_create_multi
    def create(self, vals_list):
        deputies = super().create(vals_list)
        deputies._sync_pending(deputies.user_id)
        return deputies

    def write(self, vals):
        users = self.user_id
        result = super().write(vals)
        # the host checks rules before a write: nobody gives away the seat of another
        self.check_access("write")
        self._sync_pending(users | self.user_id)
        return result

    def unlink(self):
        users = self.user_id
        result = super().unlink()
        self._sync_pending(users)
        return result

    @api.model
    def _sync_pending(self, users):
        """Let what waits for ``users`` wait for their deputies as well, or no longer."""
        # sudo: requests are written by their own acts, and a deputy changes whom they ask
        approvals = self.env["crm.approval"].sudo()
        approvals.search(
            [("state", "=", "pending"), ("line_ids.user_id", "in", users.ids)]
        )._sync_waiting()

    @api.model
    def _get_deputies(self, users, kind, company):
        """Return ``{user id: {ids of the deputies today}}``, by one query, in sudo."""
        # the day of the company, wherever the deputy is
        zone = company.resource_calendar_id.tz or "UTC"
        today = fields.Date.context_today(self.with_context(tz=zone))
        running = self.search_fetch(
            Domain("user_id", "in", users.ids)
            & Domain("date_start", "<=", today)
            & Domain("date_end", ">=", today)
            & Domain("kind", "in", [kind, False])
            & Domain("deputy_id.active", "=", True)
            & Domain("deputy_id.company_ids", "in", company.ids),
            ["user_id", "deputy_id"],
        )
        deputies = defaultdict(set)
        for row in running:
            deputies[row.user_id.id].add(row.deputy_id.id)
        return deputies
