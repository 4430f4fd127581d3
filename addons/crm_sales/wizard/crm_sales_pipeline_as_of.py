from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmSalesPipelineAsOf(models.TransientModel):
    """Asks of which day the pipeline is to be seen."""

    _name = "crm.sales.pipeline.as.of"
    _description = "Pipeline on a Day"

    date = fields.Date(
        required=True, default=lambda self: self.env.company._crm_today() - timedelta(days=1)
    )
    day_id = fields.Many2one("crm.sales.pipeline.day", compute="_compute_day_id")
    state = fields.Selection(
        [
            ("known", "Known"),
            ("late", "Taken Late"),
            ("before", "Another Day"),
            ("none", "Unknown"),
        ],
        compute="_compute_day_id",
    )

    @api.depends("date")
    def _compute_day_id(self):
        days = self.env["crm.sales.pipeline.day"]
        for wizard in self:
            day = days._get_taken(self.env.company, wizard.date) if wizard.date else days
            wizard.day_id = day
            if not day:
                wizard.state = "none"
            elif day.date != wizard.date:
                wizard.state = "before"
            else:
                wizard.state = "late" if day.state == "late" else "known"

    def action_open(self):
        """Open the opportunities as they were at the end of that day.

        :raise UserError: nothing is known of that time
        """
        self.ensure_one()
        if not self.day_id:
            raise UserError(
                self.env._(
                    "The pipeline of %(date)s is not known: the first snapshot is later.",
                    date=fields.Date.to_string(self.date),
                )
            )
        return self.env["crm.sales.pipeline.snapshot"]._get_as_of_action(self.day_id.date)
