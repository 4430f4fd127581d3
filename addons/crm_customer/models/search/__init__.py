from . import res_partner, res_partner_page, res_partner_properties
