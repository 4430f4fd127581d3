import csv
import io

from odoo.tools import SQL

from ..common import CustomerCommon

HEADINGS = ["客户名称", "联系人", "手机", "电话", "邮箱", "税号", "省份", "城市", "标签", "备注"]
ROWS = [
    [
        "深圳市蓝海贸易有限公司",
        "王强",
        "138 0013 8000",
        "0755-82345678",
        "wang@blue.example.com",
        "",
        "广东省",
        "深圳",
        "VIP",
        "老客户",
    ],
    [
        "深圳市蓝海贸易有限公司",
        "李娜",
        "13900139000",
        "",
        "li@blue.example.com",
        "",
        "广东",
        "深圳",
        "",
        "",
    ],
    [
        "上海云帆科技有限公司",
        "",
        "",
        "021-61234567",
        "info@yunfan.example.com",
        "",
        "上海",
        "上海",
        "VIP;新客户",
        "",
    ],
    ["", "赵敏之", "13700137000", "", "zhao@person.example.com", "", "北京", "", "", ""],
    ["北京星辰集团", "孙伟", "12", "", "sun#star", "", "", "", "", ""],
]

# what an import of customers may touch
TABLES = (
    "res_partner",
    "res_partner_category",
    "res_partner_res_partner_category_rel",
    "utm_source",
    "crm_customer_external_key",
    "crm_customer_external_system",
    "crm_customer_former_name",
    "crm_customer_interaction",
    "crm_customer_purchase_history",
    "mail_message",
    "mail_followers",
    "mail_activity",
)


class ImportCommon(CustomerCommon):
    """Makes files, and imports of them that have come as far as a test wants."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.cn")
        cls.foreign_manager = cls._create_user(
            "foreign_manager",
            "crm_customer.group_customer_manager",
            company_id=cls.company_b.id,
            company_ids=[cls.company_b.id],
        )
        cls.env = cls.env(user=cls.user_manager)

    def _rows(self, *skipped, tables=TABLES):
        """Return ``{table: rows}``, every column of them but the ``skipped`` ones."""
        self.env.flush_all()
        state = {}
        for table in tables:
            query = SQL(
                "SELECT (to_jsonb(t) - %s::text[])::text FROM %s t",
                list(skipped),
                SQL.identifier(table),
            )
            state[table] = sorted(row[0] for row in self.env.execute_query(query))
        return state

    @classmethod
    def _csv(cls, rows=ROWS, headings=HEADINGS, encoding="utf-8"):
        """Return the bytes of a CSV file."""
        buffer = io.StringIO()
        csv.writer(buffer).writerows([headings, *rows])
        return buffer.getvalue().encode(encoding)

    @classmethod
    def _import(cls, content=None, name="customers.csv", env=None, **values):
        """Create an import whose file is ``content``; state read."""
        job = (env or cls.env)["crm.customer.import"].create(values)
        job._take_file(io.BytesIO(cls._csv() if content is None else content), name)
        return job

    @classmethod
    def _check(cls, *args, **kwargs):
        """Create an import and check it."""
        job = cls._import(*args, **kwargs)
        job.action_check()
        return job

    @classmethod
    def _load(cls, *args, **kwargs):
        """Create an import, check and load it."""
        job = cls._check(*args, **kwargs)
        job.action_load()
        return job

    @classmethod
    def _customer(cls, name):
        return cls.env["res.partner"].search([("name", "=", name)])
