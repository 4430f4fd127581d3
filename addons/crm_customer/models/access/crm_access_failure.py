import logging

import psycopg2

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)
# a log-in does not wait longer than this to be counted
LOCK_TIMEOUT = "200ms"


class CrmAccessFailure(models.Model):
    """How often logging in as a user failed on one day.

    One row a user and day, and one a day for all names that nobody has: attackers cannot fill
    the table, and what was typed is not kept, since it may be a password in the wrong field.
    """

    _name = "crm.access.failure"
    _description = "Failed Log-Ins"
    _inherit = "crm.access.log.mixin"
    _order = "date desc, id desc"
    _rec_name = "user_id"

    # no user: names that nobody has
    user_id = fields.Many2one("res.users", readonly=True, ondelete="cascade")
    login = fields.Char(
        "Log-In", related="user_id.login", related_sudo=True, help="The name typed to log in."
    )
    date = fields.Date(required=True, readonly=True, help="By the clock of the company.")
    date_last = fields.Datetime("Last Attempt", required=True, readonly=True)
    attempt_count = fields.Integer("Attempts", required=True, readonly=True)
    is_unknown = fields.Boolean("Unknown Name", compute="_compute_is_unknown")

    _user_day_uniq = models.UniqueIndex("(COALESCE(user_id, 0), date)")
    _date_idx = models.Index("(date DESC, id DESC)")

    @api.depends("user_id")
    def _compute_is_unknown(self):
        for failure in self:
            failure.is_unknown = not failure.user_id

    @api.model
    def _count(self, name):
        """Count one failure, in a transaction of its own: that of the log-in is rolled back.

        Never raises: who cannot be counted is refused all the same.

        :param name: what was typed as the login, or the id of a user
        """
        try:
            user = self._find_user(name)
            company = user.company_id or user.env.company
            local = self.with_context(tz=company._crm_zone())
            self._add_one(user, fields.Date.context_today(local))
        except psycopg2.Error as error:
            _logger.info("A failed log-in was not counted: %s", error)

    @api.model
    def _find_user(self, name):
        """Return the user, archived ones too; empty when nobody has the name."""
        users = self.env["res.users"].with_user(SUPERUSER_ID).with_context(active_test=False)
        if isinstance(name, int):
            return users.browse(name).exists()
        if not name:
            return users
        return users.search(users._get_login_domain(name), limit=1)

    @api.model
    def _add_one(self, user, day):
        with self.env.registry.cursor() as cr:
            cr.execute(SQL("SET LOCAL lock_timeout = %s", LOCK_TIMEOUT), log_exceptions=False)
            # before the first look at the data, so that two at once both count
            cr.execute(
                "LOCK TABLE crm_access_failure IN SHARE ROW EXCLUSIVE MODE", log_exceptions=False
            )
            cr.execute(
                SQL(
                    """
                    INSERT INTO crm_access_failure AS failure
                           (user_id, date, date_last, attempt_count)
                    VALUES (%(user)s, %(day)s, %(now)s, 1)
                    ON CONFLICT (COALESCE(user_id, 0), date) DO UPDATE
                       SET attempt_count = failure.attempt_count + 1, date_last = %(now)s
                    """,
                    user=user.id or None,
                    day=day,
                    now=fields.Datetime.now(),
                ),
                log_exceptions=False,
            )
