from odoo import api, fields, models
from odoo.tools import SQL, format_amount, formatLang

from ...tools.campaign.uplift import Arm, is_enough, mean_difference, share_difference
from .utm_campaign import ALL, OWN

OUTCOMES = [
    ("lead", "Lead"),
    ("won", "Won Deal"),
    ("ordered", "Order"),
    ("revenue", "Revenue"),
]

# what each member did in the days after it was sent: of the customer and of its contacts
FACTS = """
WITH member AS (
    SELECT partner_id, is_held_out
      FROM crm_sales_campaign_member
     WHERE campaign_id = %(campaign)s AND (active OR is_left)),
person AS (
    SELECT p.id, member.partner_id
      FROM member JOIN res_partner p ON p.commercial_partner_id = member.partner_id
     UNION
    SELECT partner_id, partner_id FROM member),
lead AS (
    SELECT person.partner_id,
           BOOL_OR(l.create_date >= %(start)s AND l.create_date < %(stop)s) AS is_lead,
           BOOL_OR(l.won_status = 'won' AND l.date_closed >= %(start)s
                   AND l.date_closed < %(stop)s) AS is_won
      FROM person JOIN crm_lead l ON l.partner_id = person.id
     WHERE COALESCE(l.company_id, %(company)s) = %(company)s
     GROUP BY person.partner_id),
bought AS (
    SELECT person.partner_id, TRUE AS is_ordered,
           SUM(o.amount_untaxed / COALESCE(NULLIF(o.currency_rate, 0), 1)) AS revenue
      FROM person JOIN sale_order o ON o.partner_id = person.id
     WHERE o.state = 'sale' AND o.company_id = %(company)s
       AND o.date_order >= %(start)s AND o.date_order < %(stop)s
     GROUP BY person.partner_id)
SELECT member.is_held_out, COUNT(*),
       COUNT(*) FILTER (WHERE lead.is_lead), COUNT(*) FILTER (WHERE lead.is_won),
       COUNT(*) FILTER (WHERE bought.is_ordered),
       COALESCE(SUM(bought.revenue), 0), COALESCE(SUM(bought.revenue ^ 2), 0)
  FROM member
  LEFT JOIN lead ON lead.partner_id = member.partner_id
  LEFT JOIN bought ON bought.partner_id = member.partner_id
 GROUP BY member.is_held_out
"""


class UtmCampaign(models.Model):
    """What a campaign has added: who was addressed, compared with who was held out.

    Members count on the side that they were drawn to, those too who left later: leaving is
    a thing of the side that received something.
    """

    _inherit = "utm.campaign"

    crm_uplift_days = fields.Integer(
        "Days Counted",
        groups=OWN,
        help="What members do in so many days after the first sending, or the freezing of the "
        "audience, counts.",
    )
    crm_uplift_outcome = fields.Selection(
        OUTCOMES,
        "Judged By",
        groups=OWN,
        help="Choose before you look: of many comparisons one looks like an effect by chance.",
    )
    crm_uplift_sentence = fields.Char("What It Added", compute="_compute_crm_uplift", groups=ALL)
    crm_uplift_table = fields.Json("Comparison", compute="_compute_crm_uplift", groups=ALL)

    _crm_uplift_days_positive = models.Constraint(
        "CHECK(crm_uplift_days BETWEEN 1 AND 730)", "1 to 730 days are counted."
    )

    def _crm_prepare_plan(self):
        values = {
            "crm_uplift_days": self.crm_uplift_days or 30,
            "crm_uplift_outcome": self.crm_uplift_outcome or "ordered",
        }
        return super()._crm_prepare_plan() | values

    @api.model
    def _crm_plan_fields(self):
        return super()._crm_plan_fields() | {"crm_uplift_days", "crm_uplift_outcome"}

    @api.depends("crm_uplift_days", "crm_uplift_outcome", "crm_date_frozen", "crm_date_sent")
    @api.depends_context("uid", "lang")
    def _compute_crm_uplift(self):
        for campaign in self:
            arms = campaign._crm_get_arms() if campaign.crm_date_frozen else {}
            campaign.crm_uplift_table = [
                campaign._crm_compare(outcome, *arms[outcome]) for outcome in arms
            ]
            campaign.crm_uplift_sentence = campaign._crm_get_sentence(arms)

    def _crm_get_window(self):
        """Return from when until when what members did counts."""
        start = self.crm_date_sent or self.crm_date_frozen
        return start, fields.Datetime.add(start, days=self.crm_uplift_days or 30)

    def _crm_get_arms(self):
        """Return ``{outcome: (treated Arm, held-out Arm)}``."""
        start, stop = self._crm_get_window()
        for name in ("crm.lead", "sale.order", "res.partner", "crm.sales.campaign.member"):
            self.env[name].flush_model()
        rows = self.env.execute_query(
            SQL(
                FACTS,
                campaign=self._origin.id,
                company=(self.company_id or self.env.company).id,
                start=start,
                stop=stop,
            )
        )
        sides = {row[0]: row[1:] for row in rows}
        empty = (0,) * 6
        arms = {}
        for number, outcome in enumerate(("lead", "won", "ordered"), start=1):
            arms[outcome] = tuple(
                Arm(side[0], side[number], side[number])
                for side in (sides.get(False, empty), sides.get(True, empty))
            )
        arms["revenue"] = tuple(
            Arm(side[0], float(side[4]), float(side[5]))
            for side in (sides.get(False, empty), sides.get(True, empty))
        )
        return arms

    def _crm_compare(self, outcome, treated, held):
        """Return one line of the comparison, as plain values and as words."""
        labels = dict(self._fields["crm_uplift_outcome"]._description_selection(self.env))
        line = {
            "outcome": outcome,
            "label": labels[outcome],
            "treated": self._crm_write_mean(outcome, treated.mean),
            "held_out": self._crm_write_mean(outcome, held.mean),
            "treated_count": treated.count,
            "held_out_count": held.count,
            "is_enough": is_enough(treated, held),
        }
        if not line["is_enough"]:
            return line
        difference = self._crm_get_difference(outcome, treated, held)
        return line | {
            "difference": self._crm_write_mean(outcome, difference.value, sign=True),
            "low": self._crm_write_mean(outcome, difference.low, sign=True),
            "high": self._crm_write_mean(outcome, difference.high, sign=True),
            "is_shown": difference.is_shown,
            "is_good": difference.low > 0,
        }

    @api.model
    def _crm_get_difference(self, outcome, treated, held):
        compare = mean_difference if outcome == "revenue" else share_difference
        return compare(treated, held)

    def _crm_write_mean(self, outcome, value, sign=False):
        """Return a share in percent, or revenue per member, as people write it."""
        plus = "+" if sign and value > 0 else ""
        if outcome == "revenue":
            currency = self.currency_id or self.env.company.currency_id
            return plus + format_amount(self.env, value, currency)
        return plus + formatLang(self.env, 100 * value, digits=1) + " %"

    def _crm_get_sentence(self, arms):
        """Say in a sentence whether the campaign has added anything."""
        if not self.crm_date_frozen:
            return False
        outcome = self.crm_uplift_outcome or "ordered"
        treated, held = arms[outcome]
        if not held.count:
            return self.env._("Nobody is held out: what the campaign added cannot be told.")
        if not is_enough(treated, held):
            return self.env._("Too few members to say anything.")
        line = self._crm_compare(outcome, treated, held)
        if not line["is_shown"]:
            return self.env._(
                "%(outcome)s: no effect shown. The difference of %(value)s may be chance (95 %% "
                "interval %(low)s to %(high)s).",
                outcome=line["label"],
                value=line["difference"],
                low=line["low"],
                high=line["high"],
            )
        return self.env._(
            "%(outcome)s: %(value)s by the campaign (95 %% interval %(low)s to %(high)s).",
            outcome=line["label"],
            value=line["difference"],
            low=line["low"],
            high=line["high"],
        )
