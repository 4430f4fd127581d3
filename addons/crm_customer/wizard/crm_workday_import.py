import base64
import tempfile

from odoo import fields, models
from odoo.exceptions import UserError

from ..models.import_ import issue_texts
from ..tools.import_ import ImportFileError
from ..tools.workday_file import find_repeated, read_workdays

SHOWN_PROBLEMS = 20


class CrmWorkdayImport(models.TransientModel):
    """Enter the days of a file, all of them or, when a row is wrong, none."""

    _name = "crm.workday.import"
    _description = "Import Working Days"
    _inherit = ["crm.workday.scope.mixin"]

    file = fields.Binary(
        required=True,
        attachment=False,
        help="CSV or XLSX with the columns date, kind (holiday or working) and name.",
    )
    filename = fields.Char()

    def action_import(self):
        """Enter the days of the file.

        :raise UserError: the file cannot be read, or what is wrong, row by row
        """
        self.ensure_one()
        missing, rows, issues = self._read()
        if missing:
            raise UserError(
                self.env._(
                    "The file has no column for: %(columns)s. It needs date, kind (holiday "
                    "or working) and name.",
                    columns=", ".join(self._label(name) for name in missing),
                )
            )
        problems = self._describe(rows, issues)
        if problems:
            raise UserError("\n".join(self._shorten(problems)))
        created, updated = self.env["crm.workday"]._load_days(
            rows, self.company_id, self.calendar_id
        )
        return self.env["crm.workday"]._notify_loaded(created, updated)

    def _read(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(base64.b64decode(self.file))
            file.flush()
            try:
                return read_workdays(file.name, self.filename)
            except ImportFileError as error:
                raise UserError(issue_texts.file_error(self.env, error)) from error

    def _describe(self, rows, issues):
        """Return a sentence for each problem, in the order of the rows."""
        problems = [
            (
                number,
                self.env._(
                    "Row %(row)s, %(column)s: %(reason)s",
                    row=number,
                    column=self._label(issue.field),
                    reason=issue_texts.reason(self.env, issue.code, issue.params),
                ),
            )
            for number, issue in issues
        ]
        problems += [
            (
                number,
                self.env._(
                    "Row %(row)s, date: %(date)s stands already in row %(first)s.",
                    row=number,
                    date=day,
                    first=first,
                ),
            )
            for number, first, day in find_repeated(rows)
        ]
        return [text for _number, text in sorted(problems)]

    def _label(self, name):
        """Return what the reader calls a column."""
        return self.env["crm.workday"]._fields[name]._description_string(self.env)

    def _shorten(self, problems):
        count = len(problems)
        yield self.env._("Nothing was loaded. Correct the file and load it again:")
        yield from problems[:SHOWN_PROBLEMS]
        if count > SHOWN_PROBLEMS:
            yield self.env._("… and %(count)s more", count=count - SHOWN_PROBLEMS)
