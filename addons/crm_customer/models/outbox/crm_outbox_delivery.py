from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

MANAGER = "crm_customer.group_customer_manager"
PURGE_BATCH = 10000
STATES = [
    ("waiting", "Waiting"),
    ("failed", "Failed, Is Tried Again"),
    ("sent", "Sent"),
    ("dead", "Given Up"),
]


class CrmOutboxDelivery(models.Model):
    """An event on its way to one endpoint."""

    _name = "crm.outbox.delivery"
    _description = "Outbox Delivery"
    _order = "id desc"

    event_id = fields.Many2one(
        "crm.outbox.event", "Change", required=True, readonly=True, ondelete="cascade", index=True
    )
    endpoint_id = fields.Many2one(
        "crm.outbox.endpoint", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    state = fields.Selection(STATES, "Status", required=True, readonly=True, default="waiting")
    attempts = fields.Integer(readonly=True)
    date_next = fields.Datetime("Next Attempt", readonly=True)
    date_done = fields.Datetime("Sent or Given Up", readonly=True)
    date_attempt = fields.Datetime("Last Attempt", readonly=True)
    status = fields.Integer("HTTP Status", readonly=True, aggregator=False)
    error = fields.Char("Outcome Code", readonly=True)
    answer = fields.Char("Answer of the Robot", readonly=True)
    response_time = fields.Float("Seconds", readonly=True, aggregator="avg", digits=(8, 3))
    outcome = fields.Char("Last Outcome", compute="_compute_outcome")

    # of the event
    model = fields.Char(related="event_id.model")
    res_id = fields.Many2oneReference(related="event_id.res_id", model_field="model")
    kind = fields.Selection(related="event_id.kind")
    key = fields.Char(related="event_id.key")
    uuid = fields.Char(related="event_id.uuid")
    date = fields.Datetime("Changed On", related="event_id.date")
    document = fields.Char(compute="_compute_document")
    payload = fields.Text("Message", compute="_compute_payload")

    _event_endpoint_uniq = models.UniqueIndex("(event_id, endpoint_id)")
    _due_idx = models.Index("(endpoint_id, date_next, id) WHERE state IN ('waiting', 'failed')")
    _state_idx = models.Index("(state, id)")
    _endpoint_idx = models.Index("(endpoint_id, state, id)")
    _done_idx = models.Index("(date_done) WHERE state IN ('sent', 'dead')")

    @api.depends("error", "status", "attempts", "answer")
    @api.depends_context("lang")
    def _compute_outcome(self):
        for delivery in self:
            delivery.outcome = delivery.date_attempt and delivery.endpoint_id._get_outcome_text(
                delivery.error, delivery.status, delivery.answer
            )

    @api.depends("model", "key", "res_id")
    @api.depends_context("lang")
    def _compute_document(self):
        labels = self.env["crm.outbox.event"]._outbox_models()
        for delivery in self:
            label = labels.get(delivery.model, delivery.model)
            delivery.document = f"{label} {delivery.key or f'#{delivery.res_id}'}"

    @api.depends("document")
    def _compute_display_name(self):
        for delivery in self:
            delivery.display_name = delivery.document

    # buttons

    def action_retry(self):
        """Send these again soon, with all their attempts.

        :raise AccessError: the user is no manager of customers
        """
        self.check_access("read")
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only managers of customers may send these again."))
        # sudo: deliveries are not for editing; checked above
        self.sudo().write(
            {
                "state": "waiting",
                "attempts": 0,
                "date_next": fields.Datetime.now(),
                "date_done": False,
            }
        )
        self._trigger()

    def action_open_document(self):
        """Open the record, with the rights of the user."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.model,
            "res_id": self.res_id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    # making and dropping

    @api.model
    def _insert(self, pairs):
        """Make the deliveries of (event id, endpoint id) ``pairs`` that are not there yet."""
        self.env.execute_query(
            SQL(
                """
                INSERT INTO crm_outbox_delivery (
                    create_uid, create_date, write_uid, write_date,
                    event_id, endpoint_id, company_id, state, attempts, date_next)
                SELECT %(uid)s, %(now)s, %(uid)s, %(now)s,
                       pair.event_id, endpoint.id, endpoint.company_id, 'waiting', 0, %(now)s
                  FROM unnest(%(events)s::int[], %(endpoints)s::int[])
                    AS pair(event_id, endpoint_id)
                  JOIN crm_outbox_endpoint endpoint ON endpoint.id = pair.endpoint_id
                 ORDER BY pair.event_id, endpoint.id
                ON CONFLICT DO NOTHING
                RETURNING 1
                """,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                events=[event_id for event_id, _endpoint_id in pairs],
                endpoints=[endpoint_id for _event_id, endpoint_id in pairs],
            )
        )

    @api.model
    def _purge(self, limit):
        """Drop what was sent or given up before ``limit``, or waits for who is archived."""
        self.env.execute_query(
            SQL(
                """
                DELETE FROM crm_outbox_delivery WHERE id IN (
                    SELECT id FROM crm_outbox_delivery
                     WHERE state IN ('sent', 'dead') AND date_done < %s
                        OR create_date < %s AND endpoint_id IN (
                           SELECT id FROM crm_outbox_endpoint WHERE NOT active)
                     LIMIT %s)
                RETURNING 1
                """,
                limit,
                limit,
                PURGE_BATCH,
            )
        )

    @api.model
    def _trigger(self, at=None):
        xmlid = "crm_customer.crm_outbox_cron_send"
        cron_id = self.env["ir.model.data"]._xmlid_to_res_id(xmlid)
        if cron_id:
            # sudo: users have no access to crons, and this one takes no input of theirs
            self.env["ir.cron"].sudo().browse(cron_id)._trigger(at)
