from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.lead_handover.clock import due_at, hours_between

RESULTS = [
    ("open", "To Answer"),
    ("accepted", "Accepted"),
    ("refused", "Refused"),
    ("expired", "Not Answered in Time"),
    ("withdrawn", "Taken Back"),
    ("reassigned", "Given to Somebody Else"),
]
SELLERS = "sales_team.group_sale_salesman"


class CrmSalesLeadHandover(models.Model):
    """A lead that marketing handed over to a salesperson, and the answer.

    Written by the system alone, when people act on the lead.
    """

    _name = "crm.sales.lead.handover"
    _description = "Lead Hand-Over"
    _order = "date desc, id desc"
    _log_access = False
    _check_company_auto = True

    lead_id = fields.Many2one("crm.lead", ondelete="cascade", readonly=True, groups=SELLERS)
    from_user_id = fields.Many2one("res.users", "From", ondelete="set null", readonly=True)
    user_id = fields.Many2one("res.users", "To", ondelete="set null", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", ondelete="set null", readonly=True)
    company_id = fields.Many2one("res.company", ondelete="cascade", readonly=True)
    campaign_id = fields.Many2one("utm.campaign", ondelete="set null", readonly=True)
    source_id = fields.Many2one("utm.source", ondelete="set null", readonly=True)
    note = fields.Text(readonly=True, groups=SELLERS)
    # when
    date = fields.Datetime("Handed Over On", required=True, readonly=True)
    date_deadline = fields.Datetime("Answer Until", readonly=True)
    date_answered = fields.Datetime("Answered On", readonly=True)
    date_told = fields.Datetime("Leader Told On", readonly=True)
    answer_hours = fields.Float(
        "Hours to Answer",
        readonly=True,
        aggregator="avg",
        help="Working hours of the company from the hand-over to the answer.",
    )
    # what
    result = fields.Selection(RESULTS, required=True, default="open", readonly=True)
    is_open = fields.Boolean("Waits for an Answer", readonly=True)
    is_late = fields.Boolean("Late", readonly=True, help="Answered after the time, or not yet.")
    reason_id = fields.Many2one("crm.sales.refusal.reason", ondelete="restrict", readonly=True)
    answer_note = fields.Text("Said", readonly=True, groups=SELLERS)
    answered_by_id = fields.Many2one("res.users", ondelete="set null", readonly=True)
    acceptance_rate = fields.Float(
        "Accepted (%)",
        readonly=True,
        aggregator="avg",
        help="100 when accepted, 0 when refused or not answered in time.",
    )

    _open_uniq = models.UniqueIndex("(lead_id) WHERE is_open")
    _lead_idx = models.Index("(lead_id, date)")
    _user_idx = models.Index("(user_id, date_deadline) WHERE is_open")
    _due_idx = models.Index("(date_deadline) WHERE is_open AND date_told IS NULL")
    _date_idx = models.Index("(date DESC, id DESC)")

    @api.depends("user_id", "date")
    def _compute_display_name(self):
        for handover in self:
            day = fields.Date.to_string(fields.Datetime.context_timestamp(self, handover.date))
            handover.display_name = f"{handover.user_id.name or ''}, {day}"

    # writing; called in sudo, after the lead has said who may
    @api.model
    def _begin(self, leads, user, note=""):
        """Write down that ``leads`` are handed over to ``user`` now."""
        now = fields.Datetime.now()
        return self.create([self._prepare(lead, user, note, now) for lead in leads])

    @api.model
    def _prepare(self, lead, user, note, now):
        hours = lead.team_id.crm_handover_hours
        company = lead.company_id or user.company_id
        return {
            "lead_id": lead.id,
            "from_user_id": self.env.uid,
            "user_id": user.id,
            "team_id": lead.team_id.id,
            "company_id": company.id,
            "campaign_id": lead.campaign_id.id,
            "source_id": lead.source_id.id,
            "note": note,
            "date": now,
            "date_deadline": due_at(self._get_calendar(company), now, hours) if hours else False,
            "is_open": True,
        }

    @api.model
    def _get_calendar(self, company, since=None):
        """Return the compiled working hours of ``company``, None for flexible ones."""
        try:
            return self.env["crm.workday"]._compiled(company, start=since, hours=True)
        except UserError:
            return None

    @api.model
    def _end_of(self, leads, result, reason=None, note=""):
        """End the open hand-overs of ``leads``."""
        domain = Domain("lead_id", "in", leads.ids) & Domain("is_open", "=", True)
        self.search(domain)._end(result, reason, note)

    def _end(self, result, reason=None, note=""):
        """Write the answer on open hand-overs."""
        now = fields.Datetime.now()
        for handover in self.filtered("is_open"):
            calendar = self._get_calendar(handover.company_id, handover.date.date())
            is_answer = result in ("accepted", "refused")
            handover.write(
                {
                    "result": "expired" if handover.is_late and not is_answer else result,
                    "is_open": False,
                    "date_answered": now if is_answer else False,
                    "answer_hours": hours_between(calendar, handover.date, now),
                    "is_late": bool(handover.date_deadline and now > handover.date_deadline),
                    "acceptance_rate": 100.0 if result == "accepted" else 0.0,
                    "answered_by_id": self.env.uid,
                    "reason_id": reason.id if reason else False,
                    "answer_note": note,
                }
            )
        # of each lead one alone may be open
        self.flush_recordset()

    # on the Today page and in lists
    def action_accept(self):
        """Accept the lead."""
        self.lead_id.action_crm_accept()

    def action_refuse(self):
        """Ask why the lead is refused."""
        return self.lead_id.action_crm_refuse()

    def action_open_lead(self):
        """Open the lead."""
        self.ensure_one()
        return self.lead_id._get_records_action()
