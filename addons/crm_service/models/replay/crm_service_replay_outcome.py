from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.replay import Outcome
from .crm_service_replay_ticket import VERDICTS


class CrmServiceReplayOutcome(models.Model):
    """What became of a clock, as it is and as it would be; kept while a replay runs."""

    _name = "crm.service.replay.outcome"
    _description = "Outcome in a What-If Replay"
    _log_access = False

    replay_id = fields.Many2one("crm.service.replay", required=True, ondelete="cascade")
    clock_id = fields.Many2one(
        "crm.service.clock", required=True, ondelete="cascade", index=True, readonly=True
    )
    ticket_id = fields.Many2one(
        "crm.service.ticket", required=True, ondelete="cascade", index=True, readonly=True
    )
    sla_id = fields.Many2one(
        "crm.service.sla", required=True, ondelete="cascade", index=True, readonly=True
    )
    month = fields.Date(required=True, readonly=True)
    verdict = fields.Selection(VERDICTS, required=True, readonly=True)
    new_verdict = fields.Selection(VERDICTS, required=True, readonly=True)
    # working seconds, -1: not reached
    seconds = fields.Integer(readonly=True)
    new_seconds = fields.Integer(readonly=True)
    is_warned = fields.Boolean(readonly=True)
    new_is_warned = fields.Boolean(readonly=True)

    _once_uniq = models.UniqueIndex("(replay_id, clock_id)")

    @api.model
    def _prepare(self, clock, month, before, after):
        """Return the values of a line about ``clock``; ``before``, ``after``: ``Outcome``."""
        values = {
            "clock_id": clock.id,
            "ticket_id": clock.ticket_id.id,
            "sla_id": clock.sla_id.id,
            "month": month,
        }
        for prefix, one in (("", before), ("new_", after)):
            values[f"{prefix}verdict"] = one.verdict
            values[f"{prefix}seconds"] = -1 if one.seconds is None else one.seconds
            values[f"{prefix}is_warned"] = one.is_warned
        return values

    @api.model
    def _insert(self, rows):
        """Insert ``rows``, dicts as of ``_prepare`` with the replay, in one statement."""
        columns = [SQL.identifier(name) for name in rows[0]]
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_service_replay_outcome (%s) VALUES %s",
                SQL(", ").join(columns),
                SQL(", ").join(tuple(row.values()) for row in rows),
            )
        )
        self.invalidate_model()

    @api.model
    def _read_pairs(self, replay):
        """Return ``[(policy id, month, Outcome as it is, Outcome as it would be)]``."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT sla_id, month, verdict, NULLIF(seconds, -1), is_warned,
                       new_verdict, NULLIF(new_seconds, -1), new_is_warned
                  FROM crm_service_replay_outcome WHERE replay_id = %s ORDER BY clock_id
                """,
                replay.id,
            )
        )
        return [(row[0], row[1], Outcome(*row[2:5]), Outcome(*row[5:])) for row in rows]

    @api.model
    def _clear(self, replay):
        """Forget those of ``replay``; there may be many."""
        self.env.cr.execute(
            SQL("DELETE FROM crm_service_replay_outcome WHERE replay_id = %s", replay.id)
        )
        self.invalidate_model()
