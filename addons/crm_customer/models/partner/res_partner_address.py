from odoo import api, fields, models

from ...tools.address_cn import split_address


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_district = fields.Char(
        string="District", help="District or county of an address in China (区, 县)."
    )
    crm_can_split_address = fields.Boolean(compute="_compute_crm_can_split_address")

    @api.depends("street", "city", "state_id", "country_id")
    def _compute_crm_can_split_address(self):
        for partner in self:
            partner.crm_can_split_address = bool(partner._crm_split_values())

    @api.onchange("street")
    def _onchange_crm_street(self):
        """A whole address put into the street falls into its parts."""
        if (
            not self.state_id
            and not self.city
            and self.env.user.has_group("crm_customer.group_customer_own")
        ):
            self.update(self._crm_split_values())

    def action_crm_split_address(self):
        """Split whole addresses in the street into province, city, district and street."""
        for partner in self:
            values = partner._crm_split_values()
            if values:
                partner.write(values)
        return True

    def _crm_split_values(self):
        """Return values that split the street of a Chinese address; empty: nothing to do."""
        china = self.env.ref("base.cn")
        if not self.street or (self.state_id and self.city):
            return {}
        if self.country_id and self.country_id != china:
            return {}
        parts = split_address(self.street)
        if not parts["state"]:
            return {}
        state = self.env["res.country.state"].search(
            [("country_id", "=", china.id), ("name", "=", parts["state"])], limit=1
        )
        if self.state_id not in (state, state.browse()):
            return {}
        return {
            "country_id": china.id,
            "state_id": state.id,
            "city": parts["city"] or self.city,
            "crm_district": parts["district"] or self.crm_district,
            "street": parts["street"],
        }

    @api.model
    def _address_fields(self):
        return super()._address_fields() + ["crm_district"]

    def _display_address_depends(self):
        """Leave out the district.

        The host forgets fields of users that depend, by inheritance, on a field of an addon
        that is uninstalled: the address of users would be one.
        """
        return [name for name in super()._display_address_depends() if name != "crm_district"]

    def write(self, vals):
        result = super().write(vals)
        if "crm_district" in vals:
            addresses = ["contact_address", "contact_address_inline"]
            self.invalidate_recordset(addresses, flush=False)
        return result

    def _prepare_display_address(self, without_company=False):
        """Print the district before the street, where Chinese addresses have it."""
        address_format, args = super()._prepare_display_address(without_company)
        district = self.crm_district or ""
        if district and "%(crm_district)s" not in address_format:
            args["street"] = f"{district} {args['street']}".strip()
        return address_format, args

    @api.model
    def get_view(self, view_id=None, view_type="form", **options):
        """Open the form on the overview, but on the host's page for who has no level here."""
        result = super().get_view(view_id, view_type, **options)
        if view_type == "form" and self.env.user.has_group("crm_customer.group_customer_own"):
            page = 'name="contact_addresses"'
            result["arch"] = result["arch"].replace(f'{page} autofocus="autofocus"', page)
        return result

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Call the tax ID of companies in China by its name, unless the country has a label."""
        arch, view = super()._get_view(view_id, view_type, **options)
        country = self.env.company.country_id
        if country.code == "CN" and not country.vat_label:
            label = self.env._("Unified Social Credit Code")
            for node in arch.iterfind(".//field[@name='vat']"):
                node.set("string", label)
        self._crm_place_district(arch)
        return arch, view

    @api.model
    def _crm_place_district(self, arch):
        """Keep the district behind the city, which the host moves by the country's format."""
        for city in arch.iterfind(".//div/field[@name='city']"):
            district = city.getparent().find("field[@name='crm_district']")
            if district is not None:
                city.addnext(district)
