from odoo import fields, models


class CrmCustomerImportSignal(models.Model):
    """A user's word to a worker in the middle of a batch: pause, cancel.

    On a row of its own: writing the job while its worker does would make one of the
    two fail with a serialization error.
    """

    _name = "crm.customer.import.signal"
    _description = "Signal to a Running Import"
    _log_access = False

    import_id = fields.Many2one(
        "crm.customer.import", required=True, index=True, ondelete="cascade"
    )
    command = fields.Selection([("pause", "Pause"), ("cancel", "Cancel")], required=True)
