from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.report_issue.schedule import next_day
from ...tools.work_calendar import WEEKDAYS
from ..request.crm_request_department import LEVEL
from .crm_report_issue import ANALYST


class CrmReportSeries(models.Model):
    """A report that comes out again and again: what it shows, to whom, and when."""

    _name = "crm.report.series"
    _description = "Report Series"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Only figures of this company; empty: each reader gets those of all companies "
        "that are open to him.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Analyst",
        required=True,
        default=lambda self: self.env.user,
        domain=lambda self: self._domain_users(ANALYST),
        tracking=True,
        help="Writes the comment and the recommendation.",
    )
    reader_ids = fields.Many2many(
        "res.users",
        "crm_report_series_reader_rel",
        "series_id",
        "user_id",
        "Readers",
        domain=lambda self: self._domain_users(LEVEL),
        help="Each gets the figures that the own access rights allow.",
    )
    item_ids = fields.One2many("crm.report.item", "series_id", "Contents", copy=True)
    issue_ids = fields.One2many("crm.report.issue", "series_id", "Issues So Far", groups=ANALYST)
    issue_count = fields.Integer("Issues Count", compute="_compute_issue_count", groups=ANALYST)
    # when
    frequency = fields.Selection(
        [
            ("daily", "Every Working Day"),
            ("weekly", "Weekly"),
            ("monthly", "Monthly"),
        ],
        required=True,
        default="weekly",
    )
    weekday = fields.Selection(
        WEEKDAYS, default="0", help="Not worked: it comes out on the next working day."
    )
    month_day = fields.Integer(
        "Working Day of the Month", default=3, help="3: on the third working day of a month."
    )
    send_hour = fields.Integer("From Hour", default=8, help="Sent from this hour on, 0 to 23.")
    is_automatic = fields.Boolean(
        "Send without Comment",
        help="Sent on its day also when the analyst has not said that it is ready.",
    )
    next_date = fields.Date("Next Issue", compute="_compute_next_date", groups=ANALYST)

    _month_day_range = models.Constraint(
        "CHECK(month_day BETWEEN 1 AND 15)", "Choose the 1st to the 15th working day of a month."
    )
    _hour_range = models.Constraint("CHECK(send_hour BETWEEN 0 AND 23)", "An hour is 0 to 23.")

    def _domain_users(self, level):
        return [("share", "=", False), ("all_group_ids", "in", self.env.ref(level).ids)]

    def _compute_issue_count(self):
        counts = dict(
            self.env["crm.report.issue"]._read_group(
                [("series_id", "in", self.ids)], ["series_id"], ["__count"]
            )
        )
        for series in self:
            series.issue_count = counts.get(series._origin, 0)

    @api.depends("issue_ids.state", "issue_ids.date")
    def _compute_next_date(self):
        for series in self:
            series.next_date = series._get_open_issue().date

    @api.constrains("user_id", "reader_ids", "company_id")
    def _check_readers(self):
        for series in self:
            # sudo: the groups and companies of colleagues are not for everybody to read
            # who left reads nothing any more, and is in nobody's way
            people = (series.reader_ids | series.user_id).sudo().filtered("active")
            strangers = people.filtered(lambda user: not user.has_group(LEVEL))
            if series.company_id:
                strangers |= people.filtered(
                    lambda user, company=series.company_id: company not in user.company_ids
                )
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%(people)s cannot read this report: they need an access level to "
                        "customers in its company.",
                        people=", ".join(strangers.mapped("name")),
                    )
                )

    @api.constrains("user_id")
    def _check_user_id(self):
        for series in self:
            # sudo: the groups of colleagues are not for everybody to read
            if not series.user_id.sudo().has_group(ANALYST):
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot comment on reports: the role of an analyst is missing.",
                        name=series.user_id.name,
                    )
                )

    def unlink(self):
        """Drafts go with their report; what was sent keeps it."""
        self.issue_ids.unlink()
        return super().unlink()

    def action_next_issue(self):
        """Open the issue that comes out next; make it if there is none yet."""
        self.ensure_one()
        self.check_access("write")
        return self._ensure_open_issue()._get_records_action()

    def action_view_issues(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_report_issue_action"
        )
        return action | {
            "domain": [("series_id", "=", self.id)],
            "context": {"default_series_id": self.id},
        }

    def _get_company(self):
        """Return the company whose working days and clock count."""
        self.ensure_one()
        # sudo: where the analyst works is no secret
        return (self.company_id or self.user_id.sudo().company_id).sudo()

    def _get_now(self):
        """Return the moment by the clock of the company."""
        company = self._get_company()
        zone = company.resource_calendar_id.tz or company.partner_id.tz or "UTC"
        return fields.Datetime.context_timestamp(self.with_context(tz=zone), fields.Datetime.now())

    def _get_open_issue(self):
        """Return the issue that was not sent yet."""
        return self.issue_ids.filtered(lambda issue: issue.state in ("draft", "ready"))[:1]

    def _ensure_open_issue(self):
        """Return the issue that is next, made if there is none.

        After days without a server the missed ones are left out: one issue says it all.
        """
        self.ensure_one()
        issue = self._get_open_issue()
        if issue:
            return issue
        yesterday = self._get_now().date() - timedelta(days=1)
        last = max(self.issue_ids.filtered("date").mapped("date"), default=yesterday)
        issue = self.env["crm.report.issue"].create(
            {"series_id": self.id, "date": self._get_next_day(max(last, yesterday))}
        )
        issue._plan_comment()
        return issue

    def _get_next_day(self, after):
        calendar = self.env["crm.workday"]._compiled(self._get_company(), start=after)
        return next_day(calendar, after, self.frequency, int(self.weekday or 0), self.month_day)
