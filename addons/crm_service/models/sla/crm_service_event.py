from odoo import fields, models

from ...tools.sla import Entry

# what the log calls it, and what the engine does
KINDS = {"archived": "ended"}
PAUSES = {"stops": True, "runs": False}


class CrmServiceEvent(models.Model):
    """That a policy applies from now on, with another limit, or no longer; which team has it."""

    _inherit = "crm.service.event"

    kind = fields.Selection(
        selection_add=[("policy", "SLA Policy"), ("team", "Service Team")],
        ondelete={"policy": "cascade", "team": "cascade"},
    )
    team_id = fields.Many2one(
        "crm.service.team", "Service Team", ondelete="set null", readonly=True
    )
    sla_id = fields.Many2one("crm.service.sla", "Policy", ondelete="restrict", readonly=True)
    seconds = fields.Integer(
        "Limit (s)", readonly=True, help="Working seconds; 0: the policy no longer applies."
    )
    while_waiting = fields.Selection(
        [("stops", "Stands Still"), ("runs", "Runs On")],
        readonly=True,
        help="What the clock does in waiting stages, as the policy said then.",
    )

    _sla_idx = models.Index("(sla_id) WHERE sla_id IS NOT NULL")
    _team_idx = models.Index("(team_id)")

    def _to_entry(self):
        """Return the ``tools.sla.Entry`` of this line."""
        return Entry(
            self.date,
            KINDS.get(self.kind, self.kind),
            stage=self.stage_id.id,
            is_waiting=self.is_waiting,
            is_closed=self.is_closed,
            policy=self.sla_id.id or None,
            seconds=self.seconds or None,
            pauses_while_waiting=PAUSES.get(self.while_waiting),
        )
