from odoo import fields, models


class CrmServiceCategory(models.Model):
    """Which categories customers choose from."""

    _inherit = "crm.service.category"

    is_portal = fields.Boolean(
        "For Customers", help="Customers choose this category in the customer portal."
    )
