from odoo import api, models
from odoo.tools import SQL

# one stay from each change of stage to the next, the first one from the creation on; what was
# before the first change is said by its old value. The last one says where the lead stands now.
_SEED = """
WITH moves AS (
    SELECT message.res_id AS lead_id, message.date AS moment, message.author_id,
           value.old_value_integer AS old_stage, value.new_value_integer AS new_stage,
           value.id
      FROM mail_tracking_value value
      JOIN mail_message message ON message.id = value.mail_message_id
     WHERE message.model = 'crm.lead' AND value.field_id = %(field)s
), entries AS (
    SELECT lead_id, date_trunc('second', moment) AS moment, new_stage AS stage_id, author_id, id
      FROM moves
     UNION ALL
    SELECT lead.id, date_trunc('second', lead.create_date),
           COALESCE(first.old_stage, lead.stage_id), creator.partner_id, 0
      FROM crm_lead lead
      LEFT JOIN res_users creator ON creator.id = lead.create_uid
      LEFT JOIN LATERAL (
            SELECT old_stage FROM moves
             WHERE moves.lead_id = lead.id ORDER BY moment, id LIMIT 1) first ON true
), stays AS (
    SELECT entries.*,
           lead(moment) OVER chain AS left_on,
           row_number() OVER (PARTITION BY lead_id ORDER BY moment DESC, id DESC) AS from_last
      FROM entries
    WINDOW chain AS (PARTITION BY lead_id ORDER BY moment, id)
)
INSERT INTO crm_sales_stage_log (
    lead_id, lead_type, stage_id, status, date_from, date_to, days, age, user_id, owner_id,
    team_id, company_id, currency_id, value_from, value_to
)
SELECT lead.id, COALESCE(lead.type, 'lead'),
       CASE WHEN from_last = 1 THEN lead.stage_id ELSE stage.id END,
       CASE WHEN from_last > 1 THEN CASE WHEN stage.is_won THEN 'won' ELSE 'open' END
            WHEN lead.won_status IN ('won', 'lost') THEN lead.won_status
            WHEN lead.active THEN 'open' ELSE 'archived' END,
       moment, left_on, EXTRACT(EPOCH FROM left_on - moment) / 86400,
       GREATEST(EXTRACT(EPOCH FROM moment - lead.create_date) / 86400, 0),
       mover.id, lead.user_id, lead.team_id, lead.company_id,
       COALESCE(company.currency_id, %(currency)s), lead.expected_revenue,
       CASE WHEN left_on IS NOT NULL THEN lead.expected_revenue END
  FROM stays
  JOIN crm_lead lead ON lead.id = stays.lead_id
  LEFT JOIN crm_stage stage ON stage.id = stays.stage_id
  LEFT JOIN res_company company ON company.id = lead.company_id
  LEFT JOIN LATERAL (
        SELECT id FROM res_users
         WHERE res_users.partner_id = stays.author_id ORDER BY id LIMIT 1) mover ON true
 WHERE (left_on IS NULL OR left_on > moment)
   AND NOT EXISTS (SELECT 1 FROM crm_sales_stage_log log WHERE log.lead_id = lead.id)
"""


class CrmSalesStageLog(models.Model):
    """The beginning of the log, when the addon is installed on a database that holds data."""

    _inherit = "crm.sales.stage.log"

    @api.model
    def _seed(self):
        """Fill the log from the host's tracking, in one statement; never read from there again.

        The host has noted stages alone, no values and no losses of the past: the last stay of a
        lead has what it is now, the others its present value and owner. Leads that have stays
        already keep them.
        """
        field = self.env["ir.model.fields"]._get("crm.lead", "stage_id")
        self.env.flush_all()
        self.env.cr.execute(SQL(_SEED, field=field.id, currency=self.env.company.currency_id.id))
        self.invalidate_model()
        self.env.cr.execute("ANALYZE crm_sales_stage_log")
