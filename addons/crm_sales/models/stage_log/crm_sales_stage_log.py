from odoo import api, fields, models
from odoo.fields import Domain

STATUSES = [
    ("open", "Open"),
    ("won", "Won"),
    ("lost", "Lost"),
    ("archived", "Archived"),
]


class CrmSalesStageLog(models.Model):
    """A stay of a lead or opportunity in a stage: since when, until when, with which value.

    Written by the system alone. The stays of a lead follow each other without a gap from its
    creation on, and the one that has not ended says where it stands.
    """

    _name = "crm.sales.stage.log"
    _description = "Stay in a Stage"
    _order = "date_from desc, id desc"
    _log_access = False

    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        ondelete="cascade",
        groups="sales_team.group_sale_salesman",
    )
    merged_id = fields.Integer(
        "Merged From", readonly=True, help="The number of the merged opportunity that stayed here."
    )
    # where
    lead_type = fields.Selection(
        [("lead", "Lead"), ("opportunity", "Opportunity")], "Type", required=True, readonly=True
    )
    stage_id = fields.Many2one("crm.stage", ondelete="set null", readonly=True)
    status = fields.Selection(STATUSES, required=True, readonly=True)
    # when
    date_from = fields.Datetime("Entered On", required=True, readonly=True)
    date_to = fields.Datetime("Left On", readonly=True)
    days = fields.Float(readonly=True, aggregator="avg", help="Days until it was left.")
    working_days = fields.Integer(
        readonly=True, aggregator="avg", help="Working days of the company until it was left."
    )
    age = fields.Float(
        "Days Since Created", readonly=True, aggregator="avg", help="Age of the lead on entry."
    )
    # whose, by whom
    user_id = fields.Many2one("res.users", "Moved By", ondelete="set null", readonly=True)
    owner_id = fields.Many2one("res.users", "Salesperson", ondelete="set null", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", ondelete="set null", readonly=True)
    company_id = fields.Many2one("res.company", ondelete="cascade", readonly=True)
    # how much
    currency_id = fields.Many2one("res.currency", ondelete="restrict", readonly=True)
    value_from = fields.Monetary("Value on Entry", readonly=True)
    value_to = fields.Monetary("Value on Exit", readonly=True)

    _lead_idx = models.Index("(lead_id, date_from, id)")
    _open_uniq = models.UniqueIndex("(lead_id) WHERE date_to IS NULL AND merged_id IS NULL")
    _stage_idx = models.Index("(stage_id, date_from)")
    _date_idx = models.Index("(date_from DESC, id DESC)")

    @api.depends("stage_id", "status")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """The stage, else what became of the lead: its name is not for all who see figures."""
        labels = dict(self._fields["status"]._description_selection(self.env))
        for stay in self:
            stay.display_name = stay.sudo().stage_id.name or labels.get(stay.status)

    # writing
    @api.model
    def _begin(self, leads, moment):
        """Note where ``leads`` stand since ``moment``, and that they were elsewhere before.

        What lasted no time at all was no stay: several moves in one transaction are one.
        """
        stays = self._get_open(leads)
        fleeting = stays.filtered(lambda stay: stay.date_from >= moment)
        for stay in fleeting:
            stay.write(stay.lead_id._crm_prepare_stay(stay.date_from))
        (stays - fleeting)._end(moment)
        others = leads - fleeting.lead_id
        return self.create([lead._crm_prepare_stay(moment) for lead in others])

    @api.model
    def _get_open(self, leads):
        """Return the stays of ``leads`` that have not ended."""
        return self.search(
            Domain("lead_id", "in", leads.ids)
            & Domain("date_to", "=", False)
            & Domain("merged_id", "=", False)
        )

    def _end(self, moment):
        """Write that the stays are over; at once, for of each lead one alone may last."""
        for company, stays in self.grouped("company_id").items():
            count = stays._get_counter(company or self.env.company, moment)
            for stay in stays:
                stay.write(
                    {
                        "date_to": moment,
                        "days": (moment - stay.date_from).total_seconds() / 86400,
                        "working_days": count(stay.date_from),
                        "value_to": stay.lead_id.expected_revenue,
                    }
                )
        self.flush_recordset()

    def _get_counter(self, company, moment):
        """Return what gives the working days after the day of an entry, up to ``moment``."""
        clock = self.with_context(tz=company.resource_calendar_id.tz or "UTC")

        def day_of(date):
            return fields.Datetime.context_timestamp(clock, date).date()

        last, first = day_of(moment), day_of(min(self.mapped("date_from")))
        calendar = self.env["crm.workday"]._compiled(company, start=first, end=last)
        return lambda date: calendar.working_days_between(day_of(date), last)

    def _hand_over(self, lead, moment):
        """End the stays of opportunities that are merged into ``lead``, and keep them there."""
        self._get_open(self.lead_id)._end(moment)
        for merged, stays in self.grouped("lead_id").items():
            stays.filtered(lambda stay: not stay.merged_id).merged_id = merged.id
            stays.lead_id = lead

    def action_open_lead(self):
        """Open the opportunity that stayed here."""
        return self.lead_id._get_records_action()
