from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

DAYS_PARAMETER = "crm_customer.outbox_days"
PURGED_PARAMETER = "crm_customer.outbox_purged"
DAYS = 30
PURGE_BATCH = 10000
KINDS = [
    ("created", "Created"),
    ("updated", "Updated"),
    ("deleted", "Deleted"),
    ("erased", "Person Erased"),
]


class CrmOutboxEvent(models.Model):
    """A change that somebody wants to know, written in the transaction of the change.

    Rows are only added. Values are not kept: they are read when they are sent.

    ``position`` is the cursor of readers. It is not the id: a transaction that drew a lower
    id can commit later, and a reader who is past it would never see its rows. Positions are
    given after the commit, by one worker at a time that holds a lock until its own commit, so
    they become visible in ascending order (see ``_spread``).
    """

    _name = "crm.outbox.event"
    _description = "Outbox Event"
    _order = "id desc"
    _rec_name = "uuid"

    uuid = fields.Char("Event ID", required=True, readonly=True)
    position = fields.Integer(readonly=True, help="Where the event stands in the feed of changes.")
    model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Record ID", model_field="model", required=True, readonly=True
    )
    kind = fields.Selection(KINDS, "Event", required=True, readonly=True)
    key = fields.Char("Number", readonly=True)
    field_names = fields.Json("Changed Fields", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    date = fields.Datetime(required=True, readonly=True)

    _position_idx = models.UniqueIndex("(position) WHERE position IS NOT NULL")
    _new_idx = models.Index("(id) WHERE position IS NULL")
    _record_idx = models.Index("(model, res_id)")
    _date_idx = models.Index("(date)")

    def init(self):
        """Create the counter of positions; it goes with the table."""
        self.env.cr.execute(
            """
            CREATE SEQUENCE IF NOT EXISTS crm_outbox_event_position_seq
                OWNED BY crm_outbox_event.position
            """
        )

    @api.model
    def _outbox_models(self):
        """Return the models whose changes can be told: ``{name: label}``.

        Those that inherit ``crm.outbox.source``; an addon adds its own by doing so.
        """
        names = sorted(self.env.registry.descendants(["crm.outbox.source"], "_inherit"))
        return {
            name: self.env[name]._outbox_label() for name in names if not self.env[name]._abstract
        }

    @api.autovacuum
    def _gc_events(self):
        """Drop what is older than the days of the settings and waits for nobody."""
        days = int(self.env["ir.config_parameter"].sudo().get_param(DAYS_PARAMETER, DAYS))
        if days <= 0:
            return None
        limit = fields.Datetime.now() - timedelta(days=days)
        self.env["crm.outbox.delivery"]._purge(limit)
        rows = self.env.execute_query(
            SQL(
                """
                DELETE FROM crm_outbox_event WHERE id IN (
                    SELECT id FROM crm_outbox_event event
                     WHERE date < %s AND position IS NOT NULL
                       AND NOT EXISTS (SELECT FROM crm_outbox_delivery delivery
                                        WHERE delivery.event_id = event.id)
                     ORDER BY date LIMIT %s)
                RETURNING position
                """,
                limit,
                PURGE_BATCH,
            )
        )
        self._remember_purged(max((row[0] for row in rows), default=0))
        return len(rows), len(rows) == PURGE_BATCH

    @api.model
    def _remember_purged(self, position):
        """Keep up to where the feed has lost rows, so that late readers are told."""
        if position > self._get_purged():
            self.env["ir.config_parameter"].sudo().set_param(PURGED_PARAMETER, str(position))

    @api.model
    def _get_purged(self):
        return int(self.env["ir.config_parameter"].sudo().get_param(PURGED_PARAMETER, 0))
