from odoo import api, models
from odoo.fields import Domain

from .crm_work_report_steps import READ, SEND

ALL_REPORTS = "crm_customer.crm_work_report_action"
ICON = "fa-pencil-square-o"


class CrmToday(models.AbstractModel):
    """The own reports that are not sent, and those of others that wait to be read."""

    _inherit = "crm.today"

    def _today_blocks(self):
        return [
            *super()._today_blocks(),
            self._today_block(
                "work_report",
                self.env._("My Work Report"),
                "due",
                90,
                ICON,
                model="crm.work.report",
            ),
            self._today_block(
                "work_reports",
                self.env._("Work Reports to Read"),
                "due",
                95,
                "fa-book",
                model="crm.work.report",
            ),
        ]

    @api.model
    def _today_shown_elsewhere(self):
        types = [self.env.ref(xmlid, raise_if_not_found=False) for xmlid in (READ, SEND)]
        own = Domain("activity_type_id", "in", [kind.id for kind in types if kind])
        return super()._today_shown_elsewhere() | own

    # own
    def _today_work_report(self):
        """Drafts of days and weeks that are over or end today; today's, once it is due."""
        domain = Domain("user_id", "=", self.env.uid) & Domain("state", "=", "draft")
        content = self._today_search(
            "crm.work.report", domain, "date, id", self._prepare_draft, ALL_REPORTS
        )
        if self._misses_report():
            content["items"].append(self._prepare_missing())
            content["count"] += 1
        return content

    def _misses_report(self):
        """Whether the company wants a report of today, and there is none."""
        company, today = self.env.company, self._get_day()
        # sudo: what the company wants of its people is no secret to them
        if not company.sudo().crm_work_report_day:
            return False
        if not self.env["crm.workday"]._compiled(company).is_working_day(today):
            return False
        return not self.env["crm.work.report"].search_count(
            [
                ("user_id", "=", self.env.uid),
                ("company_id", "=", company.id),
                ("kind", "=", "day"),
                ("date", "=", today),
            ],
            limit=1,
        )

    def _prepare_draft(self, report):
        return {
            "date": report.date_stop,
            "subtitle": report.headline,
            "badge": self.env._("Not sent"),
            "icon": ICON,
        }

    def _prepare_missing(self):
        return self._today_item(
            self.env.user,
            title=self.env._("Daily report of today"),
            date=self._get_day(),
            badge=self.env._("Not sent"),
            icon=ICON,
            open_method="action_crm_open_work_report",
        )

    # of others
    def _today_work_reports(self):
        led = Domain("leader_id", "=", self.env.uid) | Domain("team_id.user_id", "=", self.env.uid)
        domain = led & Domain("state", "=", "sent") & Domain("user_id", "!=", self.env.uid)
        return self._today_search(
            "crm.work.report", domain, "date, id", self._prepare_reading, ALL_REPORTS
        )

    def _prepare_reading(self, report):
        read = self._today_act(
            "read",
            self.env._("Mark as Read"),
            "fa-check",
            method="action_read",
            message=self.env._("Read: %(report)s", report=report.display_name),
        )
        return {
            "date": report.date_sent,
            "subtitle": report.headline,
            "state": "today",
            "icon": "fa-book",
            "acts": [read],
        }
