from odoo import api, fields, models

KINDS = [
    ("deal", "Met in a Deal"),
    ("price", "Price"),
    ("product", "New Product"),
    ("campaign", "Campaign"),
    ("customer", "Customer Won or Lost"),
    ("other", "Other"),
]


class CrmSalesCompetitorSighting(models.Model):
    """What was seen of a competitor: when, where, by whom."""

    _name = "crm.sales.competitor.sighting"
    _description = "Sighting of a Competitor"
    _order = "date desc, id desc"
    _rec_name = "competitor_id"

    competitor_id = fields.Many2one(
        "crm.sales.competitor", required=True, ondelete="cascade", index=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    kind = fields.Selection(KINDS, required=True, default="other")
    description = fields.Text("What Was Seen")
    user_id = fields.Many2one(
        "res.users",
        "Seen By",
        ondelete="set null",
        default=lambda self: self.env.user,
        index="btree_not_null",
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", ondelete="set null", index="btree_not_null"
    )
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        ondelete="set null",
        index="btree_not_null",
        groups="sales_team.group_sale_salesman",
    )
    interaction_id = fields.Many2one(
        "crm.customer.interaction",
        readonly=True,
        copy=False,
        ondelete="cascade",
        index="btree_not_null",
    )
    is_found = fields.Boolean(
        "Found by Itself",
        readonly=True,
        copy=False,
        help="A name of the competitor stands in the interaction; nobody has looked at it yet.",
    )
    product_id = fields.Many2one(
        "crm.sales.competitor.product",
        domain="[('competitor_id', '=', competitor_id)]",
        ondelete="set null",
        index="btree_not_null",
    )
    currency_id = fields.Many2one(
        "res.currency", ondelete="restrict", default=lambda self: self.env.company.currency_id
    )
    price = fields.Monetary(aggregator="avg")
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)

    _date_idx = models.Index("(date DESC, id DESC)")
    _once_uniq = models.UniqueIndex("(interaction_id, competitor_id) WHERE is_found")

    @api.model_create_multi
    def create(self, vals_list):
        sightings = super().create(vals_list)
        sightings._tell_price()
        return sightings

    def write(self, vals):
        result = super().write(vals)
        if {"date", "price", "product_id"} & vals.keys():
            self._tell_price()
        return result

    def _tell_price(self):
        for sighting in self.filtered(lambda seen: seen.product_id and seen.price):
            product = sighting.product_id
            price = sighting.currency_id._convert(
                sighting.price, product.currency_id, sighting.company_id, sighting.date
            )
            # sudo: who sees a price tells it, the rest of the battlecard is for those who keep it
            product.sudo()._note_price(price, sighting.date)

    def action_confirm(self):
        """Say that what was found by itself is a sighting indeed."""
        self.is_found = False

    def action_open_source(self):
        """Open the interaction in which the competitor was named, else the opportunity."""
        self.ensure_one()
        return (self.interaction_id or self.lead_id or self)._get_records_action()
