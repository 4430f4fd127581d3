from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

# how far one looks ahead
DAYS = 14


class CrmServiceShiftGap(models.TransientModel):
    """Working hours of a team in which nobody is on duty."""

    _name = "crm.service.shift.gap"
    _description = "Hours Without Anyone"
    _order = "date_from, id"

    team_id = fields.Many2one("crm.service.team", "Service Team", readonly=True, ondelete="cascade")
    date_from = fields.Datetime("From", readonly=True)
    date_to = fields.Datetime("To", readonly=True)
    hours = fields.Float(readonly=True, aggregator="sum")

    @api.model
    def action_open(self):
        """Open the hours without anyone of the teams that the user plans."""
        teams = self.env["crm.service.team"].search([("uses_roster", "=", True)])
        if not self.env.user.has_group("crm_service.group_service_all"):
            teams = teams.filtered(lambda team: self.env.user in team._get_people())
        return self._open_for(teams)

    @api.model
    def _open_for(self, teams):
        teams.check_access("read")
        self.search(Domain("create_uid", "=", self.env.uid)).unlink()
        now = fields.Datetime.now().replace(microsecond=0)
        # sudo: who is away is counted, not shown
        found = teams.sudo()._get_gaps(now, now + timedelta(days=DAYS))
        lines = self.create(
            [
                {
                    "team_id": team.id,
                    "date_from": start,
                    "date_to": end,
                    "hours": (end - start).total_seconds() / 3600,
                }
                for team, spans in found.items()
                for start, end in spans
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_shift_gap_action"
        )
        return action | {"domain": [("id", "in", lines.ids)]}
