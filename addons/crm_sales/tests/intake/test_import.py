from odoo import SUPERUSER_ID
from odoo.tests import tagged

from odoo.addons.crm_customer.tests.import_.common import ImportCommon

HEADINGS = ["姓名", "公司名称", "手机", "邮箱", "国家", "意向产品", "留言"]
LI = "李伟", "海川机械有限公司", "138 0013 8000", "li@haichuan.example.com", "中国"
ROWS = [
    [*LI, "Grippers 5", "请报价"],
    ["Zoe", "", "", "zoe@known.example.com", "Germany", "", ""],
    ["李伟", "海川机械有限公司", "13800138000", "", "", "", ""],
    ["", "", "", "", "", "", "nothing"],
]  # fmt: skip


@tagged("post_install", "-at_install")
class TestImportLeads(ImportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=SUPERUSER_ID)
        cls.env["crm.sales.routing.rule"].search([]).active = False
        cls.env["crm.tag"].create({"name": "Grippers 5"})
        cls.zoe = cls.env["res.partner"].create({"name": "Zoe", "email": "zoe@known.example.com"})
        cls.importer = cls._create_user(
            "lead_importer",
            "crm_customer.group_customer_manager",
            "sales_team.group_sale_salesman_all_leads",
            tz="Asia/Shanghai",
        )
        cls.env = cls.env(user=cls.importer)

    def _load_rows(self, rows=ROWS, **options):
        return self._load(self._csv(rows, HEADINGS), target="lead", **options)

    def _leads(self):
        emails = ["li@haichuan.example.com", "zoe@known.example.com"]
        return self.env["crm.lead"].search([("email_normalized", "in", emails)], order="id")

    def test_rows_become_leads_with_what_is_known(self):
        job = self._load_rows()
        self.assertEqual(job.state, "loaded", job.error)
        self.assertEqual((job.created_count, job.failed_count), (2, 0))
        li, zoe = self._leads()
        self.assertEqual((li.partner_name, li.tag_ids.name), ("海川机械有限公司", "Grippers 5"))
        self.assertIn("请报价", li.description)
        self.assertFalse(li.user_id)
        self.assertEqual((zoe.partner_id, zoe.country_id.code), (self.zoe, "DE"))
        self.assertEqual(zoe.sudo().crm_arrival_ids.mapped("result"), ["customer"])
        self.assertEqual(li.sudo().crm_arrival_ids.mapped("channel"), ["import"])

    def test_the_same_file_again_makes_nothing(self):
        self._load_rows()
        again = self._check(self._csv(ROWS, HEADINGS), target="lead")
        self.assertEqual((again.to_create_count, again.to_update_count), (0, 0))

    def test_a_gap_of_an_open_lead_is_filled_and_undone(self):
        self._load_rows()
        row = ["", "", "13900139000", "zoe@known.example.com", "", "", ""]
        later = self._load_rows([row])
        self.assertEqual((later.created_count, later.updated_count), (0, 1))
        self.assertEqual(self._leads()[1].phone_sanitized, "+8613900139000")
        later.action_undo()
        self.assertFalse(self._leads()[1].phone_sanitized)

    def test_undo_takes_all_back(self):
        job = self._load_rows()
        ids = self._leads().ids
        job.action_undo()
        self.assertFalse(self._leads())
        arrivals = self.env["crm.sales.lead.arrival"].sudo()
        self.assertFalse(arrivals.search([("lead_id", "in", ids)]))

    def test_a_lead_that_the_importer_does_not_see_is_not_told(self):
        hidden = (
            self.env["crm.lead"]
            .sudo()
            .create(
                {"name": "Hidden", "email_from": "zoe@known.example.com", "user_id": SUPERUSER_ID}
            )
        )
        own = self.env.ref("sales_team.group_sale_salesman").sudo()
        every = self.env.ref("sales_team.group_sale_salesman_all_leads").sudo()
        self.importer.sudo().write({"group_ids": [(3, every.id), (4, own.id)]})
        job = self._check(self._csv(ROWS, HEADINGS), target="lead")
        self.assertEqual((job.to_create_count, job.to_update_count), (2, 0))
        before = len(hidden.message_ids)
        self._load_rows()
        self.env.invalidate_all()
        self.assertEqual(len(hidden.message_ids), before + 1)
