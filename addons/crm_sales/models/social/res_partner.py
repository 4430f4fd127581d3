from odoo import api, fields, models
from odoo.fields import Domain

GROUP = "crm_sales.group_sales_own"


class ResPartner(models.Model):
    """Accounts of a contact on social networks."""

    _inherit = "res.partner"

    crm_social_account_ids = fields.One2many(
        "crm.sales.social.account", "partner_id", "Social Accounts", groups=GROUP, copy=False
    )
    crm_social_handle = fields.Char(
        "Social Account",
        compute="_compute_crm_social_handle",
        search="_search_crm_social_handle",
        groups=GROUP,
        exportable=False,
    )

    @api.depends("crm_social_account_ids.handle")
    def _compute_crm_social_handle(self):
        for partner in self:
            partner.crm_social_handle = ", ".join(partner.crm_social_account_ids.mapped("handle"))

    def _search_crm_social_handle(self, operator, value):
        if operator.startswith("not"):
            return NotImplemented
        return Domain("crm_social_account_ids.handle", operator, value)

    def _crm_personal_data(self):
        return [
            *super()._crm_personal_data(),
            (
                self.env._("Social Accounts"),
                self._crm_search_of_people("crm.sales.social.account", "partner_id"),
                ("kind", "handle", "url", "consent", "date_consent", "note"),
            ),
        ]
