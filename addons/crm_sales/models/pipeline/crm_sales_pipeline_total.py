from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .loose import LooseMany2one

STEP = "date:"
# the open opportunities of each day, by whose they are and where they stand
_SUM_UP = """
INSERT INTO crm_sales_pipeline_total (
    day_id, date, company_id, currency_id, stage_id, owner_id, team_id,
    lead_count, value, weighted)
SELECT day.id, day.date, row.company_id, row.currency_id, row.stage_id, row.owner_id, row.team_id,
       count(*), sum(row.value), sum(row.weighted)
  FROM crm_sales_pipeline_day day
  JOIN crm_sales_pipeline_snapshot row ON row.company_id = day.company_id
   AND row.date_from <= day.date AND (%(held)s)
 WHERE day.id IN %(days)s AND day.state <> 'missed' AND row.status = 'open'
 GROUP BY day.id, row.company_id, row.currency_id, row.stage_id, row.owner_id, row.team_id
"""


class CrmSalesPipelineTotal(models.Model):
    """The open pipeline at the end of each day, summed by stage, salesperson and team.

    What a chart over months reads: a few thousand rows a day of a pipeline of a million. It
    is the stock of a day, and the stocks of two days do not add up: whoever groups by month sees
    the last known day of each month, and whoever does not group by date the last day of all.

    Written by the system alone, with the snapshot of the day, and gone with it.
    """

    _name = "crm.sales.pipeline.total"
    _description = "Pipeline over Time"
    _order = "date desc, value desc, id desc"
    _log_access = False

    day_id = fields.Many2one(
        "crm.sales.pipeline.day", required=True, readonly=True, ondelete="cascade", index=True
    )
    date = fields.Date(required=True, readonly=True, help="By the clock of the company.")
    company_id = LooseMany2one("res.company", required=True, readonly=True)
    currency_id = LooseMany2one("res.currency", readonly=True)
    stage_id = LooseMany2one("crm.stage", readonly=True)
    owner_id = LooseMany2one("res.users", "Salesperson", readonly=True)
    team_id = LooseMany2one("crm.team", "Sales Team", readonly=True)
    lead_count = fields.Integer("Opportunities", readonly=True, aggregator="sum")
    value = fields.Monetary(readonly=True, help="The expected revenue.")
    weighted = fields.Monetary(
        "Weighted Value", readonly=True, help="The value by its probability."
    )

    _order_idx = models.Index("(date DESC, value DESC, id DESC)")
    _day_idx = models.Index("(company_id, date)")

    @api.model
    def _sum_up(self, days):
        """Write the totals of ``days``, anew where they were written before."""
        self.env.flush_all()
        days._get_totals().unlink()
        last = all(day == days._get_last(day.company_id) for day in days)
        # most ask for the last day: it is what has not ended
        held = (
            SQL("row.date_to IS NULL")
            if last
            else SQL("COALESCE(row.date_to, day.date) >= day.date")
        )
        self.env.cr.execute(SQL(_SUM_UP, held=held, days=tuple(days.ids or [0])))
        self.invalidate_model()

    @api.model
    def _read_group(self, domain, groupby=(), aggregates=(), having=(), **options):
        """Sum the last day of each period that is asked for, not all of its days."""
        steps = [spec for spec in groupby if spec == "date" or spec.startswith(STEP)]
        if not {"date", "date:day"} & {*steps}:
            lasts = super()._read_group(domain, ["company_id", *steps], ["date:max"])
            domain = Domain(domain) & Domain.OR(
                Domain("company_id", "=", company.id) & Domain("date", "=", last)
                for company, *_periods, last in lasts
            )
        return super()._read_group(domain, groupby, aggregates, having, **options)

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        """Read each grouping by itself: which days stand for it differs."""
        terms = [term.strip() for term in (order or "").split(",") if term.strip()]
        return [
            self._read_group(
                domain,
                groupby,
                aggregates,
                order=", ".join(
                    term for term in terms if term.split()[0] in {*groupby, *aggregates}
                ),
            )
            for groupby in map(tuple, grouping_sets)
        ]

    def action_open_pipeline(self):
        """Open the opportunities behind the row, as they were."""
        self.ensure_one()
        action = self.env["crm.sales.pipeline.snapshot"]._get_as_of_action(self.date)
        same = [
            (name, "=", self[name].id) for name in ("company_id", "stage_id", "owner_id", "team_id")
        ]
        return action | {"domain": [*action["domain"], *same]}
