from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_amount

from ...tools.market_size import LEVELS, Factor, measure, share_of, spread

METHODS = [("top_down", "Top-Down"), ("bottom_up", "Bottom-Up")]
KEY = ("company_id", "categ_id", "country_id", "state_id", "segment_id")


class CrmSalesMarketSize(models.Model):
    """How large a market is in a year, from assumptions, and which part of it is ours."""

    _name = "crm.sales.market.size"
    _description = "Market Size"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "year desc, id desc"

    name = fields.Char("Market", required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index="btree_not_null",
    )
    study_id = fields.Many2one("crm.sales.study", ondelete="set null", index="btree_not_null")
    note = fields.Html("Explanation")
    # which market: what is empty is not narrowed
    categ_id = fields.Many2one(
        "product.category", "Product Category", ondelete="restrict", index="btree_not_null"
    )
    country_id = fields.Many2one("res.country", ondelete="restrict")
    state_id = fields.Many2one(
        "res.country.state",
        "Province",
        ondelete="restrict",
        domain="[('country_id', '=?', country_id)]",
    )
    segment_id = fields.Many2one(
        "crm.customer.segment", ondelete="restrict", index="btree_not_null"
    )
    year = fields.Integer(required=True, default=lambda self: fields.Date.context_today(self).year)
    # how large
    method = fields.Selection(METHODS, required=True, default="top_down", tracking=True)
    assumption_ids = fields.One2many(
        "crm.sales.market.assumption", "size_id", "Assumptions", copy=True
    )
    tam = fields.Monetary(
        "Total Market (TAM)", compute="_compute_sizes", store=True, help="All that is spent."
    )
    tam_low = fields.Monetary("TAM at Least", compute="_compute_sizes", store=True)
    tam_high = fields.Monetary("TAM at Most", compute="_compute_sizes", store=True)
    sam = fields.Monetary(
        "Serviceable Market (SAM)",
        compute="_compute_sizes",
        store=True,
        help="What our products and places can serve.",
    )
    sam_low = fields.Monetary("SAM at Least", compute="_compute_sizes", store=True)
    sam_high = fields.Monetary("SAM at Most", compute="_compute_sizes", store=True)
    som = fields.Monetary(
        "Obtainable Market (SOM)",
        compute="_compute_sizes",
        store=True,
        help="What we can win against the others.",
    )
    som_low = fields.Monetary("SOM at Least", compute="_compute_sizes", store=True)
    som_high = fields.Monetary("SOM at Most", compute="_compute_sizes", store=True)
    warning = fields.Char(compute="_compute_warning")
    # in relation to the year before
    growth = fields.Float(
        "Growth (%)",
        digits=(16, 1),
        compute="_compute_growth",
        help="Of the total market over the year before; 0 where that is not known.",
    )
    share_ids = fields.One2many("crm.sales.market.share", "size_id", "Shares of Competitors")

    _year_known = models.Constraint(
        "CHECK(year BETWEEN 1990 AND 2100)", "The year lies between 1990 and 2100."
    )
    _once_uniq = models.UniqueIndex(
        "(company_id, COALESCE(categ_id, 0), COALESCE(country_id, 0), COALESCE(state_id, 0),"
        " COALESCE(segment_id, 0), year) WHERE active",
        "This market has a size for the year already.",
    )
    _year_idx = models.Index("(year DESC, id DESC)")

    @api.depends("name", "year")
    def _compute_display_name(self):
        for size in self:
            size.display_name = f"{size.name or ''} {size.year or ''}".strip()

    @api.depends(
        "method",
        "assumption_ids.block",
        "assumption_ids.high",
        "assumption_ids.is_percent",
        "assumption_ids.level",
        "assumption_ids.low",
        "assumption_ids.value",
    )
    def _compute_sizes(self):
        for size in self:
            measured = measure(size._get_factors(), size.method == "top_down")
            for level in LEVELS:
                interval = measured[level]
                size[level] = interval.value if interval else 0
                size[f"{level}_low"] = interval.low if interval else 0
                size[f"{level}_high"] = interval.high if interval else 0

    def _get_factors(self):
        """Return the assumptions as the engine wants them; wrong ones wait for their message."""
        factors = []
        for each in self.assumption_ids:
            try:
                interval = spread(each.value, each.low, each.high, each.is_percent)
            except ValueError:
                continue
            block = " ".join((each.block or "").casefold().split())
            factors.append(Factor(each.level, block, interval))
        return factors

    @api.depends("tam", "sam", "som", "currency_id")
    @api.depends_context("lang")
    def _compute_warning(self):
        """Say which level is larger than the one that holds it."""
        for size in self:
            size.warning = False
            for upper, lower in (("tam", "sam"), ("sam", "som")):
                if size[lower] and size[upper] and size[lower] > size[upper]:
                    size.warning = self.env._(
                        "%(lower)s (%(part)s) is larger than %(upper)s (%(whole)s), in which it "
                        "lies: look at the assumptions.",
                        lower=lower.upper(),
                        upper=upper.upper(),
                        part=format_amount(self.env, size[lower], size.currency_id),
                        whole=format_amount(self.env, size[upper], size.currency_id),
                    )
                    break

    @api.depends("tam", "year", *KEY)
    def _compute_growth(self):
        known = {
            size._get_key(): size.tam
            for size in self.search([("year", "in", [size.year - 1 for size in self])])
        }
        for size in self:
            before = known.get(size._get_key(-1), 0)
            size.growth = share_of(size.tam - before, before) if size.tam else 0

    def _get_key(self, years=0):
        """Return what tells markets apart, and the year ``years`` later."""
        return (*(self[name].id for name in KEY), self.year + years)

    @api.constrains("country_id", "state_id")
    def _check_state_id(self):
        """:raise ValidationError: the province lies in another country"""
        for size in self:
            if size.state_id and size.country_id and size.state_id.country_id != size.country_id:
                raise ValidationError(
                    self.env._(
                        "%(state)s does not lie in %(country)s.",
                        state=size.state_id.name,
                        country=size.country_id.name,
                    )
                )

    def action_next_year(self):
        """Take the assumptions over into the next year, to be changed there."""
        self.ensure_one()
        return self.copy({"year": self.year + 1})._get_records_action()

    def action_view_years(self):
        """Open the market through the years."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_market_size_action"
        )
        return action | {
            "domain": [(name, "=", self[name].id) for name in KEY],
            "context": {f"default_{name}": self[name].id for name in KEY},
            "view_mode": "graph,list,form",
            "views": [(False, "graph"), (False, "list"), (False, "form")],
        }
