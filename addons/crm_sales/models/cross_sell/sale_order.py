from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

LIMIT = 3  # proposals at a time
REFUSALS = 2  # a customer who refused so often is not asked again
_PROPOSED = """
WITH had AS (
    SELECT product_id, date_last FROM crm_sales_purchase_record
     WHERE partner_id = %(partner)s AND company_id = %(company)s AND product_id IS NOT NULL),
chosen AS (
    SELECT DISTINCT ON (pair.other_id) pair.id, pair.confidence_low, pair.lift
      FROM crm_sales_cross_pair pair
     WHERE pair.company_id = %(company)s
       AND (pair.product_id = ANY(%(products)s) OR pair.product_id IN (
            SELECT product_id FROM had WHERE date_last >= %(start)s))
       AND pair.other_id <> ALL(%(products)s)
       AND NOT EXISTS (SELECT FROM had WHERE had.product_id = pair.other_id)
       AND (SELECT COUNT(*) FROM crm_sales_cross_offer offer
             WHERE offer.partner_id = %(partner)s AND offer.product_id = pair.other_id
               AND offer.state = 'dismissed') < %(refusals)s
       AND NOT EXISTS (
           SELECT FROM crm_sales_cross_offer offer
            WHERE offer.order_id = %(order)s AND offer.product_id = pair.other_id
              AND offer.state <> 'shown')
     ORDER BY pair.other_id, pair.product_id = ANY(%(products)s) DESC,
              pair.confidence_low DESC, pair.id)
SELECT chosen.id
  FROM chosen
  JOIN crm_sales_cross_pair pair ON pair.id = chosen.id
  JOIN product_product product ON product.id = pair.other_id AND product.active
  JOIN product_template template ON template.id = product.product_tmpl_id
   AND template.active AND template.sale_ok
   AND COALESCE(template.company_id, %(company)s) = %(company)s
 ORDER BY chosen.confidence_low DESC, chosen.lift DESC, chosen.id LIMIT %(limit)s
"""


class SaleOrder(models.Model):
    """What else the customer of a quotation would buy; asked by its form when it is shown."""

    _inherit = "sale.order"

    def crm_get_cross_offers(self):
        """Return what is proposed on this quotation, and remember that it was.

        :return: list of ``{"id", "name", "note"}``, the likeliest first
        :raise AccessError: the order or the proposals are not for the user
        """
        self.ensure_one()
        self.check_access("read")
        self.env["crm.sales.cross.offer"].check_access("read")
        if self.state not in ("draft", "sent"):
            return []
        # sudo: pairs are no secret, and a proposal is noted by who may read the quotation
        pairs = self.sudo()._crm_find_pairs()
        offers = self.sudo()._crm_note_offers(pairs)
        return [
            {"id": offers[pair].id, "name": pair.other_id.display_name, "note": pair.note}
            for pair in pairs
        ]

    def _crm_find_pairs(self):
        """Return the pairs to propose by, the most certain first."""
        self.env.flush_all()
        pairs = self.env["crm.sales.cross.pair"]
        found = self.env.execute_query(
            SQL(
                _PROPOSED,
                order=self.id,
                partner=self.partner_id.commercial_partner_id.id,
                company=self.company_id.id,
                products=self.order_line.product_id.ids,
                start=pairs._get_start(self.company_id),
                refusals=REFUSALS,
                limit=LIMIT,
            )
        )
        return pairs.browse([row[0] for row in found])

    def _crm_note_offers(self, pairs):
        """Return {pair: proposal}; what was not proposed here before is noted."""
        offers = self.env["crm.sales.cross.offer"]
        known = {
            offer.product_id: offer
            for offer in offers.search(
                Domain("order_id", "=", self.id) & Domain("product_id", "in", pairs.other_id.ids)
            )
        }
        new = pairs.filtered(lambda pair: pair.other_id not in known)
        made = offers.create(
            [
                {
                    "order_id": self.id,
                    "partner_id": self.partner_id.commercial_partner_id.id,
                    "user_id": self.user_id.id or self.env.uid,
                    "company_id": self.company_id.id,
                    "product_id": pair.other_id.id,
                    "because_id": pair.product_id.id,
                    "note": pair.note,
                }
                for pair in new
            ]
        )
        known |= {offer.product_id: offer for offer in made}
        return {pair: known[pair.other_id] for pair in pairs}
