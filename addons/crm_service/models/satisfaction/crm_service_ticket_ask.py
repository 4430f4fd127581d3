import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)
BATCH = 100
RATES = (1, 3, 5)


class CrmServiceTicket(models.Model):
    """Asking the customer, once after each closing."""

    _inherit = "crm.service.ticket"

    date_rating_due = fields.Datetime(
        "Rating Asked From",
        readonly=True,
        copy=False,
        help="When the contact is asked for a rating; empty: not, or done.",
    )

    _rating_due_idx = models.Index("(date_rating_due, id) WHERE date_rating_due IS NOT NULL")

    @property
    def _sealed_fields(self):
        return super()._sealed_fields | {"date_rating_due"}

    def _note_change(self, stage, was_closed, user, was_active):
        result = super()._note_change(stage, was_closed, user, was_active)
        if self.is_closed != was_closed:
            # sudo: this date is the system's
            self.sudo().date_rating_due = self._rating_due()
        return result

    def _rating_due(self):
        """Return when to ask for a rating, False: not at all."""
        # sudo: how the team is set up, whoever closes
        team = self.team_id.sudo()
        if not (self.is_closed and self.stage_id.asks_rating and team.is_rating_on):
            return False
        return fields.Datetime.now() + timedelta(hours=team.rating_delay)

    @api.model
    def _cron_ask_ratings(self):
        """Ask for the ratings that are due; each ticket in a transaction of its own."""
        due = Domain("date_rating_due", "<=", fields.Datetime.now())
        tickets = self.search(due, order="date_rating_due, id", limit=BATCH)
        self.env["ir.cron"]._commit_progress(remaining=self.search_count(due))
        for ticket in tickets:
            if ticket.try_lock_for_update().filtered("date_rating_due"):
                ticket._try_to_ask_rating()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _try_to_ask_rating(self):
        """Ask; a mail that cannot be written does not hold up those after it."""
        try:
            with self.env.cr.savepoint():
                self._ask_rating()
        except OperationalError:
            raise
        except Exception:
            _logger.exception("%s: no rating could be asked for", self)
            self.date_rating_due = False

    def _ask_rating(self):
        """Send the mail, if it is still wanted; called in sudo."""
        self.date_rating_due = False
        if not self._is_rating_wanted():
            return
        rating = self._get_rating_request()
        template = self.env.ref("crm_service.mail_template_rating")
        template.with_context(crm_rating_token=rating.access_token).send_mail(
            self.id,
            # not in the thread of the ticket, where who is rated would find the key to the vote
            email_values={
                "model": False,
                "res_id": False,
                "reply_to": self._notify_get_reply_to()[self.id],
            },
            email_layout_xmlid="mail.mail_notification_light",
        )
        self._message_log(body=self.env._("The contact was asked for a rating."))

    def _is_rating_wanted(self):
        """Say whether the contact is to be asked now: closed still, not rated, not too often."""
        if not (self.active and self.is_closed and self.team_id.is_rating_on):
            return False
        if self._portal_target() != self or not (self.partner_id.email or self.email_normalized):
            return False
        return not self._get_rating_given() and not self._is_rating_too_soon()

    def _is_rating_too_soon(self):
        pause = self.team_id.rating_pause
        if not pause:
            return False
        asked = Domain("crm_date_asked", ">", fields.Datetime.now() - timedelta(days=pause))
        asked &= Domain("id", "not in", self._rating_of_closing().ids)
        if self.partner_id:
            asked &= Domain("partner_id", "=", self.partner_id.id)
        else:
            asked &= Domain("crm_ticket_id.email_normalized", "=", self.email_normalized)
        return bool(self.env["rating.rating"].search_count(asked, limit=1))

    def _rating_of_closing(self):
        """Return the rating of the last closing, asked for or given; in sudo."""
        # sudo: who is rated sees no request
        ratings = self.env["rating.rating"].sudo()
        closing = [("crm_ticket_id", "=", self.id), ("crm_date_closed", "=", self.date_closed)]
        return ratings.search(closing, order="id desc", limit=1)

    def _get_rating_given(self):
        """Return the answer to the last closing, empty when there is none; in sudo."""
        return self._rating_of_closing().filtered("consumed")

    def _get_rating_request(self):
        """Return the request of the last closing, made if there is none; in sudo."""
        return self._rating_of_closing() or self.env["rating.rating"].sudo().create(
            {
                "crm_date_asked": fields.Datetime.now(),
                "crm_date_closed": self.date_closed,
                "partner_id": self.partner_id.id,
                "rated_partner_id": self._rating_get_operator().id,
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "res_id": self.id,
            }
        )

    # in the portal
    def _portal_can_rate(self):
        """Say whether the customer may rate the last closing."""
        return self.is_closed and not self._get_rating_given()

    def _portal_rate(self, rate):
        """Return where the customer votes; called in sudo.

        :raise UserError: there is nothing to rate
        """
        if rate not in RATES or not self._portal_can_rate():
            raise UserError(self.env._("There is nothing to rate here."))
        return f"/rate/{self._get_rating_request().access_token}/{rate}"
