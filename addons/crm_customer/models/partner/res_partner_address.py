from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_district = fields.Char(
        string="District", help="District or county of an address in China (区, 县)."
    )

    @api.model
    def _address_fields(self):
        return super()._address_fields() + ["crm_district"]

    def _prepare_display_address(self, without_company=False):
        """Print the district before the street, where Chinese addresses have it."""
        address_format, args = super()._prepare_display_address(without_company)
        district = self.crm_district or ""
        if district and "%(crm_district)s" not in address_format:
            args["street"] = f"{district} {args['street']}".strip()
        return address_format, args
