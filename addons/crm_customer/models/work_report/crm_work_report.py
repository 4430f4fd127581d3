from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from ...tools.kpi.period import day_at, period_at

KINDS = [("day", "Daily Report"), ("week", "Weekly Report")]
STATES = [("draft", "Draft"), ("sent", "Sent"), ("read", "Already Read")]
WORDS = frozenset({"summary", "difficulties", "plan", "help_wanted"})
# what the facts rest on
SCOPE = frozenset({"kind", "date", "user_id", "company_id"})
OWN = "crm_customer.group_customer_own"
ALL = "crm_customer.group_customer_all"


class CrmWorkReport(models.Model):
    """What one person did on a day or in a week: facts that were logged, and own words.

    The facts are read as the person, so that nobody tells what he may not see. While it is a
    draft they can be drawn again; sent, they stay as they were.
    """

    _name = "crm.work.report"
    _description = "Work Report"
    _inherit = ["mail.thread", "mail.activity.mixin", "crm.person.mixin", "crm.sealed.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ["user_id"]
    # who may read a report may add to it
    _mail_post_access = "read"
    _sealed_fields = frozenset(
        {
            *("state", "team_id", "leader_id", "date_drawn", "date_sent", "is_late"),
            *("date_read", "read_by_id", "date_reminded", "fact_count"),
        }
    )

    # whose, and when
    kind = fields.Selection(KINDS, required=True, default="day")
    user_id = fields.Many2one(string="Person")
    date = fields.Date(
        required=True,
        default=lambda self: self._default_date(),
        help="The day; of a weekly report the first day of the week.",
    )
    date_stop = fields.Date("Until", compute="_compute_date_stop", store=True, precompute=True)
    leader_id = fields.Many2one(
        "res.users",
        "Goes To",
        compute="_compute_leader_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="Who leads the person's sales team, or else the reader of the settings.",
    )
    is_mine = fields.Boolean(compute="_compute_rights")
    is_mine_to_read = fields.Boolean(compute="_compute_rights")
    # how far it got
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, tracking=True
    )
    date_sent = fields.Datetime("Sent On", readonly=True, copy=False)
    is_late = fields.Boolean(
        "Sent Late",
        readonly=True,
        copy=False,
        help="Not sent by the morning of the next working day.",
    )
    date_read = fields.Datetime("Read On", readonly=True, copy=False)
    read_by_id = fields.Many2one("res.users", "Who Read It", readonly=True, copy=False)
    date_reminded = fields.Datetime("Reminded On", readonly=True, copy=False)
    # facts
    line_ids = fields.One2many("crm.work.report.line", "report_id", "Facts", readonly=True)
    fact_count = fields.Integer("Facts Logged", readonly=True, copy=False)
    headline = fields.Char(compute="_compute_headline")
    date_drawn = fields.Datetime(
        "Facts As Of", readonly=True, copy=False, help="When the facts were drawn last."
    )
    # own words
    summary = fields.Text("What Went Well", copy=False)
    difficulties = fields.Text(copy=False)
    plan = fields.Text("Plan Next", copy=False)
    help_wanted = fields.Text(copy=False)
    comment = fields.Text("Leader's Comment", copy=False)

    _person_day_uniq = models.UniqueIndex(
        "(user_id, company_id, kind, date)",
        "There is a report of this person for this day or week already.",
    )
    _date_idx = models.Index("(date DESC, id DESC)")
    _to_read_idx = models.Index("(leader_id, date) WHERE state = 'sent'")
    _draft_idx = models.Index("(user_id, date) WHERE state = 'draft'")

    def _default_date(self):
        return day_at(fields.Datetime.now(), self.env.user._crm_get_zone())

    @api.depends("kind", "date", "company_id")
    def _compute_date_stop(self):
        for report in self:
            report.date_stop = report.date and report._get_period().stop

    @api.depends("user_id", "company_id", "team_id")
    def _compute_leader_id(self):
        for report in self:
            report.leader_id = report._find_leader()

    @api.depends("user_id", "leader_id", "team_id.user_id", "state")
    @api.depends_context("uid")
    def _compute_rights(self):
        user = self.env.user
        sees_all = user.has_group(ALL)
        for report in self:
            # sudo: who leads a team is no secret among colleagues
            leads = user in report.leader_id | report.team_id.sudo().user_id
            report.is_mine = report.user_id == user
            report.is_mine_to_read = (
                report.state == "sent" and not report.is_mine and (leads or sees_all)
            )

    @api.depends("line_ids")
    @api.depends_context("lang")
    def _compute_headline(self):
        """Count the facts of each section, and sum up what they are worth."""
        lines = self.env["crm.work.report.line"]
        groups = lines._read_group(
            [("report_id", "in", self.ids)],
            ["report_id", "section", "label", "currency_id"],
            ["__count", "amount:sum", "partner_id:array_agg_distinct"],
        )
        rows = {}
        for report, section, label, currency, count, amount, partners in groups:
            row = (section, label, currency.id, count, amount, filter(None, partners))
            rows.setdefault(report.id, []).append(row)
        for report in self:
            report.headline = lines._format_headline(rows.get(report._origin.id, []))

    @api.depends("kind", "user_id", "date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for report in self:
            day = report.date and format_date(self.env, report.date)
            parts = (kinds.get(report.kind), report.user_id.name, day)
            report.display_name = " · ".join(part for part in parts if part)

    # checks
    @api.constrains("date", "user_id")
    def _check_date(self):
        for report in self:
            today = day_at(fields.Datetime.now(), report.user_id._crm_get_zone())
            if report.date > today:
                raise ValidationError(
                    self.env._(
                        "%(report)s lies ahead: report what was.", report=report.display_name
                    )
                )

    @api.constrains("company_id", "user_id")
    def _check_company_id(self):
        for report in self:
            if report.company_id not in report.user_id.sudo().company_ids:
                raise ValidationError(
                    self.env._(
                        "%(person)s does not work in %(company)s.",
                        person=report.user_id.name,
                        company=report.company_id.name,
                    )
                )

    @api.onchange("kind", "date", "company_id")
    def _onchange_date(self):
        if self.date:
            self.date = self._get_period().start

    # CRUD
    @api.model_create_multi
    def create(self, vals_list):
        given = {key.removeprefix("default_") for key in self.env.context}.union(*vals_list)
        self._check_comment({"comment"} & given, self.browse())
        reports = super().create([self._from_first_day(vals) for vals in vals_list])
        reports._draw()
        return reports

    def write(self, vals):
        if not self.env.su:
            self._check_scope(vals)
            self._check_words(vals)
            self._check_comment({"comment"} & vals.keys(), self)
        return super().write(vals)

    @api.model
    def _from_first_day(self, vals):
        """Begin a weekly report on the first day of the week, whichever day was entered."""
        report = self.new(self._add_missing_default_values(vals))
        return vals | {"date": report._get_period().start}

    def _check_scope(self, vals):
        if SCOPE & vals.keys():
            raise UserError(
                self.env._("A report stays the one of its person and day. Make another one.")
            )

    def _check_words(self, vals):
        if not WORDS & vals.keys():
            return
        for report in self:
            if not report.is_mine:
                raise AccessError(
                    self.env._("Only %(name)s writes this report.", name=report.user_id.name)
                )
            if report.state != "draft":
                raise UserError(self.env._("This report was sent and cannot be changed."))

    def _check_comment(self, names, reports):
        """:raise AccessError: somebody comments who is not asked to read the report now"""
        if not names or self.env.su:
            return
        if not reports or reports.filtered(lambda report: not report.is_mine_to_read):
            raise AccessError(
                self.env._("The comment is the reader's, between sending and reading.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if self.filtered(lambda report: report.state != "draft"):
            raise UserError(self.env._("A report that was sent stays."))

    # whose day
    def _get_period(self):
        """Return the ``Period`` of the report: its day, or the week of the company."""
        setting = self.company_id._crm_period_setting()
        return period_at(self.kind or "day", self.date, setting)

    def _find_leader(self):
        """Return who reads the report, nobody when nobody can."""
        self.ensure_one()
        # sudo: who leads which team is no secret among colleagues
        report = self.sudo()
        team = report.team_id
        is_ours = not team.company_id or team.company_id == report.company_id
        leaders = [team.user_id] if is_ours else []
        for user in [*leaders, report.company_id.crm_work_report_reader_id]:
            if user != report.user_id and report._can_read(user):
                return user
        return user.browse()

    def _can_read(self, user):
        return user.active and self.company_id in user.company_ids and user.has_group(OWN)
