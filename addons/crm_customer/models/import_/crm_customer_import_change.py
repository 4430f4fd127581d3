from odoo import fields, models


class CrmCustomerImportChange(models.Model):
    """Journal: a record that an import created or updated, before and after.

    ``before`` and ``after`` are ``{column: value}``; for a created record
    ``before`` is empty and ``after`` is how it looked when its batch ended.
    """

    _name = "crm.customer.import.change"
    _description = "Change by a Customer Import"
    _order = "import_id, id"
    _rec_name = "res_name"
    _log_access = False

    import_id = fields.Many2one(
        "crm.customer.import", required=True, index=True, ondelete="cascade"
    )
    row_id = fields.Integer(string="Staged row")
    number = fields.Integer(string="Row", aggregator=None)
    model = fields.Char(required=True)
    res_id = fields.Many2oneReference(string="Record", model_field="model", required=True)
    res_name = fields.Char(string="Name")
    kind = fields.Selection([("created", "Created"), ("updated", "Updated")], required=True)
    before = fields.Json()
    after = fields.Json()
    state = fields.Selection(
        [("done", "In place"), ("undone", "Taken back"), ("kept", "Kept")],
        default="done",
        required=True,
    )
    reason = fields.Char(help="Why undoing left this record alone.")

    _todo_idx = models.Index("(import_id, id) WHERE state = 'done'")
    _record_idx = models.Index("(model, res_id)")

    def action_open_record(self):
        """Open the record that was created or updated."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
