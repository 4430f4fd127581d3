from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.crm_customer.tools.wilson import Z

from .rating_rating import EFFORTS

SATISFIED = 4
QUERY = """
    SELECT rating.id,
           ticket.id AS ticket_id,
           ticket.team_id,
           ticket.category_id,
           ticket.product_id,
           ticket.kind,
           ticket.channel,
           ticket.company_id,
           ticket.commercial_partner_id,
           customer.crm_level_id AS level_id,
           rating.rated_partner_id,
           rated.id AS user_id,
           process.id AS process_id,
           NULL::integer AS effort_id,
           rating.crm_date_asked AS date,
           CASE WHEN rating.consumed THEN rating.rated_on END AS date_rated,
           CASE WHEN rating.consumed THEN rating.crm_effort END AS effort,
           CASE WHEN rating.consumed THEN rating.crm_effort::integer END AS effort_score,
           CASE WHEN rating.consumed THEN 1.0 ELSE 0.0 END AS response_rate,
           CASE WHEN rating.consumed THEN (rating.rating >= %s)::integer::numeric END AS csat,
           CASE WHEN rating.consumed THEN (rating.rating >= %s)::integer::numeric END AS csat_low,
           CASE WHEN rating.consumed THEN (rating.rating >= %s)::integer::numeric END AS csat_high,
           CASE WHEN rating.consumed THEN rating.rating::numeric END AS score,
           CASE WHEN rating.consumed THEN 1 ELSE 0 END AS answers
      FROM rating_rating rating
      JOIN crm_service_ticket ticket ON ticket.id = rating.crm_ticket_id
 LEFT JOIN res_partner customer ON customer.id = ticket.commercial_partner_id
 LEFT JOIN crm_service_process process ON process.kind = ticket.kind
 LEFT JOIN LATERAL (
           SELECT id FROM res_users WHERE partner_id = rating.rated_partner_id
            ORDER BY active DESC, id LIMIT 1) rated ON TRUE
 UNION ALL
    -- what was asked after other processes: how easy it was
    SELECT -effort.id, NULL, NULL, NULL, NULL, NULL, NULL,
           effort.company_id,
           effort.commercial_partner_id,
           effort.level_id,
           owner.partner_id,
           effort.user_id,
           effort.process_id,
           effort.id,
           effort.date_asked,
           effort.date_answered,
           CASE WHEN effort.state = 'answered' THEN effort.score::varchar END,
           CASE WHEN effort.state = 'answered' THEN effort.score END,
           CASE WHEN effort.state = 'answered' THEN 1.0 ELSE 0.0 END,
           NULL, NULL, NULL, NULL,
           CASE WHEN effort.state = 'answered' THEN 1 ELSE 0 END
      FROM crm_service_effort effort
 LEFT JOIN res_users owner ON owner.id = effort.user_id
     WHERE effort.date_asked IS NOT NULL
"""
# the same as crm_customer.tools.wilson, for the rows of a group
WILSON = """
    CASE WHEN COUNT(%(csat)s) > 0 THEN
        LEAST(1, GREATEST(0, (
            AVG(%(csat)s) + %(z)s ^ 2 / (2 * COUNT(%(csat)s))
            %(sign)s %(z)s * SQRT(
                AVG(%(csat)s) * (1 - AVG(%(csat)s)) / COUNT(%(csat)s)
                + %(z)s ^ 2 / (4 * COUNT(%(csat)s)::numeric ^ 2)
            )
        ) / (1 + %(z)s ^ 2 / COUNT(%(csat)s))))
    END
"""


class CrmServiceSatisfaction(models.Model):
    """How satisfied customers are: a row per request, answered or not.

    Requests about a ticket have its id, those after another process the negative id of theirs.
    """

    _name = "crm.service.satisfaction"
    _description = "Satisfaction"
    _auto = False
    _rec_name = "ticket_id"
    _order = "date desc, id desc"
    _depends = {
        "rating.rating": [
            "consumed",
            "crm_date_asked",
            "crm_effort",
            "crm_ticket_id",
            "rated_on",
            "rated_partner_id",
            "rating",
        ],
        "crm.service.ticket": [
            "category_id",
            "channel",
            "commercial_partner_id",
            "company_id",
            "kind",
            "product_id",
            "team_id",
        ],
        "crm.service.effort": [
            "commercial_partner_id",
            "company_id",
            "date_answered",
            "date_asked",
            "level_id",
            "process_id",
            "score",
            "state",
            "user_id",
        ],
        "crm.service.process": ["kind"],
        "res.partner": ["crm_level_id"],
        "res.users": ["active", "partner_id"],
    }

    ticket_id = fields.Many2one("crm.service.ticket", readonly=True)
    team_id = fields.Many2one("crm.service.team", "Service Team", readonly=True)
    category_id = fields.Many2one("crm.service.category", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    kind = fields.Selection(
        lambda self: (
            self.env["crm.service.ticket"]._fields["kind"]._description_selection(self.env)
        ),
        readonly=True,
    )
    channel = fields.Selection(
        lambda self: (
            self.env["crm.service.ticket"]._fields["channel"]._description_selection(self.env)
        ),
        readonly=True,
    )
    company_id = fields.Many2one("res.company", readonly=True)
    commercial_partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    level_id = fields.Many2one("crm.customer.level", "Customer Level", readonly=True)
    rated_partner_id = fields.Many2one("res.partner", "Owner", readonly=True)
    user_id = fields.Many2one("res.users", "Owner (User)", readonly=True)
    process_id = fields.Many2one("crm.service.process", readonly=True)
    effort_id = fields.Many2one("crm.service.effort", "Asked After", readonly=True)
    date = fields.Datetime("Asked On", readonly=True)
    date_rated = fields.Datetime("Rated On", readonly=True)
    effort = fields.Selection(EFFORTS, readonly=True)
    effort_score = fields.Float(
        "Customer Effort (CES)",
        aggregator="avg",
        readonly=True,
        help="1 is very hard, 5 very easy.",
    )
    answers = fields.Integer(readonly=True)
    response_rate = fields.Float(aggregator="avg", readonly=True)
    score = fields.Float("Rating", aggregator="avg", readonly=True, help="Of 5.")
    csat = fields.Float(
        "Satisfied (CSAT)", aggregator="avg", readonly=True, help="Part of the answers."
    )
    csat_low = fields.Float(
        "CSAT At Least",
        aggregator="avg",
        readonly=True,
        help="Lower end of the range that holds the true share with a certainty of 95 %.",
    )
    csat_high = fields.Float(
        "CSAT At Most",
        aggregator="avg",
        readonly=True,
        help="Upper end of the range that holds the true share with a certainty of 95 %.",
    )

    @property
    def _table_query(self):
        return SQL(QUERY, SATISFIED, SATISFIED, SATISFIED)

    def _read_group_select(self, aggregate_spec, query):
        """The ends of the range are no averages: they follow from all answers of a group."""
        expression = super()._read_group_select(aggregate_spec, query)
        signs = {"csat_low:avg": SQL("-"), "csat_high:avg": SQL("+")}
        if aggregate_spec not in signs:
            return expression
        csat = self._field_to_sql(self._table, "csat", query)
        return SQL(WILSON, csat=csat, z=SQL("%s::numeric", Z), sign=signs[aggregate_spec])

    def action_open_ticket(self):
        """Open the ticket that was rated, or what was asked after another process."""
        return (self.ticket_id or self.effort_id)._get_records_action()
