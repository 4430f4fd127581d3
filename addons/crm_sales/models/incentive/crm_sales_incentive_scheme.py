from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.crm_customer.tools.kpi.period import period_at

from ...tools.incentive.tiers import Terms, Tier, check, exact


class CrmSalesIncentiveScheme(models.Model):
    """What is paid for which attainment: tiers, an accelerator, caps."""

    _name = "crm.sales.incentive.scheme"
    _description = "Incentive Scheme"
    _inherit = ["mail.thread"]
    _order = "name, id"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kpi_id = fields.Many2one(
        "crm.kpi",
        "KPI",
        required=True,
        default=lambda self: self.env.ref(
            "crm_sales.crm_kpi_sales_ordered", raise_if_not_found=False
        ),
        ondelete="restrict",
        tracking=True,
        help="Its figure by the target of the approved sales plan is the attainment.",
    )
    period = fields.Selection(
        [("month", "Month"), ("quarter", "Quarter"), ("year", "Year")],
        "Paid Each",
        required=True,
        default="quarter",
        tracking=True,
    )
    mode = fields.Selection(
        [
            ("marginal", "Each part by the rate of its tier"),
            ("retroactive", "All by the rate of the tier that is reached"),
        ],
        "How",
        required=True,
        default="marginal",
        tracking=True,
    )
    tier_ids = fields.One2many("crm.sales.incentive.tier", "scheme_id", "Tiers", copy=True)
    accelerator_from = fields.Float(
        "Accelerated From (%)",
        digits=(16, 2),
        tracking=True,
        help="Attainment beyond which the rates are multiplied; 0: never.",
    )
    accelerator = fields.Float("Multiplied By", default=1.0, digits=(16, 2), tracking=True)
    cap_attainment = fields.Float(
        "Counts Up To (%)",
        digits=(16, 2),
        tracking=True,
        help="Attainment beyond which nothing more is paid; 0: no limit.",
    )
    cap_payout = fields.Monetary(
        "Paid At Most", tracking=True, help="For a person and period; 0: no limit."
    )
    user_ids = fields.Many2many(
        "res.users",
        string="Persons",
        domain="[('share', '=', False)]",
        help="Empty: everybody who has targets in the plan.",
    )
    note = fields.Text("Terms", help="Printed on the statements.")
    statement_count = fields.Integer(compute="_compute_statement_count")

    _numbers_positive = models.Constraint(
        "CHECK(accelerator_from >= 0 AND accelerator > 0 AND cap_attainment >= 0 "
        "AND cap_payout >= 0)",
        "Nothing of a scheme is negative, and a factor is more than 0.",
    )

    def _compute_statement_count(self):
        groups = self.env["crm.sales.incentive.statement"]._read_group(
            [("scheme_id", "in", self.ids)], ["scheme_id"], ["__count"]
        )
        counts = dict(groups)
        for scheme in self:
            scheme.statement_count = counts.get(scheme._origin, 0)

    @api.constrains("tier_ids", "kpi_id")
    def _check_tiers(self):
        for scheme in self:
            if not scheme.tier_ids:
                raise ValidationError(self.env._("%(scheme)s: add a tier.", scheme=scheme.name))
            kpi = scheme.kpi_id.sudo()  # sudo: what a KPI is does not depend on the reader
            if kpi.unit != "currency" and any(scheme.tier_ids.mapped("rate")):
                raise ValidationError(
                    self.env._(
                        "%(kpi)s is no money: a rate has nothing to be paid on. Enter bonuses.",
                        kpi=kpi.name,
                    )
                )
            try:
                check(scheme._get_tiers(), scheme._get_terms())
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "%(scheme)s: tiers begin one above the other, and nothing is negative.",
                        scheme=scheme.name,
                    )
                ) from error

    # what the engine wants
    def _get_tiers(self):
        return [
            Tier(*(exact(number) for number in tier._get_numbers()))
            for tier in self.tier_ids.sorted("start")
        ]

    def _get_terms(self):
        accelerated = self.accelerator_from and self.accelerator != 1
        return Terms(
            mode=self.mode,
            accelerator=(exact(self.accelerator_from), exact(self.accelerator))
            if accelerated
            else None,
            cap_attainment=exact(self.cap_attainment) if self.cap_attainment else None,
            cap_payout=exact(self.cap_payout) if self.cap_payout else None,
        )

    # statements
    def _get_span(self, day):
        setting = self.company_id._crm_period_setting()
        return period_at(self.period, day, setting)

    def _get_plan(self, span):
        """Return the plan (sudo) that has the targets of ``span``.

        :raise UserError: there is none
        """
        plan = (
            self.env["crm.sales.plan"]
            .sudo()
            .search(  # sudo: targets count, whoever reads them
                Domain("kpi_id", "=", self.kpi_id.id)
                & Domain("company_id", "=", self.company_id.id)
                & Domain("state", "in", ["approved", "closed"])
                & Domain("date_start", "<=", span.start)
                & Domain("date_stop", ">=", span.stop),
                order="dimension desc, id desc",
                limit=1,
            )
        )
        if not plan:
            raise UserError(
                self.env._(
                    "There is no approved sales plan of %(kpi)s from %(start)s to %(stop)s.",
                    kpi=self.kpi_id.name,
                    start=span.start,
                    stop=span.stop,
                )
            )
        return plan

    def _get_targets(self, span):
        """Return ``{user: target}`` of ``span``."""
        plan = self._get_plan(span)
        groups = (
            self.env["crm.sales.plan.line"]
            .sudo()
            ._read_group(  # sudo: as the plan
                Domain("plan_id", "=", plan.id)
                & Domain("date", ">=", span.start)
                & Domain("date", "<=", span.stop)
                & Domain("user_id", "!=", False),
                ["user_id"],
                ["amount:sum"],
            )
        )
        persons = self.user_ids
        return {
            user.sudo(False): amount
            for user, amount in groups
            if amount and (not persons or user in persons)
        }

    def _make_statements(self, day):
        """Return the statements of the period of ``day``: those that are drafts anew.

        :raise UserError: no plan, or nobody with a target
        """
        self.ensure_one()
        span = self._get_span(day)
        targets = self._get_targets(span)
        if not targets:
            raise UserError(self.env._("Nobody has a target in this period."))
        # sudo: who makes statements pays by the figures of all of these people
        figures = self.kpi_id.sudo()._get_figures(
            [span], self.company_id, "user", [user.id for user in targets]
        )
        statements = self.env["crm.sales.incentive.statement"]
        present = statements.search(
            Domain("scheme_id", "=", self.id) & Domain("date_start", "=", span.start)
        )
        gone = present.filtered(lambda one: one.state == "draft" and one.user_id not in targets)
        # sudo: drafts of who has no target any more; whoever made them may make them anew
        gone.sudo().unlink()
        known = (present - gone).grouped("user_id")
        for user, target in targets.items():
            statement = known.get(user) or statements.create(self._prepare_statement(user, span))
            if statement.state == "draft":
                statement._fill(target, figures.get((0, user.id), (0.0, 0))[0] or 0.0)
            statements |= statement
        return statements

    def _prepare_statement(self, user, span):
        return {
            "scheme_id": self.id,
            "user_id": user.id,
            "team_id": user.sudo().sale_team_id.id,  # sudo: who is in which team is no secret
            "date_start": span.start,
            "date_stop": span.stop,
        }

    def action_view_statements(self):
        """Open the statements of the scheme."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_incentive_statement_action"
        )
        return action | {"domain": [("scheme_id", "=", self.id)], "context": {}}
