from odoo import api, models
from odoo.fields import Domain

from .crm_report_issue import ANALYST, OPEN_STATES

ALL_ISSUES = "crm_customer.crm_report_issue_action"
# so early an analyst is told that an issue comes out, so long a reader that it came
AHEAD_DAYS = 3
READ_DAYS = 14


class CrmToday(models.AbstractModel):
    _inherit = "crm.today"

    def _today_blocks(self):
        return [
            *super()._today_blocks(),
            self._today_block(
                "issues",
                self.env._("Reports to Send"),
                "due",
                80,
                "fa-newspaper-o",
                model="crm.report.issue",
                groups=ANALYST,
            ),
            self._today_block(
                "reports",
                self.env._("Reports to Read"),
                "next",
                40,
                "fa-newspaper-o",
                model="crm.report.recipient",
            ),
        ]

    @api.model
    def _today_shown_elsewhere(self):
        """What asks for a comment stands with its issue; what was decided is to be done."""
        asked = Domain("res_model", "=", "crm.report.issue") & Domain("automated", "=", True)
        return super()._today_shown_elsewhere() | asked

    def _today_issues(self):
        """Drafts whose day is near: they want the analyst's words, then to be released."""
        domain = Domain("user_id", "=", self.env.uid) & Domain("state", "in", OPEN_STATES)
        domain &= Domain("date", "<=", self._get_day(AHEAD_DAYS))
        domain &= Domain("state", "=", "draft") | Domain("date", "<", self._get_day())
        return self._today_search(
            "crm.report.issue", domain, "date, id", self._prepare_issue, ALL_ISSUES
        )

    def _prepare_issue(self, issue):
        release = self._today_act(
            "ready",
            self.env._("Ready to Send"),
            "fa-check",
            method="action_ready",
            message=self.env._("Ready to send: %(name)s", name=issue.name),
        )
        is_draft = issue.state == "draft"
        states = dict(issue._fields["state"]._description_selection(self.env))
        return {
            "date": issue.date,
            "badge": states[issue.state],
            "icon": "fa-newspaper-o",
            "acts": [release] if is_draft else [],
        }

    def _today_reports(self):
        """What was sent to the user and not opened from here yet."""
        since = self._get_span(self._get_day(-READ_DAYS), self._get_day())[0]
        domain = Domain("user_id", "=", self.env.uid) & Domain("date_read", "=", False)
        domain &= Domain("date_sent", ">=", since)
        domain &= Domain("issue_id.user_id", "!=", self.env.uid)
        content = self._today_search(
            "crm.report.recipient",
            domain,
            "date_sent desc, id desc",
            self._prepare_report,
            ALL_ISSUES,
        )
        # the action lists issues, not who got them
        return content | {"more": self._today_more(ALL_ISSUES)}

    def _prepare_report(self, recipient):
        return {
            "title": recipient.issue_id.name,
            "subtitle": recipient.issue_id.user_id.name,
            "date": recipient.date_sent,
            "state": "today",
            "icon": "fa-newspaper-o",
            "open_method": "action_read",
        }
