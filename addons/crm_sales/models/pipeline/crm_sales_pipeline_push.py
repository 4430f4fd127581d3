from odoo import api, fields, models

KINDS = [
    ("set", "Set"),
    ("pushed", "Pushed"),
    ("pulled", "Pulled In"),
    ("cleared", "Cleared"),
]


class CrmSalesPipelinePush(models.Model):
    """A change of the day on which an opportunity is expected to close.

    Written by the system alone, at each change, whoever makes it and how.
    """

    _name = "crm.sales.pipeline.push"
    _description = "Change of the Expected Closing"
    _order = "date desc, id desc"
    _log_access = False

    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        ondelete="cascade",
        readonly=True,
        groups="sales_team.group_sale_salesman",
    )
    merged_id = fields.Integer(
        "Merged From", readonly=True, help="The number of the merged opportunity that it was of."
    )
    date = fields.Datetime("Changed On", required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    closing_before = fields.Date("From", readonly=True)
    closing_after = fields.Date("To", readonly=True)
    days = fields.Integer(
        readonly=True, help="Days later; less than 0 when it was pulled in. 0 without a day."
    )
    months = fields.Integer(
        "Months Crossed", readonly=True, help="Calendar months later: 1 from any day to the next."
    )
    stage_id = fields.Many2one("crm.stage", ondelete="set null", readonly=True)
    # whose, by whom
    user_id = fields.Many2one("res.users", "Changed By", ondelete="set null", readonly=True)
    owner_id = fields.Many2one("res.users", "Salesperson", ondelete="set null", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", ondelete="set null", readonly=True)
    company_id = fields.Many2one("res.company", ondelete="cascade", readonly=True)
    # how much
    currency_id = fields.Many2one("res.currency", ondelete="restrict", readonly=True)
    value = fields.Monetary(readonly=True, help="What was expected then.")

    _lead_idx = models.Index("(lead_id, date)")
    _order_idx = models.Index("(date DESC, id DESC)")

    @api.depends("kind", "closing_after")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """What was done: the name of the opportunity is not for all who see figures."""
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for push in self:
            push.display_name = labels.get(push.kind)

    @api.model
    def _get_kind(self, before, after):
        if not before:
            return "set"
        if not after:
            return "cleared"
        return "pushed" if after > before else "pulled"

    def action_open_lead(self):
        """Open the opportunity."""
        return self.lead_id._get_records_action()
