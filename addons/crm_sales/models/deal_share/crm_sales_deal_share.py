from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tools import float_compare

MANAGER = "crm_sales.group_sales_manager"
# a token that no call from outside can hold: the parent adds up when all its lines are written
LATER = object()


class CrmSalesDealShare(models.Model):
    """Who has which part in a deal: of an opportunity, then of its order.

    The rule of credit stands here alone: an order counts for the persons and teams that have a
    share in it when it is confirmed; where nobody has, for its salesperson and sales team as
    they are at that moment. Whoever changes teams, or gets the order later, changes nothing
    of it. Orders that were confirmed before this addon was installed have no shares: they
    count for the salesperson and team that they name.
    """

    _name = "crm.sales.deal.share"
    _description = "Share in a Deal"
    _order = "percent desc, id"

    # which deal it is, is for who may open deals at all
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        ondelete="cascade",
        index="btree_not_null",
        groups="sales_team.group_sale_salesman",
    )
    order_id = fields.Many2one(
        "sale.order",
        ondelete="cascade",
        index="btree_not_null",
        groups="sales_team.group_sale_salesman",
    )
    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        domain="[('share', '=', False)]",
        ondelete="restrict",
        index=True,
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        help="It counts for this team, whatever becomes of the person.",
    )
    percent = fields.Float("Share (%)", required=True, digits=(5, 2), aggregator=None)
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, precompute=True
    )
    date_counted = fields.Datetime(
        "Counts Since", readonly=True, copy=False, help="When the order was confirmed."
    )
    is_automatic = fields.Boolean(
        readonly=True, copy=False, help="Of the salesperson, because nobody entered a share."
    )

    _one_deal = models.Constraint(
        "CHECK((lead_id IS NULL) <> (order_id IS NULL))",
        "A share is of an opportunity or of an order.",
    )
    _percent_valid = models.Constraint(
        "CHECK(percent > 0 AND percent <= 100)", "A share is more than 0 and at most 100 %."
    )
    _lead_user_uniq = models.UniqueIndex(
        "(lead_id, user_id) WHERE lead_id IS NOT NULL", "A person has one share in a deal."
    )
    _order_user_uniq = models.UniqueIndex(
        "(order_id, user_id) WHERE order_id IS NOT NULL", "A person has one share in a deal."
    )

    @api.depends("user_id", "percent")
    def _compute_display_name(self):
        for share in self:
            share.display_name = f"{share.user_id.name or ''} {share.percent:g} %"

    @api.depends("user_id")
    def _compute_team_id(self):
        for share in self:
            share.team_id = share.user_id.sale_team_id

    @api.depends("lead_id", "order_id")
    def _compute_company_id(self):
        for share in self.sudo():  # sudo: whose it is does not depend on who looks
            share.company_id = share.lead_id.company_id or share.order_id.company_id

    @api.model_create_multi
    def create(self, vals_list):
        self._check_sealed(set().union(*vals_list))
        shares = super().create(vals_list)
        shares._check_counted()
        whole = (
            shares.sudo()
        )  # sudo: the sum of a deal counts, and what is corrected counts at once
        self._check_sum(whole.lead_id, whole.order_id)
        late = whole.filtered(
            lambda share: share.order_id.state == "sale" and not share.date_counted
        )
        late.date_counted = self.env.cr.now().replace(microsecond=0)
        return shares

    def write(self, vals):
        self._check_sealed(vals)
        self._check_counted()
        shares = self.sudo()  # sudo: the sum of a deal counts, whoever sees which deal it is
        leads, orders = shares.lead_id, shares.order_id
        result = super().write(vals)
        self._check_sum(leads | shares.lead_id, orders | shares.order_id)
        return result

    def unlink(self):
        self._check_counted()
        shares = self.sudo()  # sudo: as in write
        leads, orders = shares.lead_id, shares.order_id
        result = super().unlink()
        self._check_sum(leads, orders)
        return result

    def _check_sealed(self, names):
        if {"date_counted", "is_automatic"} & set(names) and not self.env.su:
            raise UserError(self.env._("When a share counts is written by the system alone."))

    def _check_counted(self):
        """What counts already is changed by managers alone."""
        # sudo: whether it counts does not depend on who looks
        counted = self.sudo().filtered(lambda share: share.order_id.state == "sale")
        if counted and not self.env.su and not self.env.user.has_group(MANAGER):
            raise UserError(
                self.env._(
                    "%(order)s is confirmed: its shares count. Ask a sales manager to change them.",
                    order=counted[:1].order_id.name,
                )
            )

    @api.model
    def _check_sum(self, leads, orders):
        """:raise ValidationError: the shares of a deal are not 100 % together"""
        if self.env.context.get("crm_shares_later") is LATER:
            return
        for name, deals in (("lead_id", leads.exists()), ("order_id", orders.exists())):
            groups = self.sudo()._read_group(  # sudo: all of a deal, whoever sees which part
                Domain(name, "in", deals.ids), [name], ["percent:sum"]
            )
            for deal, percent in groups:
                if float_compare(percent, 100, precision_digits=2):
                    raise ValidationError(
                        self.env._(
                            "%(deal)s: the shares are %(percent)s %% together. Let them be 100 %%.",
                            deal=deal.display_name,
                            percent=f"{percent:g}",
                        )
                    )

    def _prepare_copies(self):
        """Return the commands that give another deal the same shares."""
        return [
            Command.create(
                {
                    "user_id": share.user_id.id,
                    "team_id": share.team_id.id,
                    "percent": share.percent,
                }
            )
            for share in self
        ]

    def _copy_to(self, order):
        """Return the values of these shares as those of ``order``."""
        return [
            {
                "order_id": order.id,
                "user_id": share.user_id.id,
                "team_id": share.team_id.id,
                "percent": share.percent,
            }
            for share in self
        ]
