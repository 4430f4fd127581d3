import logging
import random
from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...tools.outbox import backoff, robots, verdict
from .crm_outbox_endpoint import ROBOTS

_logger = logging.getLogger(__name__)

# deliveries that an endpoint gets before it is the next one's turn
TURNS = 20


class CrmOutboxDelivery(models.Model):
    """The worker: what is due goes out, each delivery with a commit of its own.

    A delivery is locked while it is under way, so that no two workers send it at once. A
    worker that is killed loses its locks and nothing else: what it had under way is sent
    again, with the same event id. That is "at least once". The order of events is not
    promised: an attempt that failed is made again after later events have gone out.
    """

    _inherit = "crm.outbox.delivery"

    @api.model
    def _cron_send(self):
        progress = self.env["ir.cron"]._commit_progress
        while True:
            done = self._spread()
            for endpoint in self.env["crm.outbox.endpoint"]._get_ready():
                for _turn in range(1 if endpoint.kind in ROBOTS else TURNS):
                    sent = self._send_some(endpoint)
                    done += sent
                    if not progress(sent, remaining=1):
                        return
                    if not sent or endpoint.failure_count:
                        break  # nothing is due, or the receiver is to be left alone
            if not done:
                break
        progress(0, remaining=0)
        self._trigger_next()

    @api.model
    def _spread(self):
        """Make deliveries of new events; another worker may be at it just now."""
        try:
            done = self.env["crm.outbox.event"]._spread()
        except SerializationFailure:
            self.env.cr.rollback()
            return 0
        self.env["ir.cron"]._commit_progress(0, remaining=1)
        return done

    @api.model
    def _send_some(self, endpoint):
        """Send one delivery of ``endpoint``, or one message of a robot about several.

        :return: the number of deliveries tried
        """
        commit = self.env["ir.cron"]._commit_progress
        commit()  # the lock must see what others did until now
        endpoint = endpoint._localised()
        deliveries = self._claim(endpoint)
        if not deliveries:
            return 0
        deliveries, messages = deliveries._prepare_messages(endpoint)
        if deliveries:
            outcome = endpoint._post(messages)
            deliveries._record(*outcome)
            commit()
            endpoint._settle(*outcome)
        return len(deliveries)

    @api.model
    def _claim(self, endpoint):
        """Lock what is due, passing over what other workers have under way."""
        is_robot = endpoint.kind in ROBOTS
        try:
            if is_robot and not self._lock_robot(endpoint):
                return self.browse()
            self.env.cr.execute(
                SQL(
                    """
                    SELECT id FROM crm_outbox_delivery
                     WHERE endpoint_id = %s AND state IN ('waiting', 'failed')
                       AND date_next <= %s
                     ORDER BY date_next, id LIMIT %s
                       FOR NO KEY UPDATE SKIP LOCKED
                    """,
                    endpoint.id,
                    fields.Datetime.now(),
                    robots.MOST_LINES if is_robot else 1,
                ),
                log_exceptions=False,
            )
        except SerializationFailure:
            self.env.cr.rollback()
            return self.browse()
        return self.browse(row[0] for row in self.env.cr.fetchall())

    @api.model
    def _lock_robot(self, endpoint):
        """Keep other workers from a robot, which takes so many messages a minute and no more."""
        self.env.cr.execute(
            SQL(
                "SELECT id FROM crm_outbox_endpoint WHERE id = %s FOR NO KEY UPDATE SKIP LOCKED",
                endpoint.id,
            ),
            log_exceptions=False,
        )
        return self.env.cr.fetchone()

    def _prepare_messages(self, endpoint):
        """Return the deliveries that go out now, and what ``endpoint._post`` sends."""
        if endpoint.kind in ROBOTS:
            lines = [delivery._prepare_line() for delivery in self]
            count = robots.fit(lines)
            return self[:count], lines[:count]
        try:
            payload = self._prepare_payload(endpoint.user_id)
        except AccessError:
            self._stop_unreadable(endpoint)
            return self.browse(), []
        return self, [(self.uuid, payload)]

    def _stop_unreadable(self, endpoint):
        """Pause an endpoint whose maker has lost the rights; everything waits."""
        words = endpoint.env._(
            "%(name)s, who set this up, may not read these records any more.",
            name=endpoint.user_id.name,
        )
        endpoint._pause(words)

    def _record(self, found, answer, code):
        """Write the outcome of an attempt onto these."""
        now = fields.Datetime.now()
        for delivery in self:
            # who is gone or misspelt was no attempt of the delivery
            attempts = delivery.attempts + (found != verdict.GONE)
            vals = {
                "attempts": attempts,
                "date_attempt": now,
                "status": answer.status,
                "error": code,
                "answer": answer.text[:200] if code == "robot" else False,
                "response_time": answer.seconds,
            }
            delivery.write(vals | delivery._get_next(found, answer, attempts, now))

    def _get_next(self, found, answer, attempts, now):
        if found == verdict.SENT:
            return {"state": "sent", "date_done": now}
        most = self.endpoint_id.max_attempts
        if found != verdict.GONE and verdict.is_over(found, attempts, most):
            _logger.info("Delivery %s of event %s is given up.", self.id, self.uuid)
            return {"state": "dead", "date_done": now}
        seconds = backoff.wait(attempts, random.random(), answer.retry_after)
        return {"state": "failed", "date_next": now + timedelta(seconds=seconds)}

    @api.model
    def _trigger_next(self):
        """Wake up when the next attempt is due."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT MIN(GREATEST(
                           delivery.date_next, endpoint.date_retry,
                           to_timestamp(COALESCE(endpoint.robot_full_at, 0) - 54)
                               AT TIME ZONE 'UTC'))
                  FROM crm_outbox_endpoint endpoint
                 CROSS JOIN LATERAL (
                       SELECT date_next FROM crm_outbox_delivery
                        WHERE endpoint_id = endpoint.id AND state IN ('waiting', 'failed')
                        ORDER BY date_next LIMIT 1) AS delivery
                 WHERE endpoint.active AND NOT COALESCE(endpoint.is_paused, FALSE)
                """
            )
        )
        if rows[0][0]:
            # never at once: what another worker has under way would be asked for all the time
            soon = fields.Datetime.now() + timedelta(seconds=10)
            self._trigger(max(rows[0][0].replace(microsecond=0), soon))
        self.env["ir.cron"]._commit_progress(0, remaining=0)
