from odoo import models


class MrpWorkorder(models.Model):
    """Time is worth what the hours of its work center cost, whoever works there."""

    _inherit = "mrp.workorder"

    def button_finish(self):
        return super(MrpWorkorder, self._crm_as_counted()).button_finish()

    def _create_or_update_analytic_entry(self):
        return super(MrpWorkorder, self._crm_as_counted())._create_or_update_analytic_entry()

    def _crm_as_counted(self):
        """Return the work orders as the system counts their costs.

        :raise AccessError: the user may not change them
        """
        if self.env.user.crm_sees_costs():
            return self
        self.check_access("write")
        # sudo: checked; the cost is the system's business
        return self.sudo()
