from odoo import api, fields, models


class CrmCustomerImportRow(models.Model):
    """A record that the file asks for: what it says, what that means, what is done.

    A line of the file becomes one row for each part of its target, for example the
    company (part "main") and its contact person (part "contact"). Rows are written
    by COPY and by set-based SQL, hence no log columns.
    """

    _name = "crm.customer.import.row"
    _description = "Row of a Customer Import"
    _order = "import_id, number, id"
    _rec_name = "label"
    _log_access = False

    # without an index of its own: those below begin with it
    import_id = fields.Many2one("crm.customer.import", required=True, ondelete="cascade")
    number = fields.Integer(string="Row", required=True, aggregator=None)
    part = fields.Char(required=True, default="main")
    depth = fields.Integer(help="Rows of depth 0 are loaded before those of depth 1.")
    label = fields.Char(string="Name")
    cells = fields.Json(help="Texts of the cells as the file has them.")
    cells_text = fields.Text(compute="_compute_cells_text")
    flags = fields.Json(help="Column: what is special about its cell.")
    vals = fields.Json(string="Clean values")
    level = fields.Selection(
        [("ok", "Clean"), ("warning", "Warning"), ("error", "Error")],
        string="Quality",
        default="ok",
    )
    # what it is the same as
    key_external = fields.Char()
    key_code = fields.Char()
    key_vat = fields.Char()
    key_email = fields.Char()
    key_phone = fields.Char()
    key_name = fields.Char()
    key_parent = fields.Char()
    parent_row_id = fields.Integer(string="Row of the company")
    same_row_id = fields.Integer(string="Same as row")
    match_kind = fields.Selection(
        [
            ("external", "Key of the other system"),
            ("code", "Customer code"),
            ("vat", "Tax ID"),
            ("email", "E-mail"),
            ("phone", "Phone and name"),
            ("name", "Name"),
            ("number", "Number"),
            ("ambiguous", "Several match"),
        ],
        string="Matched by",
    )
    match_score = fields.Float(help="1 for an exact key.")
    # what is done with it
    action = fields.Selection(
        [("create", "Create"), ("update", "Update"), ("skip", "Leave"), ("error", "Error")]
    )
    changes = fields.Json(help="Field: [value now, value after].")
    changes_text = fields.Char(string="What changes", compute="_compute_changes_text")
    state = fields.Selection(
        [
            ("staged", "Staged"),
            ("done", "Done"),
            ("failed", "Failed"),
        ],
        default="staged",
        required=True,
    )
    res_model = fields.Char()
    res_id = fields.Many2oneReference(string="Record", model_field="res_model")
    res_name = fields.Char(string="Existing or new record", compute="_compute_res_name")
    problem = fields.Char()

    _unique_part = models.UniqueIndex(
        "(import_id, number, part)", "A row of a file is staged once."
    )
    _todo_idx = models.Index("(import_id, depth, id) WHERE state = 'staged'")
    _action_idx = models.Index("(import_id, action, number)")
    _result_idx = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")

    @api.depends("res_model", "res_id")
    def _compute_res_name(self):
        self.res_name = False
        for model, rows in self.filtered("res_id").grouped("res_model").items():
            records = self.env[model].browse(rows.mapped("res_id"))
            names = {record.id: record.display_name for record in records._filtered_access("read")}
            for row in rows:
                row.res_name = names.get(row.res_id, False)

    @api.depends("cells")
    def _compute_cells_text(self):
        for row in self:
            headings = (row.import_id.format or {}).get("headings", [])
            lines = [
                f"{heading}: {cell}"
                for heading, cell in zip(headings, row.cells or [], strict=False)
                if cell
            ]
            row.cells_text = "\n".join(lines) or False

    @api.depends("changes")
    def _compute_changes_text(self):
        for row in self:
            target = row.import_id._target()
            texts = [
                f"{target._get_field_label(row.res_model, name)}: {old or '–'} → {new or '–'}"
                for name, (old, new) in (row.changes or {}).items()
            ]
            row.changes_text = "; ".join(texts) or False

    def action_open_record(self):
        """Open what this row became, or what it will update."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)._get_records_action()
