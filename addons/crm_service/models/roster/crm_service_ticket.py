from odoo import api, fields, models
from odoo.tools import format_list


class CrmServiceTicket(models.Model):
    """Who is not on shift is given no ticket of the team, neither by its rule nor on asking."""

    _inherit = "crm.service.ticket"

    @api.model
    def _get_following(self, teams):
        return super()._get_following(
            teams.browse(set(teams.ids) - self._get_off_duty(teams).keys())
        )

    @api.model
    def _say_nothing_follows(self, teams):
        off = self._get_off_duty(teams)
        if not off:
            return super()._say_nothing_follows(teams)
        return self.env._(
            "You are not on shift, so no ticket is given to you: %(teams)s. You can still take "
            "one from the list of unassigned tickets.",
            teams=format_list(
                self.env,
                [self._say_off_duty(team, off[team.id]) for team in teams if team.id in off],
            ),
        )

    @api.model
    def _get_off_duty(self, teams):
        """Return ``{id: Presence}`` of those of ``teams`` whose roster has the user off shift."""
        # sudo: one's own shifts and absences
        lines = (
            self.env["crm.service.member"]
            .sudo()
            .search(
                [
                    ("team_id", "in", teams.ids),
                    ("team_id.uses_roster", "=", True),
                    ("user_id", "=", self.env.uid),
                ]
            )
        )
        found = lines._get_presences(fields.Datetime.now())
        return {line.team_id.id: one for line, one in found.items() if not one.is_here}

    @api.model
    def _say_off_duty(self, team, presence):
        if not presence.back_at:
            return team.name
        moment = fields.Datetime.to_string(presence.back_at)
        return self.env._(
            "%(team)s from %(date)s on",
            team=team.name,
            date=self.env["crm.service.assignment"]._format(moment),
        )
