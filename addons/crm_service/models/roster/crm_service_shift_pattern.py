from odoo import fields, models

from odoo.addons.crm_customer.tools.work_calendar import WEEKDAYS

from ...tools.roster import Slot


class CrmServiceShiftPattern(models.Model):
    """A shift of each week, from which weeks of the roster are made."""

    _name = "crm.service.shift.pattern"
    _description = "Shift Pattern"
    _inherit = "crm.service.duty.mixin"
    _order = "team_id, weekday, hour_from, id"

    weekday = fields.Selection(WEEKDAYS, required=True, default="0")
    hour_from = fields.Float("From", required=True, default=9, aggregator=None)
    hour_to = fields.Float(
        "To",
        required=True,
        default=17,
        aggregator=None,
        help="Not after the beginning: on the next day.",
    )

    _hours_valid = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from < 24 AND hour_to > 0 AND hour_to <= 24)",
        "Hours are those of a clock, 0:00 to 24:00.",
    )
    _team_idx = models.Index("(team_id, weekday, hour_from, id)")

    def _to_slots(self):
        """Return the ``tools.roster.Slot`` of who is a member still."""
        return [
            Slot(one.user_id.id, int(one.weekday), one.hour_from, one.hour_to)
            for one in self
            if one.user_id in one.team_id.member_ids
        ]
