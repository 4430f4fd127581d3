from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache

from ...tools.competitor import names_of

THREATS = [("low", "Low"), ("medium", "Medium"), ("high", "High")]


class CrmSalesCompetitor(models.Model):
    """Who else asks for the customer's money, and how we win all the same: a battlecard."""

    _name = "crm.sales.competitor"
    _description = "Competitor"
    _inherit = ["mail.thread", "mail.activity.mixin", "image.mixin"]
    _order = "name, id"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    aliases = fields.Text(
        "Other Names",
        help="One a line: short names, brands, the Chinese name. "
        "They are looked for in interactions.",
    )
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    partner_id = fields.Many2one(
        "res.partner",
        "Contact",
        domain="[('is_company', '=', True)]",
        ondelete="set null",
        index="btree_not_null",
        help="Where it is in our contacts, too.",
    )
    website = fields.Char()
    country_id = fields.Many2one("res.country")
    user_id = fields.Many2one(
        "res.users",
        "Watched By",
        domain="[('share', '=', False)]",
        default=lambda self: self.env.user,
        tracking=True,
        index="btree_not_null",
        help="Who keeps the battlecard up to date.",
    )
    threat = fields.Selection(THREATS, default="medium", required=True, tracking=True)
    date_review = fields.Date("Review On", help="When the battlecard is to be looked at again.")
    # the battlecard
    summary = fields.Html(help="Who they are, in three sentences.")
    strengths = fields.Html(help="What customers like about them.")
    weaknesses = fields.Html(help="What customers complain about.")
    how_to_win = fields.Html("How We Win", help="What to say, to show and to ask.")
    product_ids = fields.One2many("crm.sales.competitor.product", "competitor_id", "Products")
    sighting_ids = fields.One2many("crm.sales.competitor.sighting", "competitor_id", "Sightings")
    deal_ids = fields.One2many("crm.sales.deal.competitor", "competitor_id", "Deals")
    # figures
    sighting_count = fields.Integer(compute="_compute_sighting_count")
    deal_count = fields.Integer("Deals Met In", compute="_compute_deal_figures")
    open_count = fields.Integer("Open Deals", compute="_compute_deal_figures")
    won_count = fields.Integer("Won Against", compute="_compute_deal_figures")
    lost_count = fields.Integer("Lost", compute="_compute_deal_figures")
    win_rate = fields.Float(
        compute="_compute_deal_figures",
        help="Of the decided deals in which they were met, the share that we won.",
    )

    _name_uniq = models.UniqueIndex(
        "(lower(name), COALESCE(company_id, 0))", "There is a competitor of this name already."
    )
    _name_idx = models.Index("(name, id)")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_sighting_count(self):
        counts = dict(
            self.env["crm.sales.competitor.sighting"]._read_group(
                Domain("competitor_id", "in", self.ids), ["competitor_id"], ["__count"]
            )
        )
        for competitor in self:
            competitor.sighting_count = counts.get(competitor, 0)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_deal_figures(self):
        figures = self._get_deal_figures()
        for competitor in self:
            counts = figures.get(competitor.id, {})
            won, lost = counts.get("won", 0), counts.get("lost", 0)
            competitor.deal_count = sum(counts.values())
            competitor.open_count = competitor.deal_count - won - lost
            competitor.won_count, competitor.lost_count = won, lost
            competitor.win_rate = won / (won + lost) if won + lost else 0

    def _get_deal_figures(self):
        """Return ``{competitor id: {outcome: number of deals that the user may see}}``."""
        figures = {}
        for competitor, outcome, count in self.env["crm.sales.deal.competitor"]._read_group(
            Domain("competitor_id", "in", self.ids), ["competitor_id", "outcome"], ["__count"]
        ):
            figures.setdefault(competitor.id, {})[outcome] = count
        return figures

    @api.model_create_multi
    def create(self, vals_list):
        competitors = super().create(vals_list)
        self.env.registry.clear_cache()
        return competitors

    def write(self, vals):
        if {"active", "aliases", "company_id", "name"} & vals.keys():
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    @ormcache()
    def _get_names(self):
        """Return ``{(competitor id, company id or False): [name, …]}`` of all active ones."""
        # sudo: names of other companies are kept apart by their key
        return {
            (competitor.id, competitor.company_id.id): names_of(competitor.name, competitor.aliases)
            for competitor in self.sudo().search([])
        }

    def action_view_deals(self):
        """Open the deals in which the competitor was met."""
        return self._get_figures_action("crm_sales.crm_sales_deal_competitor_action")

    def action_view_sightings(self):
        """Open what was seen of the competitor."""
        return self._get_figures_action("crm_sales.crm_sales_competitor_sighting_action")

    def _get_figures_action(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return action | {
            "domain": [("competitor_id", "=", self.id)],
            "context": {"default_competitor_id": self.id},
        }
