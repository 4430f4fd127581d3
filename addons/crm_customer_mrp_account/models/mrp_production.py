from odoo import models


class MrpProduction(models.Model):
    """What is made is valued, whoever makes it."""

    _inherit = "mrp.production"

    def _cal_price(self, consumed_moves):
        counted = self._crm_as_counted()
        moves = consumed_moves.sudo(counted.env.su)
        return super(MrpProduction, counted)._cal_price(moves)

    def _post_labour(self):
        return super(MrpProduction, self._crm_as_counted())._post_labour()

    def _split_productions(self, *args, **kwargs):
        counted = super(MrpProduction, self._crm_as_counted())
        return counted._split_productions(*args, **kwargs).sudo(self.env.su)

    def _crm_as_counted(self):
        """Return the orders as the system counts their costs.

        :raise AccessError: the user may not change them
        """
        if self.env.user.crm_sees_costs():
            return self
        self.check_access("write")
        # sudo: checked; the cost is the system's business
        return self.sudo()
