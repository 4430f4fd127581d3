from odoo.tests import tagged

from ..common import CustomerCommon


@tagged("post_install", "-at_install")
class TestDistrictView(CustomerCommon):
    def test_the_district_stands_behind_the_city_in_the_format_of_china(self):
        self.env.company.country_id = self.env.ref("base.cn")
        arch, _view = self.env["res.partner"].with_user(self.user_own)._get_view(view_type="form")
        address = next(
            node for node in arch.iter("div") if "o_address_format" in node.get("class", "")
        )
        names = [field.get("name") for field in address.iterfind("field")]
        self.assertEqual(names[names.index("city") + 1], "crm_district")
