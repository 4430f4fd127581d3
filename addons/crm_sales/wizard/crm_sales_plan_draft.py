from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..tools.plan.draft import Draft, draft, latest_months
from ..tools.plan.season import seasonal_indices
from ..tools.plan.split import LockedError

# years whose months tell the season
YEARS = 3


class CrmSalesPlanDraft(models.TransientModel):
    """Fills a plan with targets: from last year, from the pipeline, or evenly."""

    _name = "crm.sales.plan.draft"
    _description = "Draft a Sales Plan"

    plan_id = fields.Many2one("crm.sales.plan", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="plan_id.company_id")
    is_additive = fields.Boolean(related="plan_id.is_additive")
    method = fields.Selection(
        [
            ("last", "From last year"),
            ("pipeline", "From the pipeline"),
            ("even", "Evenly"),
        ],
        "How",
        required=True,
        default="last",
    )
    growth = fields.Float("Growth (%)", default=10.0, help="On what was reached last year.")
    has_season = fields.Boolean(
        "With Season",
        default=True,
        help="Strong months get more, by up to three years; the fewer there are, the less.",
    )
    newcomer = fields.Float(
        "Newcomers (%)",
        default=50.0,
        help="Who has no figure of last year gets so much of what colleagues get on average.",
    )
    team_ids = fields.Many2many(
        "crm.team",
        string="Sales Teams",
        compute="_compute_team_ids",
        store=True,
        readonly=False,
        check_company=True,
    )
    target = fields.Float(
        "Target of the Company",
        digits=(16, 2),
        help="0: what was reached last year and the growth, or what the pipeline brings.",
    )
    base = fields.Float("Last Year", compute="_compute_base", digits=(16, 2))
    proposed = fields.Float("With Growth", compute="_compute_base", digits=(16, 2))

    _shares_positive = models.Constraint(
        "CHECK(newcomer >= 0 AND growth >= -100 AND target >= 0)",
        "No share or target is negative.",
    )

    @api.depends("plan_id")
    def _compute_team_ids(self):
        """Of a draft that has targets its teams, else all teams of the company with members."""
        for wizard in self:
            company = Domain("company_id", "in", [False, wizard.company_id.id])
            teams = wizard.plan_id.line_ids.team_id or self.env["crm.team"].search(
                company & Domain("crm_team_member_ids", "!=", False)
            )
            own = teams.filtered("company_id")
            wizard.team_ids = own or teams

    @api.depends("plan_id", "growth")
    def _compute_base(self):
        for wizard in self:
            figures = wizard._get_years("company", None).get(False, [[0.0] * 12])[-1]
            base = sum(figures) if wizard.is_additive else sum(figures) / 12
            wizard.base = base
            wizard.proposed = round(base * (1 + wizard.growth / 100), 2)

    # what was
    def _get_years(self, breakdown, keys):
        """Return ``{id: years of twelve figures, the latest last}`` of the months of the plan.

        The latest year are the twelve latest months that are over, each beside its month of
        the plan; of a plan that begins with the year it is the year before.
        """
        plan = self.plan_id
        today = plan.company_id._crm_today()
        years = latest_months(plan._get_months(), today, YEARS)
        windows = [window for year in years for window in year]
        # sudo: whoever drafts the plan sets the targets of these people
        figures = plan.kpi_id.sudo()._get_figures(windows, plan.company_id, breakdown, keys)
        found = {}
        for (place, key), (value, _count) in figures.items():
            own = found.setdefault(key, [[0.0] * 12 for _year in years])
            own[place // 12][place % 12] = float(value or 0)
        return found

    def _get_pipeline(self):
        """Return ``{user id: twelve figures}``: what open opportunities bring on average.

        By the month in which they are expected to close; those without a day, or late, in
        the running month or the first of the plan.
        """
        months = self.plan_id._get_months()
        first = max(self.plan_id.company_id._crm_today().replace(day=1), months[0])
        # sudo: whoever drafts the plan sets the targets of these people
        leads = self.env["crm.lead"].sudo()
        rows = leads._read_group(
            Domain("type", "=", "opportunity")
            & Domain("won_status", "=", "pending")
            & Domain("company_id", "in", [False, self.company_id.id]),
            ["user_id", "date_deadline:month"],
            ["prorated_revenue:sum"],
        )
        found = {}
        for user, month, value in rows:
            day = max(fields.Date.to_date(month) or first, first)
            if day in months:
                own = found.setdefault(user.id, [0.0] * 12)
                own[months.index(day)] += value or 0.0
        return found

    # drafting
    def action_draft(self):
        """Write the targets and open them as a table.

        :raise UserError: nobody is there, nothing to draft from, or locked targets are in the way
        """
        self.ensure_one()
        plan = self.plan_id
        plan.check_access("write")
        plan._check_draft()
        places = self._get_places()
        if not places:
            raise UserError(self.env._("There is nobody in these teams."))
        amounts = self._get_amounts(places)
        self._write_lines(places, amounts)
        plan.target = plan.total if plan.is_additive else self._get_level()
        return plan.action_open_grid()

    def _get_places(self):
        """Return ``[(team, user or nobody, part or nothing)]``, each person in one team."""
        parts = self._get_parts()
        places, seen = [], set()
        # sudo: who belongs to which team is no secret among colleagues
        for team in self.team_ids.sudo():
            members = team.crm_team_member_ids.user_id.filtered("active")
            users = [user for user in members.sorted("name") if user.id not in seen]
            seen.update(user.id for user in users)
            if not members:
                users = [self.env["res.users"]]
            places += [(team, user, part) for user in users for part in parts]
        return places

    def _get_parts(self):
        """Return the product categories or customer levels by which the plan goes."""
        dimension = self.plan_id.dimension
        if dimension == "level":
            return list(self.env["crm.customer.level"].search([], limit=100)) or [False]
        if dimension == "category":
            known = self.plan_id.line_ids.category_id
            return list(known or self._get_sold_categories()) or [False]
        return [False]

    def _get_sold_categories(self):
        """Return the categories of what was sold in the last year."""
        # sudo: what is sold is no secret to who plans it
        groups = (
            self.env["sale.order.line"]
            .sudo()
            ._read_group(
                Domain("state", "=", "sale")
                & Domain("company_id", "=", self.company_id.id)
                & Domain("order_id.date_order", ">=", "today -365d"),
                ["product_id"],
            )
        )
        return self.env["product.category"].union(
            *(product.categ_id.sudo(False) for (product,) in groups)
        )

    def _get_amounts(self, places):
        """Return twelve targets for each place.

        :raise UserError: there is nothing to draft from
        """
        plan = self.plan_id
        if not plan.is_additive:
            return [[self._get_level()] * 12 for _place in places]
        users = [user.id for _team, user, _part in places]
        weights = self._get_weights(users)
        total = self.target or self._get_default_total(weights)
        if not total:
            raise UserError(
                self.env._("There is nothing to draft from. Enter the target of the company.")
            )
        cells = self._get_present_cells(places)
        figures = Draft(
            total=total,
            season=self._get_season(weights),
            weights=weights,
            by_month=self.method == "pipeline",
            teams=[team.id for team, _user, _part in places],
            newcomer=self.newcomer / 100,
            locked=cells,
            step=plan.rounding,
        )
        try:
            return draft(figures)
        except LockedError as error:
            raise UserError(
                self.env._(
                    "The locked targets hold %(locked)s in a month, more than the draft has for "
                    "it. Unlock some, or enter a higher target.",
                    locked=plan._format(error.locked),
                )
            ) from error

    def _get_weights(self, users):
        """Return for each person twelve figures by which targets are shared."""
        if self.method == "even":
            return [[1.0] * 12 for _user in users]
        if self.method == "pipeline":
            found = self._get_pipeline()
            return [found.get(user, [0.0] * 12) for user in users]
        found = self._get_years("user", list(filter(None, set(users))))
        return [
            [max(value, 0.0) for value in found[user][-1]] if user in found else [0.0] * 12
            for user in users
        ]

    def _get_default_total(self, weights):
        if self.method == "pipeline":
            return round(sum(map(sum, weights)))
        return round(max(self.proposed, 0.0) / float(self.plan_id.rounding)) * float(
            self.plan_id.rounding
        )

    def _get_season(self, weights):
        """Return how much each month weighs."""
        if self.method == "pipeline":
            return [sum(months) for months in zip(*weights, strict=True)]
        if self.method == "even" or not self.has_season:
            return [1.0] * 12
        return seasonal_indices(self._get_years("company", None).get(False, []))

    def _get_level(self):
        return self.target or self.proposed

    def _get_present_cells(self, places):
        """Return ``{(place, month): amount}`` of the locked targets that stay."""
        lines = self.plan_id.line_ids.filtered("is_locked")
        known = {(line._get_place(), line.date): line.amount for line in lines}
        months = self.plan_id._get_months()
        found = {}
        for number, place in enumerate(places):
            for month, day in enumerate(months):
                amount = known.get((self._to_place(place), day))
                if amount is not None:
                    found[number, month] = amount
        return found

    def _to_place(self, place):
        team, user, part = place
        by_category = self.plan_id.dimension == "category"
        part_id = part.id if part else False
        ids = (part_id, False) if by_category else (False, part_id)
        return (team.id, user.id, *ids)

    def _write_lines(self, places, amounts):
        """Replace the targets but for locked ones; the figures of last year stand beside."""
        plan = self.plan_id
        plan.line_ids.filtered(lambda line: not line.is_locked).unlink()
        kept = {(line._get_place(), line.date): line for line in plan.line_ids}
        last = self._get_years("user", [user.id for _team, user, _part in places if user])
        values = []
        for place, figures in zip(places, amounts, strict=True):
            key = self._to_place(place)
            years = last.get(key[1]) if not place[2] else None
            for month, day in enumerate(plan._get_months()):
                if (key, day) not in kept:
                    values.append(
                        self._prepare_line(key, day, figures[month])
                        | {"last_amount": years[-1][month] if years else 0.0}
                    )
        plan.line_ids = [Command.create(line) for line in values]

    def _prepare_line(self, key, day, amount):
        names = ("team_id", "user_id", "category_id", "level_id")
        return dict(zip(names, key, strict=True)) | {"date": day, "amount": amount}
