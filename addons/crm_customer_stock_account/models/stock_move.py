from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        """Value what was moved, also when who moves it sees no costs."""
        if self.env.user.crm_sees_costs():
            return super()._action_done(cancel_backorder)
        # sudo: who may change the moves was asked by the button; the value is the system's business
        self.check_access("write")
        done = super(StockMove, self.sudo())._action_done(cancel_backorder)
        return done.sudo(self.env.su)
