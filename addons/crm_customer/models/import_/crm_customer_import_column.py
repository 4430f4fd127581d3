from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmCustomerImportColumn(models.Model):
    """A column of the file and the field that its cells go to."""

    _name = "crm.customer.import.column"
    _description = "Column of a Customer Import"
    _order = "position, id"
    _rec_name = "heading"

    import_id = fields.Many2one(
        "crm.customer.import", required=True, index=True, ondelete="cascade"
    )
    target = fields.Selection(related="import_id.target")
    company_id = fields.Many2one(related="import_id.company_id")
    position = fields.Integer(readonly=True, help="0 is the first column of the file.")
    letter = fields.Char(string="Column", compute="_compute_letter")
    heading = fields.Char(readonly=True)
    samples = fields.Char(readonly=True)
    field_name = fields.Char(string="Goes to", help="Leave empty to leave the column out.")
    field_label = fields.Char(compute="_compute_field_label")
    options = fields.Json(compute="_compute_options")
    reason = fields.Selection(
        [
            ("remembered", "Remembered"),
            ("name", "Heading"),
            ("similar", "Similar heading"),
            ("content", "Content"),
            ("user", "Chosen"),
        ],
        string="Recognised by",
        readonly=True,
    )
    is_unmapped = fields.Boolean(compute="_compute_is_unmapped")

    @api.depends("position")
    def _compute_letter(self):
        for column in self:
            number, letters = column.position + 1, ""
            while number:
                number, rest = divmod(number - 1, 26)
                letters = chr(65 + rest) + letters
            column.letter = letters

    @api.depends("field_name")
    def _compute_is_unmapped(self):
        for column in self:
            column.is_unmapped = not column.field_name

    @api.depends("field_name", "import_id.target")
    def _compute_field_label(self):
        for column in self:
            specs = column.import_id._target()._get_fields() if column.import_id else {}
            spec = specs.get(column.field_name)
            column.field_label = spec.label if spec else False

    @api.depends("import_id.target")
    def _compute_options(self):
        for job, columns in self.grouped("import_id").items():
            columns.options = job._target()._get_options() if job else []

    @api.constrains("field_name", "import_id")
    def _check_field_name(self):
        for column in self.filtered("field_name"):
            if column.field_name not in column.import_id._target()._get_fields():
                raise ValidationError(
                    self.env._(
                        "Column %(heading)s cannot go to %(field)s.",
                        heading=column.heading,
                        field=column.field_name,
                    )
                )

    @api.onchange("field_name")
    def _onchange_field_name(self):
        self.reason = "user" if self.field_name else False
