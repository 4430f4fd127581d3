import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)

BATCH = 100
MARKS = {"date_waiting": False, "date_warned": False}


class CrmServiceTicket(models.Model):
    """Tickets that wait for their customer too long: a warning, then the end, once each."""

    _inherit = "crm.service.ticket"

    date_waiting = fields.Datetime(
        "Waiting Since",
        readonly=True,
        copy=False,
        help="Since then nothing was said, in a stage that closes by itself.",
    )
    date_warned = fields.Datetime("Warned On", readonly=True, copy=False)

    _waiting_idx = models.Index("(team_id, date_waiting) WHERE date_waiting IS NOT NULL")

    @property
    def _sealed_fields(self):
        return super()._sealed_fields | MARKS.keys()

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        # sudo: since when a ticket waits is the system's
        for ticket in tickets.sudo().filtered("stage_id.closes_itself"):
            ticket.date_waiting = ticket.date_waiting or ticket.date_opened
        return tickets

    def _note_change(self, stage, was_closed, user, was_active):
        result = super()._note_change(stage, was_closed, user, was_active)
        if self.stage_id != stage:
            self._restart_waiting(self.stage_id.closes_itself)
        return result

    def _date_message(self, kind):
        """A word of the customer stops it; one of ours lets it begin anew."""
        result = super()._date_message(kind)
        if self.stage_id.closes_itself:
            self._restart_waiting(kind == "response")
        return result

    def _restart_waiting(self, is_waiting):
        values = MARKS | {"date_waiting": fields.Datetime.now() if is_waiting else False}
        # sudo: since when a ticket waits is the system's
        self.sudo().write(values)

    # the scheduled action
    @api.model
    def _cron_autoclose(self):
        """Warn and close what is due; each team by its own days."""
        teams = self.env["crm.service.team"].search([("warn_days", ">", 0)])
        for team in teams:
            for act, domain in team._get_autoclose():
                if not self._autoclose(act, domain):
                    return

    def _autoclose(self, act, domain):
        """Do ``act`` with all tickets of ``domain``; False: the time of the action is over."""
        seen = 0
        while True:
            due = self.search(domain & Domain("id", ">", seen), order="id", limit=BATCH)
            if not due:
                return True
            seen = due[-1].id
            for ticket in due.try_lock_for_update().filtered_domain(domain):
                ticket._autoclose_one(act)
            if not self.env["ir.cron"]._commit_progress(len(due)):
                return False

    def _autoclose_one(self, act):
        """A template that cannot be rendered must not keep all other tickets waiting."""
        try:
            with self.env.cr.savepoint():
                getattr(self, act)()
        except (UserError, ValueError):
            _logger.exception("Ticket %s cannot be warned or closed", self.number)

    def _autoclose_warn(self):
        self.date_warned = fields.Datetime.now()
        self._send_notice("warn")

    def _autoclose_end(self):
        """Close; what cannot be closed is said to the owner, and no longer tried."""
        if self._find_obstacle():
            self._restart_waiting(is_waiting=False)
            self._message_log(body=self._find_obstacle())
            return
        self._send_notice("close")
        self.action_close()

    def _send_notice(self, kind):
        """Mail the customer in the customer's language; no word of staff, so no response."""
        self.message_post_with_source(
            self.team_id._get_mail(kind),
            message_type="auto_comment",
            subtype_xmlid="mail.mt_comment",
        )
