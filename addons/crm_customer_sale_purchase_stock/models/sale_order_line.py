from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _action_launch_stock_rule(self, **kwargs):
        """Find the vendor, also when who sells sees no vendor prices."""
        if self.env.user.crm_sees_costs():
            return super()._action_launch_stock_rule(**kwargs)
        # sudo: who may change the order was asked before; what is bought from whom is not told
        self.check_access("write")
        return super(SaleOrderLine, self.sudo())._action_launch_stock_rule(**kwargs)
