from datetime import datetime

from odoo import SUPERUSER_ID
from odoo.tests import tagged

from odoo.addons.crm_customer.tests.import_.common import ImportCommon

HEADINGS = [
    "客户名称",
    "工单编号",
    "主题",
    "创建时间",
    "首次响应时间",
    "关闭时间",
    "类型",
    "处理组",
]
CLOSED = [
    "深圳市蓝海贸易有限公司", "H-1", "漏水", "2024-03-05 10:00", "2024-03-05 11:00",
    "2024-03-06 09:00", "投诉", "History",
]  # fmt: skip
OPEN = ["深圳市蓝海贸易有限公司", "H-2", "异响", "2024-03-07 10:00", "", "", "报修", "History"]


@tagged("post_install", "-at_install")
class TestImportTickets(ImportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=SUPERUSER_ID)
        cls.customer = cls._create_customer("深圳市蓝海贸易有限公司")
        cls.service = cls._create_user(
            "history_head",
            "crm_customer.group_customer_manager",
            "crm_service.group_service_manager",
            tz="Asia/Shanghai",
        )
        cls.team = cls.env["crm.service.team"].create({"name": "History"})
        cls.env["crm.service.sla"].create({"name": "All", "target": "first_response", "hours": 4})
        cls.env = cls.env(user=cls.service)

    def _tickets(self):
        return self.env["crm.service.ticket"].search(
            [("partner_id", "=", self.customer.id)], order="date_opened"
        )

    def test_history_comes_with_its_dates_and_starts_nothing(self):
        mails = self.env["mail.mail"].sudo().search_count([])
        job = self._load(self._csv([CLOSED, OPEN], HEADINGS), target="ticket")
        self.assertEqual(job.state, "loaded", job.error)
        closed, still_open = self._tickets()
        self.assertTrue(closed.is_closed)
        self.assertEqual(closed.date_opened, datetime(2024, 3, 5, 2))
        self.assertEqual(closed.date_first_response, datetime(2024, 3, 5, 3))
        self.assertEqual(closed.date_closed, datetime(2024, 3, 6, 1))
        self.assertEqual((closed.kind, still_open.kind), ("complaint", "incident"))
        self.assertEqual(closed.event_ids.mapped("kind"), ["created", "response", "stage"])
        self.assertFalse(still_open.is_closed)
        self.assertEqual((closed | still_open).mapped("channel"), ["import", "import"])
        self.assertEqual(closed.team_id, self.team)
        self.assertFalse((closed | still_open).sudo().clock_ids)
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), mails)
        self.assertFalse((closed | still_open).message_ids)
        still_open.priority = "3"
        self.assertFalse(still_open.sudo().clock_ids)

    def test_again_makes_nothing_and_undo_takes_it_back(self):
        content = self._csv([CLOSED, OPEN], HEADINGS)
        job = self._load(content, target="ticket")
        again = self._check(content, target="ticket")
        self.assertEqual((again.to_create_count, again.to_update_count), (0, 0))
        renamed = [*CLOSED[:2], "漏水严重", *CLOSED[3:]]
        later = self._load(self._csv([renamed], HEADINGS), target="ticket", policy="update_all")
        self.assertEqual((later.created_count, later.updated_count), (0, 1))
        self.assertEqual(self._tickets()[0].name, "漏水严重")
        later.action_undo()
        job.action_undo()
        self.assertFalse(self._tickets())

    def test_who_does_not_manage_the_service_imports_none(self):
        self.service.sudo().group_ids -= self.env.ref("crm_service.group_service_manager")
        job = self._load(self._csv([CLOSED], HEADINGS), target="ticket")
        self.assertEqual((job.created_count, job.failed_count), (0, 1))
