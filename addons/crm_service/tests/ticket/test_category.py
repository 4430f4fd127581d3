from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestCategory(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lab = cls._create_team("Lab", cls.agent)
        categories = cls.env["crm.service.category"]
        cls.hardware = categories.create({"name": "Hardware", "team_id": cls.lab.id})
        cls.pump = categories.create({"name": "Pump", "parent_id": cls.hardware.id})

    def test_a_category_shows_where_it_stands(self):
        self.assertEqual(self.pump.display_name, "Hardware / Pump")
        self.hardware.name = "Machines"
        self.assertEqual(self.pump.display_name, "Machines / Pump")

    def test_names_are_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.hardware.with_context(lang="zh_CN").name = "硬件"
        self.assertEqual(self.pump.with_context(lang="zh_CN").display_name, "硬件 / Pump")

    def test_a_category_is_not_part_of_itself(self):
        with self.assertRaisesRegex(UserError, "Recursion"):
            self.hardware.parent_id = self.pump

    def test_a_new_ticket_goes_to_the_team_of_the_nearest_category(self):
        ticket = self.env["crm.service.ticket"].create(
            {"name": "Pump leaks", "category_id": self.pump.id}
        )
        self.assertEqual(ticket.team_id, self.lab)

    def test_a_ticket_that_is_there_stays_with_its_team(self):
        ticket = self._create_ticket()
        ticket.category_id = self.pump
        self.assertEqual(ticket.team_id, self.team)
