from odoo.fields import Command

from ..common import ServiceCommon

# a Monday, 10:00 in Shanghai
MONDAY = "2026-03-02 02:00:00"
HELLO = '<p>Dear <t t-out="object.partner_id.name">you</t>, which serial number?</p>'


class DeskCommon(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tag = cls.env["crm.service.tag"].create({"name": "Serial number asked"})
        cls.ticket = cls._create_ticket(user_id=cls.agent.id)

    @classmethod
    def _create_macro(cls, **values):
        return cls.env["crm.service.macro"].create({"name": "Ask"} | values)

    @classmethod
    def _create_full_macro(cls, **values):
        """Answer, wait, tag, take, raise, plan."""
        return cls._create_macro(
            body=HELLO,
            stage_id=cls.stage_waiting.id,
            tag_ids=[Command.set(cls.tag.ids)],
            priority="3",
            owner="me",
            activity_type_id=cls.env.ref("mail.mail_activity_data_todo").id,
            activity_summary="Did the customer answer?",
            activity_days=2,
            **values,
        )

    def _apply(self, macro, tickets=None, user=None):
        user = user or self.agent
        return macro.with_user(user)._apply((tickets or self.ticket).with_user(user)).sudo()

    def _post_held(self):
        """Send what is held, as the host's scheduled action does."""
        with self.enter_registry_test_mode():
            self.env.ref("mail.ir_cron_post_scheduled_message").method_direct_trigger()
        self.env.invalidate_all()
