import itertools
import time

from odoo import models
from odoo.exceptions import UserError

from ...tools.import_ import (
    Column,
    ColumnProfile,
    ColumnProfiler,
    Context,
    RowChecker,
    read_rows,
)
from ...tools.import_.checker import CellIssue
from .staging import copy_rows, reserve_ids

BATCH = 5_000
PROFILE_ROWS = 100_000
PROFILE_SECONDS = 20
ROW_COLUMNS = (
    *("id", "import_id", "number", "part", "depth", "label", "cells", "flags", "vals"),
    *("level", "state", "res_model", "key_external", "key_code", "key_vat", "key_email"),
    *("key_phone", "key_name", "parent_row_id", "action"),
)
ISSUE_COLUMNS = (
    *("import_id", "number", "position", "heading", "field_name", "value", "code"),
    *("params", "suggestion", "level"),
)
#: nothing may be loaded of a check that did not come to its end
UNDECIDED = {"state": "mapped", "to_create_count": 0, "to_update_count": 0, "to_skip_count": 0}
#: {import: (position, rows)}: a worker that hands over, and takes over from itself, does not
#: read the file from its start again
_open_rows = {}
MAX_OPEN = 4
DATE_KINDS = ("date", "datetime", "yearly", "float", "money", "integer")


class CrmCustomerImport(models.Model):
    """Checking: profile the columns, clean and stage the rows, match, preview."""

    _inherit = "crm.customer.import"

    def action_check(self):
        """Confirm the columns and check every row in the background."""
        self.ensure_one()
        self.check_access("write")
        if self.task or self.state not in ("read", "mapped", "checked", "failed"):
            raise UserError(self.env._("This import cannot be checked now."))
        if not self.format:
            raise UserError(self.env._("Upload a file first."))
        self._check_mapping()
        self.env["crm.customer.import.mapping"].sudo()._remember(self)
        self._start("check", "profile", work_total=self._estimate_rows(), **UNDECIDED)
        return True

    def action_edit_columns(self):
        """Go back to the columns."""
        self.check_access("write")
        for job in self.filtered(lambda job: not job.task and job.state in ("mapped", "checked")):
            job.sudo().state = "read"

    def _check_mapping(self):
        """:raise UserError: a field is missing or gone, or two columns go to one field"""
        specs = self._target()._get_fields()
        self._check_fields_exist(specs)
        names = [column.field_name for column in self.column_ids if column.field_name]
        vocabulary = self._target()._get_vocabulary()
        for name in set(names):
            if names.count(name) > 1 and not vocabulary[name].multi:
                raise UserError(
                    self.env._(
                        "Two columns go to %(field)s. Keep one of them.",
                        field=specs[name].label,
                    )
                )
        for keys, _code in self._target()._get_required():
            if not set(keys) & set(names):
                raise UserError(
                    self.env._(
                        "No column goes to %(fields)s. Choose one.",
                        fields=" / ".join(specs[key].label for key in keys),
                    )
                )

    def _check_fields_exist(self, specs):
        """:raise UserError: a field was deleted since, or is not for this user"""
        gone = self.column_ids.filtered(
            lambda column: column.field_name and column.field_name not in specs
        )
        if gone:
            raise UserError(
                self.env._(
                    "The field that column %(heading)s goes to does not exist any more, or is"
                    " not for you. Choose another one.",
                    heading=gone[0].heading,
                )
            )

    def _estimate_rows(self):
        """Return about how many rows the file has, for the progress bar."""
        if self.format["kind"] != "csv":
            return max(1, self.file_size // 60)
        with self._open_path() as path, open(path, "rb") as file:
            lines = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
        return max(1, lines - self.format["heading_row"])

    def _task_check(self):
        if self.phase == "profile":
            self._forget_staged()
            self._profile_columns()
            self.write({"phase": "rows", "position": 0})
            yield 0
        if self.phase == "rows":
            yield from self._stage_file()
            phase = "analyze" if self.work_done > BATCH else "match"
            self.write({"phase": phase, "position": 0})
            yield 0
        if self.phase == "analyze":
            self._analyze_staged()
            self.write({"phase": "match"})
            yield 0
        if self.phase == "accept":
            yield from self._accept_marked()
            self.write({"phase": "match", "position": 0})
            yield 0
        if self.phase == "match":
            yield from self._match_staged()
            self.write({"phase": "preview", "position": 0})
            yield 0
        if self.phase == "preview":
            yield from self._preview_updates()
        self._finish_check()

    def _profile_columns(self):
        """Look which of day and month comes first, and so on, before reading any."""
        if self.profiles is not False and self.profiles:
            return
        specs = self._target()._get_fields()
        wanted = [
            column.position
            for column in self.column_ids
            if column.field_name and specs[column.field_name].kind in DATE_KINDS
        ]
        profiler = ColumnProfiler(wanted)
        count, deadline = 0, time.monotonic() + PROFILE_SECONDS
        with self._open_path() as path:
            for row in read_rows(path, self._file_format()):
                count += 1
                profiler.add(row.cells)
                if not wanted or count >= PROFILE_ROWS or time.monotonic() > deadline:
                    break
        self.profiles = {
            str(position): profile.to_dict() for position, profile in profiler.profiles.items()
        }

    def _make_checker(self):
        """Return the engine's checker for the mapped columns."""
        target = self._target()
        specs = target._get_fields()
        columns = [
            Column(
                index=column.position,
                field=column.field_name,
                kind=specs[column.field_name].kind,
                heading=column.heading or "",
                required=specs[column.field_name].required,
                choices=self._decided_choices(column.field_name),
            )
            for column in self.column_ids.sorted("position")
            if column.field_name
        ]
        return RowChecker(columns, self._clean_context())

    def _clean_context(self):
        profiles = {
            int(position): ColumnProfile.from_dict(values)
            for position, values in (self.profiles or {}).items()
        }
        return Context(
            country=self.country_id.code or "CN",
            tz=self.user_id.tz or "Asia/Shanghai",
            profiles=profiles,
        )

    def _stage_file(self):
        """Generator: stage the rows after ``position``, a batch at a time."""
        checker, tools = self._make_checker(), self._target()._get_tools(self)
        rows = self._take_open_rows()
        while batch := list(itertools.islice(rows, BATCH)):
            self._stage(batch, checker, tools)
            self._advance(len(batch), position=batch[-1].number)
            self._keep_open_rows(rows)
            yield len(batch)
        _open_rows.pop(self._open_key(), None)

    def _open_key(self):
        return self.env.cr.dbname, self.id, self.attachment_id.id, self.date_started

    def _take_open_rows(self):
        """Return the rows after ``position``: those left open by this process, or anew."""
        position, rows = _open_rows.pop(self._open_key(), (None, None))
        if position == self.position:
            return rows
        with self._open_path() as path:
            rows = read_rows(path, self._file_format(), after=self.position)
            first = next(rows, None)  # it is open when the path is gone
        return iter(()) if first is None else itertools.chain((first,), rows)

    def _keep_open_rows(self, rows):
        _open_rows[self._open_key()] = (self.position, rows)
        while len(_open_rows) > MAX_OPEN:
            del _open_rows[next(iter(_open_rows))]

    def _stage(self, rows, checker, tools):
        """Check ``rows`` of the file and write them and their issues."""
        target = self._target()
        staged, issues = [], []
        for row in rows:
            checked = checker.check(row)
            self._check_required(checked, target)
            level = self._row_level(checked)
            for part in target._split(checked, tools):
                staged.append((row, level, part))
            issues.extend((checked.number, issue) for issue in checked.issues)
        self._copy_staged(staged, target._get_models())
        self._copy_issues(issues)

    def _check_required(self, checked, target):
        for keys, code in target._get_required():
            if not any(checked.values.get(key) for key in keys):
                checked.issues.append(CellIssue(-1, keys[0], "", code, {}, None, "error"))

    def _row_level(self, checked):
        levels = {issue.level for issue in checked.issues}
        if "error" not in levels:
            return "warning" if levels else "ok"
        required = any(issue.column < 0 or issue.code == "required" for issue in checked.issues)
        return "warning" if self.skip_bad_cells and not required else "error"

    def _copy_staged(self, staged, models_by_part):
        """Write the staged rows, as if each were new: matching changes those that are not."""
        ids = reserve_ids(self.env.cr, "crm_customer_import_row", len(staged))
        job, lines, last, parent = self.id, [], None, None
        for row_id, (row, level, part) in zip(ids, staged, strict=True):
            first = row.number != last  # the cells are kept once for a row of the file
            if first:
                last, parent = row.number, row_id
            keys, model = part.keys, models_by_part.get(part.part)
            lines.append(
                (
                    *(row_id, job, row.number, part.part, part.depth, part.label),
                    row.cells if first else None,
                    row.flags or None if first else None,
                    *(part.vals, level, "staged", model),
                    *(keys.get("external"), keys.get("code"), keys.get("vat")),
                    *(keys.get("email"), keys.get("phone"), keys.get("name")),
                    parent if part.depth else None,
                    ("error" if level == "error" else "create") if model else None,
                )
            )
        copy_rows(self.env.cr, "crm_customer_import_row", ROW_COLUMNS, lines)

    def _copy_issues(self, issues):
        headings = {column.position: column.heading for column in self.column_ids}
        copy_rows(
            self.env.cr,
            "crm_customer_import_issue",
            ISSUE_COLUMNS,
            (
                (
                    *(self.id, number, issue.column, headings.get(issue.column), issue.field),
                    *(issue.value, issue.code, issue.params, issue.suggestion, issue.level),
                )
                for number, issue in issues
            ),
        )

    def _finish_check(self):
        figures = self._count_rows()
        message = self.env._(
            "%(rows)s rows checked: %(errors)s with errors, %(warnings)s with warnings.",
            rows=figures["row_count"],
            errors=figures["error_count"],
            warnings=figures["warning_count"],
        )
        self._finish("checked", message, **figures)

    def _count_rows(self):
        """Return the counters that the staged rows give."""
        self.env.cr.execute(
            """
            WITH line AS (
                SELECT number,
                       bool_or(action = 'error') AS bad,
                       bool_or(level = 'warning') AS warned
                  FROM crm_customer_import_row WHERE import_id = %(job)s GROUP BY number)
            SELECT count(*) AS row_count,
                   count(*) FILTER (WHERE bad) AS error_count,
                   count(*) FILTER (WHERE NOT COALESCE(bad, FALSE) AND warned) AS warning_count,
                   (SELECT jsonb_object_agg(action, n) FROM (
                        SELECT action, count(*) AS n FROM crm_customer_import_row
                         WHERE import_id = %(job)s AND action IS NOT NULL
                         GROUP BY action) a) AS actions
              FROM line
            """,
            {"job": self.id},
        )
        rows, errors, warnings, actions = self.env.cr.fetchone()
        actions = actions or {}
        return {
            "row_count": rows,
            "error_count": errors,
            "warning_count": warnings,
            "ok_count": rows - errors - warnings,
            "to_create_count": actions.get("create", 0),
            "to_update_count": actions.get("update", 0),
            "to_skip_count": actions.get("skip", 0),
        }
