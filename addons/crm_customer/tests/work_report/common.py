from freezegun import freeze_time

from odoo.fields import Command

from ...tests.common import CustomerCommon

# a Wednesday; 18:00 in Shanghai, 11:00 in Berlin
NOW = "2026-03-04 10:00:00"
TODAY = "2026-03-04"
SALES = "sales_team.group_sale_salesman"


@freeze_time(NOW)
class WorkReportCommon(CustomerCommon):
    """A sales rep in Shanghai with a customer, in a team that ``leader`` leads."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.resource_calendar_id = cls.env["resource.calendar"].create(
            {"name": "Monday to Friday", "tz": "Asia/Shanghai", "company_id": cls.company.id}
        )
        cls.env["crm.workday"].search([("company_id", "=", cls.company.id)]).unlink()
        cls.company.crm_week_start = "0"
        cls.rep = cls.user_own
        cls.leader = cls.user_team
        cls.stranger = cls._create_user("report_stranger", "crm_customer.group_customer_own")
        everybody = cls.rep | cls.leader | cls.stranger | cls.user_all | cls.user_manager
        everybody.tz = "Asia/Shanghai"
        cls.rep.group_ids = [Command.link(cls.env.ref(SALES).id)]
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Reporters",
                "user_id": cls.leader.id,
                "company_id": cls.company.id,
                "member_ids": [Command.set((cls.rep | cls.leader).ids)],
            }
        )
        cls.customer = cls._create_customer(
            "Acme Trading", crm_code="WR-1", user_id=cls.rep.id, company_id=cls.company.id
        )
        cls._let_be(cls.customer, create_date="2026-01-05 02:00:00")
        cls.Report = cls.env["crm.work.report"]

    @classmethod
    def _let_be(cls, records, **moments):
        """Write moments that the database, or the host, sets by the real clock."""
        cls.env.flush_all()
        for name, moment in moments.items():
            cls.env.cr.execute(
                f"UPDATE {records._table} SET {name} = %s WHERE id = ANY(%s)",
                [moment, records.ids],
            )
        cls.env.invalidate_all()

    @classmethod
    def _report(cls, user=None, **values):
        """Begin the report of today of ``user``, by default of the sales rep."""
        user = user or cls.rep
        values = {"user_id": user.id, "date": TODAY} | values
        return cls.Report.with_user(user).create(values)

    @classmethod
    def _talk(cls, date="2026-03-04 02:00:00", user=None, **values):
        """Log a call of the sales rep with her customer."""
        values = {
            "partner_id": cls.customer.id,
            "user_id": (user or cls.rep).id,
            "company_id": cls.company.id,
            "kind": "call",
            "name": "Prices",
            "date": date,
        } | values
        return cls.env["crm.customer.interaction"].create(values)

    @classmethod
    def _told(cls, report, section):
        """Return the texts of a section."""
        lines = report.line_ids.filtered(lambda line: line.section == section)
        return lines.mapped("text")

    @classmethod
    def _activities(cls, report, what):
        kind = cls.env.ref(f"crm_customer.mail_activity_type_work_report_{what}")
        return report.sudo().activity_ids.filtered(
            lambda activity: activity.activity_type_id == kind
        )
