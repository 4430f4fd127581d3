from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import BaseCase, Form, tagged
from odoo.tools import SQL

from ...tools.masking.mask import EMAIL, PHONE, TAX, is_full, is_masked, is_same, mask
from ..common import CustomerCommon

PHONE_NUMBER = "+86 138 0013 8000"
ADDRESS = "wang.fang@blue.example.com"
VAT = "91440300MA5FX0421K"


class TestMask(BaseCase):
    def test_examples(self):
        self.assertEqual(mask(PHONE, "13800138000"), "138****8000")
        self.assertEqual(mask(PHONE, "2572494"), "25****94")
        self.assertEqual(mask(PHONE, "110"), "****")
        self.assertEqual(mask(EMAIL, "wang@blue.example.com"), "w***@blue.example.com")
        self.assertEqual(
            mask(EMAIL, '"Wang" <wang@blue.example.com>'), '"Wang" <w***@blue.example.com>'
        )
        self.assertEqual(mask(TAX, VAT), "****421K")
        self.assertFalse(mask(PHONE, False))

    @given(st.sampled_from([PHONE, EMAIL, TAX]), st.text(min_size=1, max_size=30))
    def test_what_is_masked_shows_it_and_is_never_whole(self, kind, text):
        masked = mask(kind, text)
        if kind != EMAIL or "@" not in text:
            self.assertTrue(is_masked(masked))
        self.assertFalse(is_masked(masked) and is_full(kind, masked))

    def test_parts_are_not_whole(self):
        for part in ("138", "13800%", "138****8000", "wang"):
            self.assertFalse(is_full(PHONE, part))
        for part in ("wang@", "@blue.example.com", "w***@blue.example.com", "%@blue.example.com"):
            self.assertFalse(is_full(EMAIL, part))
        self.assertTrue(is_full(EMAIL, ADDRESS))
        self.assertTrue(is_full(PHONE, "0755-2572 4943"))

    def test_a_number_is_the_same_however_written(self):
        self.assertTrue(is_same(PHONE, "13800138000", PHONE_NUMBER))
        self.assertFalse(is_same(PHONE, "8000", PHONE_NUMBER))
        self.assertTrue(is_same(EMAIL, ADDRESS.upper(), ADDRESS))


class MaskingCommon(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.masked = cls._create_user(
            "masked",
            "crm_customer.group_customer_all",
            "sales_team.group_sale_salesman_all_leads",
            "crm_customer.group_masked",
            "base.group_allow_export",
        )
        cls.blue = cls._create_customer(
            "Blue", phone=PHONE_NUMBER, email=ADDRESS, vat=VAT, country_id=cls.env.ref("base.cn").id
        )
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Deal", "partner_id": cls.blue.id, "type": "opportunity"}
        )
        cls.other = cls.env["crm.customer.email"].create(
            {"partner_id": cls.blue.id, "email": "w.private@blue.example.com"}
        )
        cls.env.flush_all()
        cls.seen = cls.blue.with_user(cls.masked)
        # more than four digits: an order may be S00013
        cls.secrets = ("138 0013", "1380013", "wang.fang", "w.private", "91440300MA5FX")

    def assertHidden(self, answer):
        for secret in self.secrets:
            self.assertNotIn(secret, str(answer))


@tagged("post_install", "-at_install")
class TestMaskingReads(MaskingCommon):
    def test_read(self):
        row = self.seen.read(["phone", "email", "vat", "display_name"])[0]
        self.assertHidden(row)
        self.assertEqual(row["phone"], "+86****8000")
        self.assertEqual(row["email"], "w***@blue.example.com")
        self.assertEqual(row["vat"], "****421K")

    def test_web_read_search_read_and_through_a_lead(self):
        spec = {"phone": {}, "email": {}, "email_formatted": {}, "vat": {}, "phone_sanitized": {}}
        self.assertHidden(self.seen.web_read(spec))
        domain = [("id", "=", self.blue.id)]
        self.assertHidden(self.seen.web_search_read(domain, spec))
        self.assertHidden(self.seen.search_read(domain, list(spec)))
        lead = self.lead.with_user(self.masked)
        rows = lead.web_read(
            {"phone": {}, "email_from": {}, "partner_id": {"fields": spec | {"display_name": {}}}}
        )
        self.assertHidden(rows)
        self.assertEqual(rows[0]["phone"], "+86****8000")
        emails = {"crm_email_ids": {"fields": {"email": {}, "display_name": {}}}}
        self.assertHidden(self.seen.web_read(emails))

    def test_the_form_and_list_that_people_open(self):
        for model, record in (("res.partner", self.seen), ("crm.lead", self.lead)):
            fields = self.env[model].fields_get()
            names = [
                name for name, field in fields.items() if field["type"] in ("char", "text", "html")
            ]
            readable = [
                name
                for name in names
                if record.with_user(self.masked)._has_field_access(record._fields[name], "read")
            ]
            self.assertHidden(record.with_user(self.masked).read(readable))

    def test_names(self):
        for context in ({"show_email": True}, {"show_vat": True}, {"show_address": True}):
            names = self.seen.with_context(**context)
            self.assertHidden(names.display_name)
            self.assertHidden(names.name_search("Blue"))
            lead = self.lead.with_user(self.masked).with_context(**context)
            self.assertHidden(lead.read(["partner_id"]))

    def test_export(self):
        paths = ["phone", "email", "vat", "crm_email_ids/email", "opportunity_ids/phone"]
        self.assertHidden(self.seen.export_data(paths))
        lead = self.lead.with_user(self.masked)
        self.assertHidden(lead.export_data(["phone", "partner_id/phone", "partner_id/email"]))

    def test_groups_and_aggregates(self):
        domain = [("id", "=", self.blue.id)]
        for name in ("phone", "email", "vat"):
            rows = self.seen.formatted_read_group(domain, [name], ["__count"])
            self.assertHidden(rows)
            # and a group opens
            group = rows[0]["__extra_domain"]
            self.assertEqual(self.seen.search(domain + list(group)), self.seen)
        self.assertHidden(self.seen.web_read_group(domain, ["email"], ["__count"]))
        self.assertHidden(self.seen._read_group(domain, [], ["phone:array_agg", "email:max"]))
        leads = self.lead.with_user(self.masked)
        domain = [("id", "=", self.lead.id)]
        self.assertHidden(leads.formatted_read_group(domain, ["partner_id.phone"], ["__count"]))
        self.assertHidden(leads.formatted_read_group(domain, ["phone"], ["__count"]))

    def test_onchange(self):
        lead = self.env["crm.lead"].with_user(self.masked)
        spec = {"partner_id": {"fields": {"display_name": {}}}, "phone": {}, "email_from": {}}
        values = {"partner_id": self.blue.id, "phone": False, "email_from": False}
        result = lead.onchange(values, ["partner_id"], spec)
        self.assertEqual(result["value"]["phone"], "+86****8000")
        self.assertHidden(result)

    def test_what_is_typed_is_not_masked_while_typing(self):
        typed = {"phone": "13900139000", "country_id": self.env.ref("base.cn").id}
        partner = self.env["res.partner"].with_user(self.masked)
        result = partner.onchange(typed, ["phone"], {"phone": {}, "country_id": {}})
        self.assertFalse(is_masked(result.get("value", {}).get("phone")))

    def test_card_and_report(self):
        self.assertHidden(self.seen._get_vcard_file().decode())
        order = self.env["sale.order"].create({"partner_id": self.blue.id})
        report = self.env["ir.actions.report"].with_user(self.masked)
        self.masked.group_ids += self.env.ref("sales_team.group_sale_manager")
        html = report._render_qweb_html("sale.report_saleorder", order.ids)[0].decode()
        self.assertIn("Blue", html)
        self.assertHidden(html)

    def test_chatter_and_suggestions(self):
        tracking = self.env["mail.tracking.value"].with_user(self.masked)
        message = self.blue.message_post(body="Hello", author_id=self.blue.id)
        tracked = tracking.sudo().create(
            {
                "field_id": self.env["ir.model.fields"]._get("res.partner", "email").id,
                "old_value_char": ADDRESS,
                "mail_message_id": message.id,
            }
        )
        self.assertHidden(tracked.with_user(self.masked).sudo()._tracking_value_format())
        lead = self.lead.with_user(self.masked)
        self.assertHidden(lead._message_get_suggested_recipients(no_create=True))
        self.assertHidden(message.with_user(self.masked).read(["email_from", "reply_to"]))
        self.assertHidden(
            self.env["res.partner"].with_user(self.masked).get_mention_suggestions("Blue")
        )

    def test_the_own_people_and_others_see_everything(self):
        mate = self.user_own.partner_id.with_user(self.masked)
        mate.sudo().email = "mate@own.example.com"
        self.assertEqual(mate.read(["email"])[0]["email"], "mate@own.example.com")
        self.assertEqual(
            self.blue.with_user(self.user_all).read(["phone"])[0]["phone"], PHONE_NUMBER
        )

    def test_inside_the_orm_values_are_true(self):
        self.seen.read(["phone"])
        self.assertEqual(self.seen.phone, PHONE_NUMBER)
        lead = (
            self.env["crm.lead"]
            .with_user(self.masked)
            .create({"name": "New", "partner_id": self.blue.id})
        )
        self.assertEqual(lead.sudo().phone, PHONE_NUMBER)
        self.assertEqual(lead.sudo().email_from, ADDRESS)


@tagged("post_install", "-at_install")
class TestMaskingSearches(MaskingCommon):
    def _found(self, *condition, model="res.partner"):
        records = self.env[model].with_user(self.masked)
        target = self.blue if model == "res.partner" else self.lead
        return target in records.search([condition]).sudo()

    def test_a_whole_value_finds(self):
        for operator in ("=", "ilike"):
            self.assertTrue(self._found("phone", operator, "13800138000"))
            self.assertTrue(self._found("phone", operator, PHONE_NUMBER))
            self.assertTrue(self._found("email", operator, ADDRESS.upper()))
            self.assertTrue(self._found("vat", operator, VAT))
            self.assertTrue(self._found("display_name", "ilike", ADDRESS))
        self.assertTrue(self._found("display_name", "ilike", "13800138000"))
        self.assertTrue(self._found("phone_mobile_search", "ilike", "13800138000"))
        self.assertTrue(self._found("partner_id.phone", "=", PHONE_NUMBER, model="crm.lead"))

    def test_a_part_finds_nothing_but_what_is_shown(self):
        self.assertTrue(self._found("phone", "ilike", "8000"))
        for part in ("0013", "+86 138", "13800", "+86 1"):
            for name in ("phone", "phone_sanitized", "phone_mobile_search", "display_name"):
                for operator in ("ilike", "=like", "like"):
                    if name != "phone_mobile_search" or len(part) > 3:
                        self.assertFalse(self._found(name, operator, part + "%"), (name, part))
        for name in ("email", "email_normalized", "display_name"):
            self.assertFalse(self._found(name, "ilike", "wang.f"))
            self.assertFalse(self._found(name, "=like", "wang%"))
        self.assertFalse(self._found("vat", "ilike", "91440300"))
        self.assertFalse(
            self._found("phone", ">", "+86 137") and self._found("phone", "<", "+86 139")
        )

    def test_a_part_finds_nothing_along_a_path(self):
        for name, part in (("phone", "0013"), ("email", "wang.f"), ("vat", "91440300M")):
            for condition in (
                (f"partner_id.{name}", "ilike", part),
                ("partner_id", "any", [(name, "ilike", part)]),
                ("partner_id.commercial_partner_id", "any", [(name, "ilike", part)]),
                ("partner_id.child_ids.parent_id." + name, "ilike", part),
            ):
                self.assertFalse(self._found(*condition, model="crm.lead"), condition)
        users = self.env["res.users"].with_user(self.masked)
        portal = self._create_user(
            "masked_portal", "base.group_portal", email="secret@blue.example.com"
        )
        for condition in (
            ("email", "ilike", "secr"),
            ("partner_id.email", "ilike", "secr"),
            ("partner_id", "any", [("email", "ilike", "secr")]),
        ):
            self.assertNotIn(portal, users.search([condition]), condition)

    def test_whether_a_value_is_set_may_be_asked(self):
        self.assertTrue(self._found("phone", "!=", False))
        self.assertFalse(self._found("phone", "=", False))

    def test_sorting_tells_no_more_than_the_mask(self):
        low = self._create_customer("Low", phone="+86 138 0000 8000")
        partners = self.env["res.partner"].with_user(self.masked)
        domain = [("id", "in", (self.blue | low).ids)]
        for order in ("phone, id", "phone desc, id"):
            self.assertEqual(
                partners.search(domain, order=order).ids, sorted((self.blue | low).ids)
            )

    def test_sql_says_the_same_as_python(self):
        masking = self.env["crm.masking"]
        texts = ["", "1", "1234567", "13800138000", ADDRESS, f'"W" <{ADDRESS}>', "no address", VAT]
        texts += ["a@b, c@d", "é@x.y", "@", "x@"]
        for kind in (PHONE, EMAIL, TAX):
            for text in texts:
                [[masked]] = self.env.execute_query(
                    SQL("SELECT %s", masking._masked_sql(kind, SQL("%s::varchar", text)))
                )
                self.assertEqual(masked, mask(kind, text))


@tagged("post_install", "-at_install")
class TestMaskingWrites(MaskingCommon):
    def test_a_masked_value_that_comes_back_changes_nothing(self):
        masked = self.seen.read(["phone", "email", "vat"])[0]
        masked.pop("id")
        self.seen.write(masked | {"city": "Shenzhen"})
        self.assertEqual(self.blue.phone, PHONE_NUMBER)
        self.assertEqual(self.blue.email, ADDRESS)
        self.assertEqual(self.blue.vat, VAT)
        self.assertEqual(self.blue.city, "Shenzhen")
        lead = self.lead.with_user(self.masked)
        lead.web_save({"phone": "+86****8000", "name": "Deal 2"}, {"phone": {}})
        self.assertEqual(self.lead.phone, PHONE_NUMBER)
        self.assertEqual(self.blue.phone, PHONE_NUMBER)

    def test_a_masked_value_that_was_edited_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "whole new value"):
            self.seen.phone = "+86****8001"

    def test_a_new_value_is_taken(self):
        self.seen.phone = "13900139000"
        self.assertEqual(self.blue.phone, "13900139000")

    def test_lines_of_a_form_are_guarded_too(self):
        contact = self.env["res.partner"].create(
            {"name": "Wang", "parent_id": self.blue.id, "email": ADDRESS}
        )
        self.seen.write(
            {"child_ids": [Command.update(contact.id, {"email": "w***@blue.example.com"})]}
        )
        self.assertEqual(contact.email, ADDRESS)

    def test_a_lead_made_in_the_form_has_the_true_values(self):
        with Form(self.env["crm.lead"].with_user(self.masked)) as form:
            form.name = "Made in the form"
            form.partner_id = self.seen
        lead = form.record.sudo()
        self.assertEqual(lead.phone, PHONE_NUMBER)
        self.assertEqual(lead.email_from, ADDRESS)
        self.assertEqual(self.blue.phone, PHONE_NUMBER)

    def test_mail_goes_to_the_true_address(self):
        self.seen.with_context(mail_notify_force_send=False).message_post(
            body="Hello",
            partner_ids=self.blue.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        mail = self.env["mail.mail"].search([("recipient_ids", "in", self.blue.ids)], limit=1)
        self.assertIn(ADDRESS, str(mail._prepare_outgoing_list()))

    def test_masking_costs_no_query_per_record(self):
        def measure(count):
            partners = self.env["res.partner"].create(
                [{"name": f"C{n}", "phone": f"1380013{n:04}"} for n in range(count)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            partners.with_user(self.masked).read(["phone", "email", "display_name"])
            return self.cr.sql_log_count - before

        measure(1)
        self.assertEqual(measure(10), measure(100))
