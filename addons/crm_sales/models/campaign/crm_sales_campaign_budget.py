from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .crm_sales_campaign_cost import KINDS


class CrmSalesCampaignBudget(models.Model):
    """What a campaign is planned to cost, for one kind of thing.

    Lines change while the campaign is a draft: what was approved stays as it was.
    """

    _name = "crm.sales.campaign.budget"
    _description = "Budget Line of a Campaign"
    _order = "campaign_id, kind, date_start, id"
    _check_company_auto = True

    campaign_id = fields.Many2one("utm.campaign", required=True, ondelete="cascade", index=True)
    kind = fields.Selection(KINDS, required=True, default="advertising")
    name = fields.Char("Description")
    partner_id = fields.Many2one(
        "res.partner", "Vendor", ondelete="set null", index="btree_not_null", check_company=True
    )
    date_start = fields.Date("From")
    date_end = fields.Date("Until")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary("Planned Amount", required=True, help="Without taxes.")

    _amount_positive = models.Constraint("CHECK(amount >= 0)", "A budget is not negative.")
    _days_ordered = models.Constraint(
        "CHECK(date_end >= date_start)", "The period of a budget line ends after it starts."
    )

    @api.depends("kind", "name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            line.display_name = line.name or labels.get(line.kind, "")

    @api.constrains("company_id", "campaign_id")
    def _check_company(self, fnames=None):
        for line in self:
            company = line.campaign_id.company_id
            if company and company != line.company_id:
                raise ValidationError(
                    self.env._(
                        "The budget of %(campaign)s is that of %(company)s.",
                        campaign=line.campaign_id.title,
                        company=company.sudo().name,
                    )
                )
        return super()._check_company(fnames)

    @api.model_create_multi
    def create(self, vals_list):
        campaigns = self.env["utm.campaign"].browse(
            [vals["campaign_id"] for vals in vals_list if vals.get("campaign_id")]
        )
        self._check_open(campaigns)
        for vals in vals_list:
            campaign = self.env["utm.campaign"].browse(vals.get("campaign_id"))
            if campaign.company_id:
                vals.setdefault("company_id", campaign.company_id.id)
        return super().create(vals_list)

    def write(self, vals):
        self._check_open(
            self.campaign_id | self.env["utm.campaign"].browse(vals.get("campaign_id") or ())
        )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self._check_open(self.campaign_id)

    @api.model
    def _check_open(self, campaigns):
        """:raise UserError: a campaign is no draft any more"""
        if self.env.su:
            return
        for campaign in campaigns:
            # sudo: the state counts, whoever may read it
            if campaign.sudo().crm_state not in (False, "draft"):
                raise UserError(campaign._crm_get_locked_message())
