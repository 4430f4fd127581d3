from freezegun import freeze_time

from odoo.fields import Command

from ...tests.common import CustomerCommon

# Tuesday before the holidays of 1 October 2026; 10:00 in Shanghai
NOW = "2026-09-29 02:00:00"


@freeze_time(NOW)
class RequestCommon(CustomerCommon):
    """A sales rep with a customer, and the Technical department of two people.

    The company works from 8 to 12 and from 13 to 17 in Shanghai and keeps the Chinese
    days of 2026: 1 to 7 October are free, Sunday 20 September and Saturday 10 October
    are worked.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls._keep_chinese_days()
        level = "crm_customer.group_customer_own"
        cls.answerer = cls._create_user("request_answerer", level, name="Sun Lei")
        cls.head = cls._create_user("request_head", level, name="Gao Xiang")
        cls.chief = cls._create_user("request_chief", level, name="Zhang Wei")
        cls.stranger = cls._create_user("request_stranger", level)
        everybody = cls.user_own | cls.answerer | cls.head | cls.chief | cls.user_manager
        everybody.tz = "Asia/Shanghai"
        cls.department = cls.env["crm.request.department"].create(
            {
                "name": "Technical",
                "user_id": cls.answerer.id,
                "member_ids": [Command.set(cls.head.ids)],
                "answer_days": 2,
                "escalation_user_id": cls.chief.id,
            }
        )
        cls.customer = cls._create_customer("Acme Trading", crm_code="Q-1")
        cls.Request = cls.env["crm.request"]

    @classmethod
    def _keep_chinese_days(cls):
        cls.company.resource_calendar_id = cls.env["resource.calendar"].create(
            {
                "name": "8 to 17",
                "tz": "Asia/Shanghai",
                "company_id": cls.company.id,
                "attendance_ids": [
                    Command.create(
                        {
                            "name": f"{day} {start}",
                            "dayofweek": str(day),
                            "hour_from": start,
                            "hour_to": start + 4,
                            "day_period": "morning" if start == 8 else "afternoon",
                        }
                    )
                    for day in range(5)
                    for start in (8, 13)
                ],
            }
        )
        workdays = cls.env["crm.workday"]
        workdays.search([("company_id", "=", cls.company.id)]).unlink()
        workdays._load_published("cn_2026", cls.company)

    @classmethod
    def _ask(cls, user=None, **values):
        """Ask Technical about the customer as ``user``, by default the sales rep."""
        return cls.Request.with_user(user or cls.user_own).create(
            {
                "name": "Which sealing for 120 °C?",
                "question": "<p>The customer washes with steam.</p>",
                "department_id": cls.department.id,
                "source_ref": f"res.partner,{cls.customer.id}",
            }
            | values
        )

    @classmethod
    def _answer(cls, request, text="<p>FKM, up to 200 °C.</p>", user=None):
        """Take and answer ``request`` as ``user``, by default its assignee."""
        request = request.with_user(user or cls.answerer)
        request.action_take()
        request.answer = text
        request.action_answer()
        return request

    def _activities(self, request, xmlid="mail_activity_type_request"):
        """Return the open activities of a type on ``request``."""
        return request.sudo().activity_ids.filtered(
            lambda activity: activity.activity_type_id == self.env.ref(f"crm_customer.{xmlid}")
        )
