from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

PARAMETER = "crm_customer.access_log_days"
DEFAULT_DAYS = 1095
BATCH = 10_000


class CrmAccessLogMixin(models.AbstractModel):
    """Mixin of a log that nobody changes: not managers, not administrators, not the system.

    Rows leave when they are older than the setting says, and not before.
    """

    _name = "crm.access.log.mixin"
    _description = "Unchangeable Log"

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self.env._("Log entries are never changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise AccessError(self.env._("Log entries are never deleted."))

    @api.model
    def _kept_days(self):
        """Return for how many days rows are kept; 0 keeps them for good."""
        # sudo: a setting, read for the log alone
        value = self.env["ir.config_parameter"].sudo().get_param(PARAMETER, DEFAULT_DAYS)
        return int(value)

    @api.autovacuum
    def _gc_expired(self):
        """Delete the rows that are older than the setting says, in batches."""
        days = self._kept_days()
        if self._abstract or not days:
            return 0, 0
        deleted = self.env.execute_query(
            SQL(
                """
                DELETE FROM %(table)s WHERE id IN (
                    SELECT id FROM %(table)s WHERE date < %(limit)s LIMIT %(batch)s)
                RETURNING id
                """,
                table=SQL.identifier(self._table),
                limit=fields.Datetime.now() - timedelta(days=days),
                batch=BATCH,
            )
        )
        self.invalidate_model()
        return len(deleted), int(len(deleted) == BATCH)
