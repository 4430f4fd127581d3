from freezegun import freeze_time

from odoo.fields import Command

from ...tests.common import CustomerCommon

# Monday; 8:30 in Shanghai
NOW = "2026-11-02 00:30:00"
PDF = b"%PDF-1.4 of a test"


@freeze_time(NOW)
class ReportIssueCommon(CustomerCommon):
    """A weekly report on leads with three readers: one sees own leads, one all, one none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.resource_calendar_id.tz = "Asia/Shanghai"
        workdays = cls.env["crm.workday"]
        workdays.search([("company_id", "=", cls.env.company.id)]).unlink()
        workdays._load_published("cn_2026", cls.env.company)
        level = "crm_customer.group_customer_own"
        cls.analyst = cls.user_all
        cls.seller = cls._create_user("report_seller", level, "sales_team.group_sale_salesman")
        cls.boss = cls._create_user("report_boss", level, "sales_team.group_sale_manager")
        cls.outsider = cls._create_user("report_outsider", level)
        cls._create_report()

    @classmethod
    def _create_report(cls):
        cls.team = cls.env["crm.team"].create({"name": "Report"})
        cls.leads = cls.env["crm.lead"].create(
            [
                cls._lead("Robot", cls.seller, 100.0),
                cls._lead("=SUM(A1:A9)", cls.seller, 250.0),
                cls._lead("Secret", cls.boss, 5000.0),
            ]
        )
        cls.saved = cls.env["ir.filters"].create(
            {
                "name": "Leads",
                "model_id": "crm.lead",
                "domain": f"[('team_id', '=', {cls.team.id})]",
                "context": "{'group_by': ['name'], 'pivot_measures': ['expected_revenue']}",
                "user_ids": [Command.set(cls.analyst.ids)],
            }
        )
        cls.series = cls.env["crm.report.series"].create(
            {
                "name": "Leads of the week",
                "user_id": cls.analyst.id,
                "reader_ids": [Command.set((cls.seller | cls.boss | cls.outsider).ids)],
                "frequency": "weekly",
                "weekday": "0",
                "item_ids": [Command.create({"name": "Leads", "filter_id": cls.saved.id})],
            }
        )
        cls.issue = cls.env["crm.report.issue"].create(
            {"series_id": cls.series.id, "date": "2026-11-02", "comment": "<p>More robots.</p>"}
        )

    @classmethod
    def _lead(cls, name, user, revenue):
        return {
            "name": name,
            "user_id": user.id,
            "team_id": cls.team.id,
            "expected_revenue": revenue,
        }

    def _parts(self, user, issue=None):
        issue = (issue or self.issue).with_user(user)
        return issue.with_context(allowed_company_ids=user.company_ids.ids)._get_parts()

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("crm_customer.crm_report_issue_cron_send").method_direct_trigger()
        self.env.invalidate_all()

    def _send(self, issue=None):
        """Send the issue, by default the one of the class, as its day has come."""
        (issue or self.issue).with_user(self.analyst).action_ready()
        self._run()

    def _mails(self, user):
        return self.env["mail.mail"].search([("recipient_ids", "in", user.partner_id.ids)])
