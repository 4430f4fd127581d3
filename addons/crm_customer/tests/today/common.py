from freezegun import freeze_time

from odoo.fields import Command

from ...tests.common import CustomerCommon

# a Wednesday; 10:00 in Shanghai
NOW = "2026-03-04 02:00:00"
TODAY = "2026-03-04"
SALES = "sales_team.group_sale_salesman"
ALL_SALES = "sales_team.group_sale_salesman_all_leads"


@freeze_time(NOW)
class TodayCommon(CustomerCommon):
    """A sales rep, her leader and a colleague, a customer of hers, and what she has to do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._create_user("today_colleague", "crm_customer.group_customer_own")
        everybody = cls.user_own | cls.user_team | cls.user_all | cls.user_manager | cls.colleague
        everybody.tz = "Asia/Shanghai"
        everybody.group_ids = [Command.link(cls.env.ref(SALES).id)]
        leaders = cls.user_team | cls.user_all | cls.user_manager
        leaders.group_ids = [Command.link(cls.env.ref(ALL_SALES).id)]
        cls.level = cls.env["crm.customer.level"].create({"name": "Weekly", "follow_up_days": 7})
        cls.customer = cls._create_customer(
            "Acme Trading", crm_code="TD-1", user_id=cls.user_own.id
        )
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Today Team",
                "user_id": cls.user_team.id,
                "member_ids": [Command.set((cls.user_own | cls.user_team).ids)],
            }
        )

    @classmethod
    def _plan(cls, day=TODAY, user=None, record=None, **values):
        """Plan an activity, by default one of the sales rep on her customer for today."""
        record = cls.customer if record is None else record
        return cls.env["mail.activity"].create(
            {
                "activity_type_id": cls.env.ref("mail.mail_activity_data_call").id,
                "date_deadline": day,
                "res_id": record.id,
                "res_model_id": cls.env["ir.model"]._get_id(record._name),
                "summary": "Ask about the order",
                "user_id": (user or cls.user_own).id,
            }
            | values
        )

    @classmethod
    def _today(cls, user=None):
        """Return the model as ``user`` sees it, by default the sales rep."""
        cls.env.flush_all()
        return cls.env["crm.today"].with_user(user or cls.user_own).with_context(tz="UTC")

    @classmethod
    def _page(cls, user=None):
        return cls._today(user).get_page()

    @classmethod
    def _block(cls, key, user=None):
        """Return a block of the page, None when the user does not get it."""
        blocks = {block["key"]: block for block in cls._page(user)["blocks"]}
        return blocks.get(key)

    @classmethod
    def _titles(cls, key, user=None):
        return [item["title"] for item in cls._block(key, user)["items"]]
