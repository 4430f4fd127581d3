from lxml import etree

from odoo.tests import tagged

from ..common import CustomerCommon


@tagged("post_install", "-at_install")
class TestVatLabel(CustomerCommon):
    def test_every_tax_id_of_the_form_is_called_as_in_the_country(self):
        self.env.company.country_id = self.env.ref("base.us")
        self.env.company.country_id.vat_label = "TVA"
        arch = etree.fromstring(self.env["res.partner"].get_view(view_type="form")["arch"])
        labels = {node.get("string") for node in arch.iterfind(".//field[@name='vat']")}
        self.assertEqual(labels, {"TVA"})
