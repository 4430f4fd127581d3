from datetime import timedelta
from unittest.mock import patch

from odoo.tools import SQL

from ..common import MONDAY, SalesCommon


class TouchpointCommon(SalesCommon):
    """A campaign with a mailing and a link; what the demo brought is no touchpoint here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.touches = cls.env["crm.sales.touchpoint"]
        cls.env.cr.execute("DELETE FROM crm_sales_touchpoint")
        cls.env.cr.execute("DELETE FROM crm_sales_touchpoint_source")
        cls.campaign = cls.env["utm.campaign"].create({"name": "Spring", "title": "Spring"})
        cls.customer = cls._create_customer(user_id=cls.seller.id)
        cls.person = cls.env["res.partner"].create(
            {"name": "Ann", "email": "ann@far.example.com", "parent_id": cls.customer.id}
        )
        cls.mailing = cls.env["mailing.mailing"].create(
            {
                "name": "Grippers",
                "subject": "Grippers",
                "campaign_id": cls.campaign.id,
                "mailing_model_id": cls.env["ir.model"]._get_id("res.partner"),
            }
        )
        cls.link = cls.env["link.tracker"].create(
            {
                "url": "https://far.example.com/grippers",
                "campaign_id": cls.campaign.id,
                "title": "G",
            }
        )

    @classmethod
    def _moment(cls, minutes):
        return MONDAY + timedelta(minutes=minutes)

    @classmethod
    def _create_trace(cls, record=None, opened=None, replied=None, **values):
        """Create a trace; ``opened`` and ``replied`` are minutes after the Monday."""
        record = cls.person if record is None else record
        defaults = {
            "model": record._name,
            "res_id": record.id,
            "email": "ann@far.example.com",
            "mass_mailing_id": cls.mailing.id,
            "open_datetime": opened is not None and cls._moment(opened),
            "reply_datetime": replied is not None and cls._moment(replied),
        }
        return cls.env["mailing.trace"].create(defaults | values)

    @classmethod
    def _click(cls, minutes, trace=None, **values):
        """Click the link ``minutes`` after the Monday, by who got the mail of ``trace``."""
        defaults = {"link_id": cls.link.id, "mailing_trace_id": trace and trace.id}
        click = cls.env["link.tracker.click"].create(defaults | values)
        cls._date("link_tracker_click", click, minutes)
        return click

    @classmethod
    def _date(cls, table, record, minutes):
        cls.env.flush_all()
        cls.env.cr.execute(
            SQL(
                "UPDATE %s SET create_date = %s WHERE id = %s",
                SQL.identifier(table),
                cls._moment(minutes),
                record.id,
            )
        )
        record.invalidate_recordset()

    @classmethod
    def _talk(cls, minutes, kind="call", **values):
        defaults = {
            "partner_id": cls.person.id,
            "kind": kind,
            "date": cls._moment(minutes),
            "user_id": cls.seller.id,
            "company_id": cls.env.company.id,
        }
        talk = cls.env["crm.customer.interaction"].create(defaults | values)
        talk.is_contact = True
        return talk

    @classmethod
    def _arrive(cls, minutes, lead, result="new", channel="form", **values):
        return cls.env["crm.sales.lead.arrival"].create(
            {
                "date": cls._moment(minutes),
                "channel": channel,
                "result": result,
                "lead_id": lead.id,
                "company_id": cls.env.company.id,
                **values,
            }
        )

    def _run_job(self, days=0, hours=0):
        """Run the job as of a time after the Monday, in this transaction."""
        commit = patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *_a, **_k: 60)
        with self._at(days, hours), commit:
            self.touches._cron_collect()

    def _collected(self, **values):
        """Collect all, and return (kind, minutes after the Monday) of what is of these records."""
        self.touches._collect_all()
        domain = [(name, "=", value) for name, value in values.items()]
        found = self.touches.search(
            domain or [("campaign_id", "=", self.campaign.id)], order="date"
        )
        return [(touch.kind, round((touch.date - MONDAY).total_seconds() / 60)) for touch in found]
