from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import human_size

from ...tools.engine_fields import engine_defaults, engine_fields

STATES = [
    ("draft", "Upload"),
    ("read", "Columns"),
    ("mapped", "Check"),
    ("checked", "Load"),
    ("loaded", "Done"),
    ("failed", "Failed"),
    ("cancelled", "Cancelled"),
    ("undone", "Undone"),
]
TASKS = [("check", "Checking"), ("load", "Loading"), ("undo", "Undoing")]
POLICIES = [
    ("update_empty", "Fill in their empty fields"),
    ("update_all", "Replace their values"),
    ("skip", "Leave them as they are"),
    ("create", "Create them once more"),
]
DONE_WELL = ("checked", "loaded", "undone")
#: what a file was read, and its journal is undone, by
SETTLED = {"target", "company_id"}
COUNTERS = (
    "row_count",
    "ok_count",
    "warning_count",
    "error_count",
    "to_create_count",
    "to_update_count",
    "to_skip_count",
    "created_count",
    "updated_count",
    "skipped_count",
    "failed_count",
    "undone_count",
    "kept_count",
)


class CrmCustomerImport(models.Model):
    """A file on its way in: uploaded, mapped, checked, loaded, perhaps undone.

    The work itself is in the sibling files: reading, checking, matching, loading,
    undoing, and ``_run`` which does them in batches that survive a killed worker.
    """

    _name = "crm.customer.import"
    _description = "Customer Import"
    _order = "id desc"

    # what
    name = fields.Char(string="Title", compute="_compute_name", store=True, readonly=False)
    target = fields.Selection(
        selection="_selection_target",
        string="What is in it",
        required=True,
        default="customer",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Imported by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        help="The file is loaded with this user's access.",
    )
    origin = fields.Selection(
        [("file", "File"), ("api", "Other system")], default="file", readonly=True
    )
    # file
    attachment_id = fields.Many2one("ir.attachment", readonly=True, index="btree_not_null")
    file_name = fields.Char(readonly=True)
    file_size = fields.Integer("File Size in Bytes", readonly=True, help="Size in bytes.")
    file_size_text = fields.Char(string="File Size", compute="_compute_file_size_text")
    file_note = fields.Char(compute="_compute_file_note")
    format = fields.Json(readonly=True)
    profiles = fields.Json(readonly=True)
    encoding = fields.Char(help="Leave empty to recognise it, for example utf-8 or gb18030.")
    delimiter = fields.Selection(
        [(",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Bar")],
        help="Leave empty to recognise it.",
    )
    sheet = fields.Char(help="Name of the sheet; leave empty for the first one.")
    heading_row = fields.Integer(help="Line with the headings; 0 to recognise it.")
    # how
    policy = fields.Selection(
        POLICIES,
        string="Customers we already have",
        required=True,
        default="update_empty",
    )
    skip_bad_cells = fields.Boolean(
        string="Load rows without their bad cells",
        help="Otherwise a row with a bad cell waits in the error file.",
    )
    system_id = fields.Many2one(
        "crm.customer.external.system",
        string="Keys are those of",
        ondelete="restrict",
        help="The system whose keys stand in the column with the other system's key.",
    )
    is_company_only = fields.Boolean(
        string="Only for this company",
        help="Customers created by this import are hidden from other companies.",
    )
    country_id = fields.Many2one(
        "res.country",
        default=lambda self: self._default_country_id(),
        help="Phone numbers without a country code are taken as numbers of this country.",
    )
    # where it stands
    state = fields.Selection(STATES, default="draft", required=True, readonly=True, index=True)
    task = fields.Selection(TASKS, readonly=True, index="btree_not_null")
    is_paused = fields.Boolean(readonly=True)
    phase = fields.Char(readonly=True)
    position = fields.Integer(readonly=True, help="Last row that is done in this phase.")
    work_total = fields.Integer(readonly=True)
    work_done = fields.Integer(readonly=True)
    progress = fields.Float(compute="_compute_progress", help="Percent of the running work.")
    error = fields.Text(readonly=True)
    log = fields.Text("Log in UTC", readonly=True)
    date_started = fields.Datetime(string="Started", readonly=True)
    date_finished = fields.Datetime(string="Finished", readonly=True)
    is_purged = fields.Boolean(readonly=True)
    journal_columns = fields.Json(readonly=True)
    # parts
    column_ids = fields.One2many("crm.customer.import.column", "import_id")
    row_ids = fields.One2many("crm.customer.import.row", "import_id")
    issue_ids = fields.One2many("crm.customer.import.issue", "import_id")
    change_ids = fields.One2many("crm.customer.import.change", "import_id")
    # figures
    row_count = fields.Integer(string="Rows", readonly=True)
    ok_count = fields.Integer(string="Without remark", readonly=True)
    warning_count = fields.Integer(string="With warnings", readonly=True)
    error_count = fields.Integer(string="With errors", readonly=True)
    to_create_count = fields.Integer(string="To create", readonly=True)
    to_update_count = fields.Integer(string="To update", readonly=True)
    to_skip_count = fields.Integer(string="Unchanged", readonly=True)
    created_count = fields.Integer(string="Created", readonly=True)
    updated_count = fields.Integer(string="Updated", readonly=True)
    skipped_count = fields.Integer(string="Left alone", readonly=True)
    failed_count = fields.Integer(string="Failed rows", readonly=True)
    undone_count = fields.Integer(string="Taken back", readonly=True)
    kept_count = fields.Integer(string="Kept", readonly=True)
    suggestion_count = fields.Integer(compute="_compute_suggestion_count")
    unmapped_count = fields.Integer(compute="_compute_unmapped_count")
    can_undo = fields.Boolean(compute="_compute_can_undo")
    can_get_errors = fields.Boolean(compute="_compute_can_get_errors")

    @api.model
    def _default_country_id(self):
        return self.env.company.country_id or self.env.ref("base.cn")

    @api.model
    def _selection_target(self):
        targets = self.env["crm.import.target"]._get_targets()
        return [(key, self.env[model]._get_label()) for key, model in targets.items()]

    @api.depends("file_name")
    def _compute_name(self):
        default = self.env._("New import")
        for job in self:
            named = job.name and job.name != default
            job.name = job.name if named else job.file_name or default

    @api.depends("file_size")
    def _compute_file_size_text(self):
        for job in self:
            job.file_size_text = human_size(job.file_size)

    @api.depends("format", "file_size_text")
    def _compute_file_note(self):
        for job in self:
            values = job.format or {}
            note = [values.get("kind", "").upper(), values.get("encoding"), values.get("sheet")]
            note.append(job.file_size_text)
            job.file_note = " · ".join(text for text in note if text) if job.format else False

    @api.depends("state", "task", "work_total", "work_done")
    def _compute_progress(self):
        for job in self:
            share = job.work_done / job.work_total if job.work_total else 0
            # what ended well is whole, however much there turned out to be
            if not job.task and job.state in DONE_WELL:
                share = 1
            job.progress = min(100.0, 100.0 * share)

    def _compute_suggestion_count(self):
        counts = dict(
            self.env["crm.customer.import.issue"]._read_group(
                [
                    ("import_id", "in", self.ids),
                    ("is_accepted", "=", False),
                    ("suggestion", "!=", False),
                ],
                ["import_id"],
                ["__count"],
            )
        )
        for job in self:
            job.suggestion_count = counts.get(job, 0)

    @api.depends("column_ids.field_name")
    def _compute_unmapped_count(self):
        for job in self:
            columns = job.column_ids.filtered(lambda column: not column.field_name)
            job.unmapped_count = len(columns)

    @api.depends("state", "task", "is_purged", "created_count", "updated_count")
    def _compute_can_undo(self):
        for job in self:
            touched = job.created_count or job.updated_count
            ended = job.state in ("loaded", "cancelled", "failed", "undone")
            job.can_undo = bool(ended and touched and not job.task and not job.is_purged)

    @api.depends("state", "task", "error_count", "failed_count", "is_purged", "origin")
    def _compute_can_get_errors(self):
        for job in self:
            bad = job.error_count or job.failed_count
            at_rest = job.state in ("checked", "loaded", "cancelled") and not job.task
            job.can_get_errors = bool(bad and at_rest and not job.is_purged)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_busy(self):
        if self.filtered("task"):
            raise UserError(self.env._("This import is running. Cancel it first."))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_engine_fields(vals)
            values = engine_defaults(self, engine_fields(self))
            vals_list = [vals | values for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        self._check_engine_fields(vals)
        return super().write(vals)

    def copy_data(self, default=None):
        """A copy keeps the choices, not the file, the rows and the figures."""
        engine = engine_fields(self)
        return [
            {name: value for name, value in vals.items() if name not in engine}
            for vals in super().copy_data(default)
        ]

    def _check_engine_fields(self, vals):
        """:raise AccessError: a user writes what the engine trusts: whose access, which file"""
        names = engine_fields(self).intersection(vals)
        for job in self.filtered(lambda job: job.state != "draft"):
            names |= {
                name
                for name in SETTLED.intersection(vals)
                if vals[name] != self._fields[name].convert_to_write(job[name], job)
            }
        if names and not self.env.su:
            raise AccessError(
                self.env._(
                    "Only the import itself may write: %(fields)s.", fields=", ".join(sorted(names))
                )
            )

    def unlink(self):
        attachments = self.attachment_id
        result = super().unlink()
        # the job's own file, its reader may delete the job; the host took what hung on it
        attachments.sudo().exists().unlink()
        return result

    @api.depends("name")
    def _compute_display_name(self):
        for job in self:
            job.display_name = job.name or self.env._("New import")

    def _target(self):
        """Return the target (a model of plug-in ``crm.import.target``) of this job."""
        self.ensure_one()
        model = self.env["crm.import.target"]._get_targets()[self.target]
        return self.env[model]

    def _write_log(self, text):
        """Append a dated line to the log shown on the job."""
        self.ensure_one()
        stamp = fields.Datetime.to_string(fields.Datetime.now())
        # whoever reads it sees the own time, see ``log_text``
        self.sudo().log = f"{self.log or ''}{stamp} UTC  {text}\n"
