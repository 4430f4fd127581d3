from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..stage_log.crm_sales_stage_log import STATUSES
from .loose import LooseMany2one


class CrmSalesPipelineSnapshot(models.Model):
    """An opportunity as it was at the end of each day from one to another.

    Not a row a day: only what changed is written, once, with the days for which it held. So any
    day is exact, and the table grows with what happens, not with time: a million opportunities
    of which one in a hundred changes a day are 10,000 rows a day instead of a million. Days and
    not moments, for a figure that people argue about is that of a day. All opportunities are in
    it, decided ones too: else nobody could say what came back.

    Written by the system alone. ``crm.sales.pipeline.day`` says which days are known.
    """

    _name = "crm.sales.pipeline.snapshot"
    _description = "Pipeline as It Was"
    _order = "value desc, id desc"
    _log_access = False

    lead_id = LooseMany2one(
        "crm.lead",
        "Opportunity",
        readonly=True,
        groups="sales_team.group_sale_salesman",
    )
    lead_number = fields.Integer(
        "Number", required=True, readonly=True, help="What stays of an opportunity that is deleted."
    )
    # when
    date_from = fields.Date("From", required=True, readonly=True, help="The first day like this.")
    date_to = fields.Date("Until", readonly=True, help="The last day like this.")
    # what
    status = fields.Selection(STATUSES, required=True, readonly=True)
    stage_id = LooseMany2one("crm.stage", readonly=True)
    owner_id = LooseMany2one("res.users", "Salesperson", readonly=True)
    team_id = LooseMany2one("crm.team", "Sales Team", readonly=True)
    company_id = LooseMany2one(
        "res.company",
        required=True,
        readonly=True,
        help="What belongs to no company counts with the first one.",
    )
    currency_id = LooseMany2one("res.currency", readonly=True)
    value = fields.Monetary(readonly=True, help="The expected revenue.")
    probability = fields.Integer(
        "Probability (%)",
        readonly=True,
        aggregator="avg",
        help="To the whole percent: what the host's scoring moves by less is no news.",
    )
    weighted = fields.Monetary(
        "Weighted Value", readonly=True, help="The value by its probability."
    )
    date_deadline = fields.Date("Expected Closing", readonly=True)
    date_close = fields.Date(
        "Closing", readonly=True, help="The day on which it was won, else the expected closing."
    )
    # asking
    as_of = fields.Date(
        "As of", store=False, search="_search_as_of", help="The pipeline as it was on that day."
    )
    movement = fields.Char(
        store=False, search="_search_movement", help="What moved the pipeline between two days."
    )
    value_before = fields.Monetary(
        "Before", compute="_compute_difference", help="The value at the opening."
    )
    difference = fields.Monetary(compute="_compute_difference")

    _lead_uniq = models.UniqueIndex("(lead_id, company_id, date_from)")
    _days_idx = models.Index("(company_id, date_to, date_from)")
    _order_idx = models.Index("(value DESC, id DESC)")
    _open_idx = models.Index(
        "(company_id, value DESC, id DESC) WHERE date_to IS NULL AND status = 'open'"
    )

    @api.depends("stage_id", "status")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """The stage, else what became of it: the name is not for all who see figures."""
        labels = dict(self._fields["status"]._description_selection(self.env))
        for row in self:
            row.display_name = row.stage_id.name or labels.get(row.status)

    @api.depends("value")
    @api.depends_context("crm_pipeline_opening")
    def _compute_difference(self):
        """Compare with the day in the context: what it was worth then."""
        day = fields.Date.to_date(self.env.context.get("crm_pipeline_opening"))
        before = self._get_values_on(day) if day else {}
        for row in self:
            row.value_before = before.get((row.lead_number, row.company_id.id), 0)
            row.difference = row.value - row.value_before

    def _get_values_on(self, day):
        # of rows that may be read: the caller sees the opportunities, so their values before too
        rows = self.sudo().search_fetch(
            Domain("lead_number", "in", self.mapped("lead_number"))
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day)),
            ["lead_number", "company_id", "value"],
        )
        return {(row.lead_number, row.company_id.id): row.value for row in rows}

    def _search_as_of(self, operator, value):
        """Find the rows that held on a day: of each company on its last known day up to it."""
        if operator != "in":
            return NotImplemented
        days = [fields.Date.to_date(day) for day in value if day]
        companies = self.env["res.company"].browse(
            self.env.context.get("allowed_company_ids") or self.env.companies.ids
        )
        return Domain.OR(self._domain_of_day(company, day) for day in days for company in companies)

    @api.model
    def _domain_of_day(self, company, day):
        days = self.env["crm.sales.pipeline.day"]
        taken = days._get_taken(company, day)
        if not taken:
            return Domain.FALSE
        own = Domain("company_id", "=", company.id)
        if taken == days._get_last(company):
            # most ask for the last day: it is what has not ended
            return own & Domain("date_to", "=", False)
        return (
            own
            & Domain("date_from", "<=", taken.date)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", taken.date))
        )

    @api.model
    def _get_as_of_action(self, day):
        """Return what opens the open opportunities as of the end of ``day``, which is known."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_pipeline_snapshot_action"
        )
        title = self.env._("Pipeline on %(date)s", date=format_date(self.env, day))
        return action | {
            "name": title,
            "display_name": title,
            "domain": [("as_of", "=", fields.Date.to_string(day))],
            "context": {"search_default_open": 1},
        }

    def action_open_lead(self):
        """Open the opportunity as it is now."""
        return self.lead_id._get_records_action()
