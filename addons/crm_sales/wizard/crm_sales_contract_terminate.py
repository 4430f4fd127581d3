from odoo import fields, models


class CrmSalesContractTerminate(models.TransientModel):
    """When and why a contract ends before its time."""

    _name = "crm.sales.contract.terminate"
    _description = "Terminate a Contract"

    contract_id = fields.Many2one("crm.sales.contract", required=True, readonly=True)
    date = fields.Date("Terminated On", required=True, default=fields.Date.context_today)
    reason = fields.Char(required=True)

    def action_terminate(self):
        self.ensure_one()
        self.contract_id._terminate(self.date, self.reason)
        return {"type": "ir.actions.act_window_close"}
