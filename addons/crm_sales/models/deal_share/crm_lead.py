from odoo import api, fields, models

from .crm_sales_deal_share import LATER

GROUP = "crm_sales.group_sales_own"


class CrmLead(models.Model):
    """The team of a deal, with shares."""

    _inherit = "crm.lead"

    crm_share_ids = fields.One2many(
        "crm.sales.deal.share", "lead_id", "Deal Team", copy=False, groups=GROUP
    )

    def copy(self, default=None):
        leads = super().copy(default)
        # sudo: whoever copies the opportunity need not see who shares in it
        for old, new in zip(self.sudo(), leads.sudo(), strict=True):
            if old.crm_share_ids and not new.crm_share_ids:
                new.crm_share_ids = old.crm_share_ids._prepare_copies()
        return leads

    @api.model_create_multi
    def create(self, vals_list):
        if not any("crm_share_ids" in vals for vals in vals_list):
            return super().create(vals_list)
        leads = super(CrmLead, self.with_context(crm_shares_later=LATER)).create(vals_list)
        leads = leads.with_env(self.env)
        self.env["crm.sales.deal.share"]._check_sum(leads, self.env["sale.order"])
        return leads

    def write(self, vals):
        if "crm_share_ids" not in vals:
            return super().write(vals)
        result = super(CrmLead, self.with_context(crm_shares_later=LATER)).write(vals)
        self.env["crm.sales.deal.share"]._check_sum(self, self.env["sale.order"])
        return result
