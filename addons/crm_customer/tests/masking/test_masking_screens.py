from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import Form, tagged

from .test_masking import PHONE_NUMBER, MaskingCommon

SHOWN = "+86****8000"


@tagged("post_install", "-at_install")
class TestMaskingScreens(MaskingCommon):
    """The own pages of the suite show no more than the forms."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.masked.tz = "Asia/Shanghai"
        cls.blue.write({"user_id": cls.masked.id, "crm_code": "MASK-1"})
        cls.lead.user_id = cls.masked
        now = cls.env.cr.now().replace(microsecond=0)
        activity = {"activity_type_id": cls.env.ref("mail.mail_activity_data_call").id}
        for record in (cls.blue, cls.lead):
            model_id = cls.env["ir.model"]._get_id(record._name)
            cls.env["mail.activity"].create(
                activity
                | {"res_model_id": model_id, "res_id": record.id, "user_id": cls.masked.id}
                | {"date_deadline": now.date()}
            )
        cls.visit = cls.env["crm.visit"].create(
            {"partner_id": cls.blue.id, "user_id": cls.masked.id, "date_start": now}
        )
        cls.order = cls.env["sale.order"].create(
            {"partner_id": cls.blue.id, "user_id": cls.masked.id}
        )
        cls.order.write({"state": "sent", "validity_date": now.date()})
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _phones(self, answer):
        """Return the numbers of a page, wherever they stand in it."""
        if isinstance(answer, dict):
            own = [answer["phone"]] if answer.get("phone") else []
            return own + self._phones(list(answer.values()))
        if isinstance(answer, (list, tuple)):
            return [phone for part in answer for phone in self._phones(part)]
        return []

    def test_the_today_page(self):
        page = self.env["crm.today"].with_user(self.masked).get_page()
        phones = self._phones(page)
        self.assertGreaterEqual(len(phones), 3)
        self.assertEqual(set(phones), {SHOWN})
        self.assertHidden(page)
        seen = self.env["crm.today"].with_user(self.masked)
        self.masked.group_ids = [Command.unlink(self.env.ref("crm_customer.group_masked").id)]
        self.assertEqual(set(self._phones(seen.get_page())), {PHONE_NUMBER})

    def test_the_screen_of_a_visit(self):
        visits = self.env["crm.visit"].with_user(self.masked)
        for where in ({"partner_id": self.blue.id}, {"visit_id": self.visit.id}):
            screen = visits.get_screen(**where)
            self.assertEqual(screen["customer"]["phone"], SHOWN)
            self.assertHidden(screen)
        self.assertHidden(visits.check_in(visit_id=self.visit.id, reason="No signal"))

    def _composer(self, record):
        return (
            self.env["sms.composer"]
            .with_user(self.masked)
            .with_context(
                default_res_model=record._name,
                default_res_id=record.id,
                default_composition_mode="comment",
                default_body="Hello",
            )
        )

    def test_a_text_message_shows_a_masked_number_and_goes_to_the_true_one(self):
        for record in (self.blue, self.lead):
            composer = self._composer(record)
            names = ("recipient_single_number", "recipient_single_number_itf")
            spec = dict.fromkeys((*names, "recipient_single_valid", "body"), {})
            self.assertHidden(composer.onchange({}, [], spec))
            with Form(composer) as form:
                self.assertEqual(form.recipient_single_number_itf, SHOWN)
            self.assertHidden(form.record.web_read(dict.fromkeys(names, {})))
            form.record.action_send_sms()
            sms = self.env["sms.sms"].search([("partner_id", "=", self.blue.id)], limit=1)
            self.assertEqual(sms.number, "+8613800138000")
            with self.assertRaises(AccessError):
                sms.with_user(self.masked).read(["number"])
            self.assertEqual(record.phone, PHONE_NUMBER, "the record keeps its number")

    def test_copy_data_is_not_for_rpc(self):
        for record in (self.seen, self.lead.with_user(self.masked)):
            with self.subTest(record._name), self.assertRaises(AccessError):
                call_kw(record, "copy_data", [record.ids], {})
        copy = self.seen.copy()
        self.assertEqual(copy.sudo().phone, PHONE_NUMBER)
        self.assertHidden(copy.read(["phone", "email"]))
