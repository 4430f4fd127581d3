from odoo import api, models
from odoo.exceptions import AccessError

PARAMETER = "crm_customer.access_log_days"
DEFAULT_DAYS = 1095


class CrmAccessLogMixin(models.AbstractModel):
    """Mixin of a log that nobody changes: not managers, not administrators, not the system.

    Rows leave when they are older than the setting says, and not before.
    """

    _name = "crm.access.log.mixin"
    _description = "Unchangeable Log"
    _inherit = "crm.retention.mixin"

    _kept_parameter = PARAMETER
    _kept_default = DEFAULT_DAYS
    _kept_batch = 10_000

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self.env._("Log entries are never changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise AccessError(self.env._("Log entries are never deleted."))
