from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import formatLang

from ...tools.incentive.tiers import compute, exact


class CrmSalesIncentiveStatement(models.Model):
    """What a person is paid for a period, tier by tier; once confirmed it stays."""

    _name = "crm.sales.incentive.statement"
    _description = "Incentive Statement"
    _inherit = ["mail.thread", "crm.sealed.mixin"]
    _order = "date_start desc, user_id, id desc"
    _sealed_fields = frozenset(
        {"state", "target", "result", "attainment", "total", "date_confirmed", "confirmed_by_id"}
    )

    scheme_id = fields.Many2one(
        "crm.sales.incentive.scheme", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="scheme_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kpi_id = fields.Many2one(related="scheme_id.kpi_id", store=True)
    user_id = fields.Many2one(
        "res.users", "Person", required=True, readonly=True, ondelete="restrict"
    )
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True, ondelete="set null")
    date_start = fields.Date("From", required=True, readonly=True)
    date_stop = fields.Date("Until", required=True, readonly=True)
    # figures, as they were when it was last drawn up
    target = fields.Float(digits=(16, 2), readonly=True)
    result = fields.Float(digits=(16, 2), readonly=True)
    attainment = fields.Float("Attainment (%)", digits=(16, 2), readonly=True, aggregator="avg")
    line_ids = fields.One2many(
        "crm.sales.incentive.statement.line", "statement_id", "Tiers", readonly=True
    )
    total = fields.Monetary("Incentive", readonly=True, tracking=True)
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed")],
        required=True,
        readonly=True,
        default="draft",
        tracking=True,
        copy=False,
    )
    date_confirmed = fields.Date("Confirmed On", readonly=True, copy=False)
    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    comment = fields.Text(help="Printed on the statement.")
    target_text = fields.Char("Target Figure", compute="_compute_texts")
    result_text = fields.Char("Result Figure", compute="_compute_texts")

    _period_uniq = models.UniqueIndex(
        "(scheme_id, user_id, date_start)",
        "There is a statement of this person and period already.",
    )
    _order_idx = models.Index("(date_start DESC, user_id, id DESC)")
    _user_idx = models.Index("(user_id)")

    @api.depends("user_id", "date_start", "date_stop")
    def _compute_display_name(self):
        for statement in self:
            name = statement.sudo().user_id.name or ""  # sudo: names of colleagues
            statement.display_name = f"{name} {statement.date_start} – {statement.date_stop}"

    @api.depends("target", "result", "kpi_id")
    @api.depends_context("lang")
    def _compute_texts(self):
        for statement in self:
            unit = statement.kpi_id.sudo().unit  # sudo: how a figure is written is no secret
            digits = statement.currency_id.decimal_places if unit == "currency" else 0
            currency = {"currency_obj": statement.currency_id} if unit == "currency" else {}
            for name in ("target", "result"):
                statement[f"{name}_text"] = formatLang(
                    self.env, statement[name], digits=digits, **currency
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        if self.filtered(lambda statement: statement.state == "confirmed"):
            raise UserError(self.env._("A confirmed statement is not deleted."))

    def _fill(self, target, result):
        """Draw the statement up: ``result`` is the figure of the period, by ``target``."""
        self.ensure_one()
        scheme = self.scheme_id
        tiers = scheme.tier_ids.sorted("start")
        lines = compute(result, target, scheme._get_tiers(), scheme._get_terms())
        # sudo: written by the system alone; callers may write the statement
        self.sudo().write(
            {
                "target": target,
                "result": result,
                "attainment": 100 * result / target if target else 0.0,
                "total": sum(line.payout for line in lines),
                "line_ids": [
                    Command.clear(),
                    *(
                        Command.create(self._prepare_line(number, line, tiers))
                        for number, line in enumerate(lines)
                    ),
                ],
            }
        )

    def _prepare_line(self, number, line, tiers):
        tier = tiers[line.tier] if line.tier is not None else tiers.browse()
        return {
            "sequence": number,
            "start": tier.start,
            "is_cap": not tier,
            "is_accelerated": bool(tier and line.base and line.rate != exact(tier.rate)),
            "base": line.base,
            "rate": line.rate,
            "bonus": line.bonus,
            "payout": line.payout,
        }

    def action_confirm(self):
        """Confirm: from now on the person sees it, and the figures stay.

        :raise UserError: the period is not over
        """
        self.check_access("write")
        for statement in self.filtered(lambda one: one.state == "draft"):
            if statement.date_stop >= statement.company_id._crm_today():
                raise UserError(
                    self.env._(
                        "%(statement)s: the period is not over yet.",
                        statement=statement.display_name,
                    )
                )
            # sudo: sealed; who may write the statement may confirm it
            statement.sudo().write(
                {
                    "state": "confirmed",
                    "date_confirmed": statement.company_id._crm_today(),
                    "confirmed_by_id": self.env.uid,
                }
            )

    def action_reopen(self):
        """Make it a draft again; who did it is in its log."""
        self.check_access("write")
        # sudo: sealed; who may write the statement may reopen it
        self.sudo().write({"state": "draft", "date_confirmed": False, "confirmed_by_id": False})

    def action_refresh(self):
        """Draw up drafts anew, by the figures of now."""
        self.check_access("write")
        for scheme, statements in self.grouped("scheme_id").items():
            for day in set(statements.mapped("date_start")):
                scheme._make_statements(day)
