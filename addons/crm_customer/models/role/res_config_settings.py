from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    group_crm_hide_others = fields.Boolean(
        "Hide Customers of Others",
        implied_group="crm_customer.group_hide_others",
        group="crm_customer.group_bound",
    )
    group_crm_bind_everybody = fields.Boolean(
        "Restrict Everybody", implied_group="crm_customer.group_bound"
    )
