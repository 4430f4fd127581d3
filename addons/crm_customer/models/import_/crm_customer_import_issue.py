from odoo import api, fields, models

from . import issue_texts


class CrmCustomerImportIssue(models.Model):
    """Something wrong with a cell or a row of a file, and perhaps how to mend it."""

    _name = "crm.customer.import.issue"
    _description = "Issue of a Customer Import"
    _order = "import_id, number, position, id"
    _rec_name = "code"
    _log_access = False

    # without an index of its own: those below begin with it
    import_id = fields.Many2one("crm.customer.import", required=True, ondelete="cascade")
    number = fields.Integer(string="Row", aggregator=None)
    position = fields.Integer(help="Column of the file; -1 when the whole row is meant.")
    heading = fields.Char(string="Column")
    field_name = fields.Char()
    value = fields.Char()
    code = fields.Char(string="Kind")
    kind_label = fields.Char(string="Problem", compute="_compute_reason")
    params = fields.Json()
    reason = fields.Char(compute="_compute_reason")
    suggestion = fields.Char()
    level = fields.Selection([("warning", "Warning"), ("error", "Error")])
    is_accepted = fields.Boolean(string="Accepted")

    _number_idx = models.Index("(import_id, number)")
    _code_idx = models.Index("(import_id, code) WHERE is_accepted IS NOT TRUE")

    @api.depends("code", "params")
    @api.depends_context("lang")
    def _compute_reason(self):
        for issue in self:
            issue.reason = issue_texts.reason(self.env, issue.code, issue.params or {})
            issue.kind_label = issue_texts.label(self.env, issue.code)

    @api.depends("code", "number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for issue in self:
            label = issue_texts.label(self.env, issue.code)
            issue.display_name = (
                self.env._("Row %(number)s: %(problem)s", number=issue.number, problem=label)
                if issue.number
                else label
            )

    def action_accept(self):
        """Put the suggestion into the cell and check the row again."""
        for job, issues in self.grouped("import_id").items():
            job._accept_suggestions([("id", "in", issues.ids)])

    def action_accept_kind(self):
        """Accept the suggestions of all issues of the same import and kind."""
        for job, issues in self.grouped("import_id").items():
            job._accept_suggestions([("code", "in", issues.mapped("code"))])
