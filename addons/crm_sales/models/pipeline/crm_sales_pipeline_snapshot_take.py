from odoo import api, models
from odoo.tools import SQL

COLUMNS = (
    "status",
    "stage_id",
    "owner_id",
    "team_id",
    "value",
    "probability",
    "date_deadline",
    "date_close",
)
# what stands is compared with what was last known: what differs or is gone ends on the last known
# day, what differs or is new begins
_WRITE = """
WITH changed AS MATERIALIZED (
    SELECT known.id AS known_id, standing.*
      FROM (
        SELECT lead.id AS lead_id,
               CASE WHEN lead.won_status IN ('won', 'lost') THEN lead.won_status
                    WHEN lead.active THEN 'open' ELSE 'archived' END AS status,
               lead.stage_id, lead.user_id AS owner_id, lead.team_id,
               round(COALESCE(lead.expected_revenue, 0), %(digits)s) AS value,
               round(COALESCE(lead.probability, 0))::integer AS probability,
               lead.date_deadline,
               CASE WHEN lead.won_status = 'won' THEN COALESCE(
                    (lead.date_closed AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date,
                    lead.date_deadline) ELSE lead.date_deadline END AS date_close
          FROM crm_lead lead
         WHERE lead.type = 'opportunity'
           AND (lead.company_id = %(company)s OR %(is_first)s AND lead.company_id IS NULL)
      ) standing
      FULL JOIN (
        SELECT * FROM crm_sales_pipeline_snapshot
         WHERE company_id = %(company)s AND date_to IS NULL
      ) known ON known.lead_number = standing.lead_id
     WHERE (%(standing)s) IS DISTINCT FROM (%(known)s)
        OR known.id IS NULL OR standing.lead_id IS NULL
), ended AS (
    UPDATE crm_sales_pipeline_snapshot row SET date_to = %(last)s
      FROM changed WHERE row.id = changed.known_id
)
INSERT INTO crm_sales_pipeline_snapshot (
    lead_id, lead_number, date_from, company_id, currency_id, weighted, %(columns)s)
SELECT lead_id, lead_id, %(day)s, %(company)s, %(currency)s,
       round(value * probability / 100, %(digits)s), %(columns)s
  FROM changed WHERE lead_id IS NOT NULL
"""
_THIN = """
DELETE FROM crm_sales_pipeline_snapshot row
 WHERE row.company_id = %(company)s AND row.date_to < %(limit)s
   AND NOT EXISTS (
       SELECT FROM crm_sales_pipeline_day day
        WHERE day.company_id = row.company_id AND day.state <> 'missed'
          AND day.date BETWEEN row.date_from AND row.date_to)
"""


def _columns(alias=None):
    return SQL(", ").join(
        SQL.identifier(alias, name) if alias else SQL.identifier(name) for name in COLUMNS
    )


class CrmSalesPipelineSnapshot(models.Model):
    """The writing of what changed, in one statement, and the forgetting of what is too old."""

    _inherit = "crm.sales.pipeline.snapshot"

    @api.model
    def _write_changes(self, company, day, last):
        """Write how the pipeline of ``company`` stands, as that of ``day``.

        :param last: the day before that was taken, until which the rest held
        :return: number of opportunities that were new or otherwise
        """
        self.env.flush_all()
        # sudo: which company is the first is no secret
        first = self.env["res.company"].sudo().search([], order="id", limit=1)
        # a million on each side are compared in memory; it holds for this transaction alone
        self.env.cr.execute("SET LOCAL work_mem = '256MB'")
        self.env.cr.execute(
            SQL(
                _WRITE,
                columns=_columns(),
                standing=_columns("standing"),
                known=_columns("known"),
                company=company.id,
                is_first=company == first,
                currency=company.currency_id.id,
                digits=company.currency_id.decimal_places,
                tz=company._crm_tz(),
                day=day,
                last=last or None,
            )
        )
        count = self.env.cr.rowcount
        self.invalidate_model()
        return count

    @api.model
    def _thin(self, company, limit):
        """Delete the rows that ended before ``limit`` and hold on no day that is kept."""
        self.env.flush_all()
        self.env.cr.execute(SQL(_THIN, company=company.id, limit=limit))
        self.invalidate_model()
        return self.env.cr.rowcount

    @api.model
    def _forget(self, field, gone):
        """Let no row refer to records that are deleted.

        :param field: name of the many2one
        :param gone: ids
        """
        for rows in (self, self.env["crm.sales.pipeline.total"]):
            if field not in rows._fields:
                continue
            rows.flush_model()
            self.env.cr.execute(
                SQL(
                    "UPDATE %(table)s SET %(field)s = NULL WHERE %(field)s IN %(ids)s",
                    table=SQL.identifier(rows._table),
                    field=SQL.identifier(field),
                    ids=tuple(gone or [0]),
                )
            )
            rows.invalidate_model([field])
