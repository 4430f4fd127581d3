import os
import re
import tempfile

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.import_ import write_rows
from . import issue_texts

PREVIEW = 40
BAD_ROWS = 2_000
#: how a line of the log begins
STAMP = re.compile(r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC ", re.MULTILINE)


class CrmCustomerImport(models.Model):
    """What the screens of an import show and open."""

    _inherit = "crm.customer.import"

    preview_row_ids = fields.Many2many(
        "crm.customer.import.row", compute="_compute_preview_row_ids"
    )
    has_suggestions = fields.Boolean(compute="_compute_has_suggestions")
    is_editable = fields.Boolean(compute="_compute_is_editable")
    can_check = fields.Boolean(compute="_compute_can_check")
    can_load = fields.Boolean(compute="_compute_can_load")
    log_text = fields.Text("Log", compute="_compute_log_text")

    @api.depends("log")
    @api.depends_context("tz", "uid")
    def _compute_log_text(self):
        """Tell the moments of the log by the reader's clock."""
        for job in self:
            job.log_text = STAMP.sub(
                lambda found, job=job: fields.Datetime.context_timestamp(
                    job, fields.Datetime.to_datetime(found[1])
                ).strftime("%Y-%m-%d %H:%M:%S "),
                job.log or "",
            )

    @api.depends("state", "task", "work_done")
    def _compute_preview_row_ids(self):
        rows = self.env["crm.customer.import.row"]
        for job in self:
            wanted = rows
            # what is staged stands as new until it is matched
            actions = ("update", "create", "skip") if job.state != "mapped" else ()
            for action in actions:
                wanted |= rows.search(
                    [("import_id", "=", job.id), ("action", "=", action)],
                    limit=PREVIEW // 2,
                    order="number, id",
                )
            job.preview_row_ids = wanted[:PREVIEW]

    @api.depends("state", "task")
    def _compute_has_suggestions(self):
        for job in self:
            job.has_suggestions = bool(job.suggestion_count)

    @api.depends("state", "task")
    def _compute_is_editable(self):
        for job in self:
            job.is_editable = not job.task and job.state in ("draft", "read", "failed")

    @api.depends("state", "task", "format", "created_count", "updated_count")
    def _compute_can_check(self):
        for job in self:
            stopped = job.state == "failed" and not job._was_loading()
            ready = job.state in ("read", "mapped") or stopped
            job.can_check = bool(ready and job.format and not job.task)

    @api.depends("state", "task", "to_create_count", "to_update_count", "is_purged")
    def _compute_can_load(self):
        for job in self:
            waiting = job.to_create_count or job.to_update_count or job.to_skip_count
            job.can_load = bool(
                waiting
                and not job.task
                and not job.is_purged
                and (job.state in ("checked", "cancelled") or job._was_loading())
            )

    def _was_loading(self):
        """Return whether loading stopped midway, so that it can go on."""
        return self.state == "failed" and bool(self.created_count or self.updated_count)

    def get_issue_kinds(self):
        """Return the open issues by kind, the most frequent first.

        :return: ``[{code, label, level, count, value, suggestion, suggestions}]``
        """
        self.ensure_one()
        self.check_access("read")
        self.env.cr.execute(
            """
            SELECT code, max(level) AS level, count(*) AS count, count(suggestion) AS suggestions,
                   (array_agg(value ORDER BY suggestion IS NULL, number))[1] AS value,
                   (array_agg(suggestion ORDER BY suggestion IS NULL, number))[1] AS suggestion
              FROM crm_customer_import_issue
             WHERE import_id = %s GROUP BY code ORDER BY min(level), count(*) DESC LIMIT 100
            """,
            (self.id,),
        )
        kinds = self.env.cr.dictfetchall()
        can_accept = self.state == "checked" and not self.task
        for kind in kinds:
            kind["label"] = issue_texts.label(self.env, kind["code"])
            if not can_accept:
                kind["suggestions"] = 0
        return kinds

    def action_accept_kind(self, code):
        """Accept the suggestions of all issues of kind ``code``."""
        self.ensure_one()
        self._accept_suggestions([("code", "=", code)])
        return True

    def action_open_issues(self, code=None):
        """Open the issues, of one kind or all."""
        domain = [("import_id", "=", self.id)] + ([("code", "=", code)] if code else [])
        return self._open("crm_customer.crm_customer_import_issue_action", domain)

    def action_open_rows(self):
        return self._open(
            "crm_customer.crm_customer_import_row_action", [("import_id", "=", self.id)]
        )

    def action_open_changes(self):
        return self._open(
            "crm_customer.crm_customer_import_change_action", [("import_id", "=", self.id)]
        )

    def _open(self, xml_id, domain):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        filters = {
            key: value
            for key, value in self.env.context.items()
            if key.startswith("search_default_")
        }
        return action | {"domain": domain, "context": filters | {"create": False}}

    def action_open_result(self):
        """Open the records that this import created or updated."""
        self.ensure_one()
        target = self._target()
        model = target._get_models()["main"]
        changes = self.env["crm.customer.import.change"]._search(
            [("import_id", "=", self.id), ("model", "=", model), ("state", "=", "done")]
        )
        self.env.cr.execute(changes.select("res_id"))
        ids = sorted({row[0] for row in self.env.cr.fetchall()})
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": model,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", ids)],
        }

    def action_get_errors(self):
        """Download the rows that were refused, each with its problem."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/crm/import/{self.id}/errors",
            "target": "download",
        }

    def _write_error_file(self):
        """Write the refused rows to a temporary file; return (path, file name).

        :raise UserError: none was refused
        """
        self.ensure_one()
        self.check_access("read")
        if not self.can_get_errors or not self.format:
            raise UserError(self.env._("This import has no bad rows."))
        kind = self.format["kind"]
        handle, path = tempfile.mkstemp(suffix=f".{kind}", prefix="crm-import-")
        os.close(handle)
        headings = list(self.format["headings"])
        try:
            write_rows(path, kind, headings, self._bad_rows(), self.env._("Problem"))
        except BaseException:
            os.unlink(path)
            raise
        stem = os.path.splitext(self.file_name or "import")[0]
        return path, self.env._("%(file)s - to correct.%(kind)s", file=stem, kind=kind)

    def _bad_rows(self):
        """Yield (cells, problem) of the rows that were refused, few at a time in memory."""
        number = -1
        while rows := self._fetch_bad_rows(number):
            for cells, number, issues in rows:  # noqa: B007 the last one is where to go on
                texts = []
                for heading, code, params in issues or []:
                    reason = issue_texts.reason(self.env, code, params or {})
                    texts.append(f"{heading}: {reason}" if heading else reason)
                yield cells, "; ".join(texts)

    def _fetch_bad_rows(self, after):
        """Return the next (cells, number, issues) after row number ``after``."""
        self.env.cr.execute(
            """
            SELECT r.cells, r.number,
                   (SELECT jsonb_agg(jsonb_build_array(i.heading, i.code, i.params))
                      FROM crm_customer_import_issue i
                     WHERE i.import_id = r.import_id AND i.number = r.number)
              FROM crm_customer_import_row r
             WHERE r.import_id = %(job)s AND r.cells IS NOT NULL AND r.number > %(after)s
               AND EXISTS (SELECT FROM crm_customer_import_row b
                            WHERE b.import_id = %(job)s AND b.number = r.number
                              AND (b.action = 'error' OR b.state = 'failed'))
             ORDER BY r.number LIMIT %(limit)s
            """,
            {"job": self.id, "after": after, "limit": BAD_ROWS},
        )
        return self.env.cr.fetchall()
