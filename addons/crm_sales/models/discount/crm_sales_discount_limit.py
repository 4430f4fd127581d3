from odoo import api, fields, models, tools

from ...tools.cash.discount import Limit

LEVELS = ("own", "team", "all", "manager")
BASES = [("list", "Public List Price"), ("pricelist", "Price of the Pricelist")]


class CrmSalesDiscountLimit(models.Model):
    """Up to how many percent somebody may give away without being asked.

    Without any limit nothing is looked at. The narrowest scope counts: a category before a
    team before the company; in it, the best limit of the levels that somebody holds.
    """

    _name = "crm.sales.discount.limit"
    _description = "Discount Limit"
    _inherit = ["crm.cached.mixin"]
    _order = "company_id, base, categ_id, team_id, level, id"
    _check_company_auto = True

    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    team_id = fields.Many2one(
        "crm.team", "Sales Team", check_company=True, ondelete="cascade", help="Empty: all teams."
    )
    categ_id = fields.Many2one(
        "product.category",
        "Product Category",
        ondelete="cascade",
        help="With the categories below. Empty: all products.",
    )
    level = fields.Selection(
        [("0", "Salesperson"), ("1", "Team Leader"), ("2", "All Documents"), ("3", "Manager")],
        "From Level",
        required=True,
        default="0",
        help="Level in Sales Figures. Who is below all levels of a scope may give nothing in it.",
    )
    base = fields.Selection(
        BASES,
        "Compared With",
        required=True,
        default="list",
        help="The price of the pricelist already holds what the customer was promised.",
    )
    percent = fields.Float("Limit (%)", required=True, digits=(5, 2))

    _percent_range = models.Constraint(
        "CHECK(percent >= 0 AND percent <= 100)", "A limit is between 0 and 100 percent."
    )
    _scope_uniq = models.UniqueIndex(
        "(company_id, base, COALESCE(team_id, 0), COALESCE(categ_id, 0), level) WHERE active",
        "There is a limit for this scope and level already.",
    )

    @api.depends("level", "percent")
    @api.depends_context("lang")
    def _compute_display_name(self):
        levels = dict(self._fields["level"]._description_selection(self.env))
        for limit in self:
            limit.display_name = f"{levels.get(limit.level, '')} {limit.percent:g} %"

    @api.model
    @tools.ormcache("company_id", cache="default")
    def _get_limits(self, company_id):
        """Return ``{base: (Limit,)}`` of a company; it is kept until a limit changes."""
        found = {}
        # sudo: limits count for everybody, whoever may read them
        for limit in self.sudo().search([("company_id", "=", company_id)]):
            plain = Limit(
                level=int(limit.level),
                percent=limit.percent,
                team=limit.team_id.id or None,
                category=limit.categ_id.parent_path or "",
            )
            found.setdefault(limit.base, []).append(plain)
        return {base: tuple(limits) for base, limits in found.items()}

    @api.model
    def _get_level(self, user):
        """Return the number of the level that ``user`` holds, 0 without any."""
        held = [
            number
            for number, level in enumerate(LEVELS)
            if user.has_group(f"crm_sales.group_sales_{level}")
        ]
        return max(held, default=0)
