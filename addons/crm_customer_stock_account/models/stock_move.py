from odoo import models


class StockMove(models.Model):
    """Transfers are confirmed, split and valued also when who moves them sees no costs."""

    _inherit = "stock.move"

    def _action_confirm(self, *args, **kwargs):
        counted = super(StockMove, self._crm_as_counted())
        return counted._action_confirm(*args, **kwargs).sudo(self.env.su)

    def _action_done(self, cancel_backorder=False):
        counted = super(StockMove, self._crm_as_counted())
        return counted._action_done(cancel_backorder).sudo(self.env.su)

    def _split(self, *args, **kwargs):
        return super(StockMove, self._crm_as_counted())._split(*args, **kwargs)

    def _crm_as_counted(self):
        """Return the moves as the system values them.

        :raise AccessError: the user may not change them
        """
        if self.env.user.crm_sees_costs():
            return self
        self.check_access("write")
        # sudo: checked; the value is the system's business
        return self.sudo()
