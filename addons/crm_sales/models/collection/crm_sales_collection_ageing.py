from odoo import fields, models
from odoo.tools import SQL

from ...tools.cash.instalments import BUCKETS

LABELS = [
    ("current", "Not Due"),
    ("30", "1-30 Days"),
    ("60", "31-60 Days"),
    ("90", "61-90 Days"),
    ("older", "More than 90 Days"),
]


class CrmSalesCollectionAgeing(models.Model):
    """What is open of running plans, by how long it is overdue today."""

    _name = "crm.sales.collection.ageing"
    _description = "Ageing of Collections"
    _auto = False
    _order = "overdue_days desc, id"
    _rec_name = "partner_id"
    _depends = {
        "crm.sales.collection.line": [
            "amount_open_company",
            "collection_state",
            "company_id",
            "date_due",
            "partner_id",
            "user_id",
        ],
    }

    line_id = fields.Many2one("crm.sales.collection.line", "Instalment", readonly=True)
    collection_id = fields.Many2one("crm.sales.collection", "Collection Plan", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_due = fields.Date("Due On", readonly=True)
    date_promised = fields.Date("Promised For", readonly=True)
    overdue_days = fields.Integer("Days Overdue", readonly=True, aggregator="max")
    bucket = fields.Selection(LABELS, "Age", readonly=True)
    amount_open = fields.Monetary("Outstanding", readonly=True)

    @property
    def _table_query(self):
        today = self.env["crm.sales.collection.line"]._get_today()
        cases = SQL(" ").join(
            SQL("WHEN %s - line.date_due <= %s THEN %s", today, last, key)
            for key, last in BUCKETS
            if last is not None
        )
        return SQL(
            """
            SELECT line.id, line.id AS line_id, line.collection_id, line.partner_id,
                   line.user_id, line.company_id, line.date_due, line.date_promised,
                   GREATEST(%(today)s - line.date_due, 0) AS overdue_days,
                   line.amount_open_company AS amount_open,
                   CASE WHEN line.date_due IS NULL THEN 'current' %(cases)s ELSE 'older' END
                   AS bucket
              FROM crm_sales_collection_line line
             WHERE line.collection_state = 'open' AND line.amount_open > 0
            """,
            today=today,
            cases=cases,
        )

    def action_open_plan(self):
        return self.collection_id._get_records_action()
