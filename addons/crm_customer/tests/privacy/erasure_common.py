import base64

from odoo.fields import Command
from odoo.tools import SQL

from .common import PrivacyCommon

NAME = "诸葛晓鸣 Ximena"
EMAIL = "ximena.zhuge@quixote.example.com"
PHONE = "+86 139 1717 4242"
# how the number may stand in texts
PHONE_TEXTS = ("+8613917174242", "13917174242", "139-1717-4242", "139 1717 4242")
TRACES = (NAME, "诸葛晓鸣", "Ximena", "quixote", *PHONE_TEXTS, "Folder of Ximena")
# what the law lets us keep of her: that she must not be written to
SUPPRESSIONS = {("mail_blacklist", "email"), ("phone_blacklist", "number")}


class ErasureCommon(PrivacyCommon):
    """A person of whom every room holds something, and a look into every table."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls._create_contact(
            NAME,
            email=f"{NAME} <{EMAIL}>",
            phone=PHONE,
            function="Buyer",
            comment=f"<p>{NAME} likes tea</p>",
            image_1920=base64.b64encode(cls._pixel()),
            crm_salutation="Ximena",
            category_id=[Command.create({"name": "VIP guests"})],
        )
        # an address of her own: a street of hers would be the company's as well
        cls.env["res.partner"].create(
            {
                "name": "Home of Ximena",
                "type": "delivery",
                "parent_id": cls.person.id,
                "street": "Quixote Lane 5",
                "phone": PHONE,
            }
        )
        cls._create_talk()
        cls._create_books()
        cls._create_more()
        cls.env.flush_all()

    @staticmethod
    def _pixel():
        return base64.b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
            "AABJRU5ErkJggg=="
        )

    @classmethod
    def _create_talk(cls):
        person = cls.person
        interactions = cls.env["crm.customer.interaction"]
        values = {"partner_id": cls.customer.id, "kind": "call", "date": "2026-03-02 02:00:00"}
        cls.alone = interactions.create(
            values
            | {
                "name": f"Call with {NAME}",
                "note": f"<p>{NAME} is ill, {EMAIL}</p>",
                "phone": PHONE,
                "contact_ids": [Command.set(person.ids)],
                "next_step": f"Call {NAME} again",
                "next_step_date": "2026-12-01",
            }
        )
        cls.together = interactions.create(
            values
            | {
                "name": "Price talks",
                "note": f"<p>{NAME} (139-1717-4242) and Wang Wei want 5 % off</p>",
                "contact_ids": [Command.set((person + cls.wang).ids)],
            }
        )
        cls._create_messages()

    @classmethod
    def _create_messages(cls):
        person = cls.person
        cls.alone.message_post(body=f"Note on {NAME}", attachments=[("Ximena.txt", b"Ximena")])
        person.message_post(body=f"She said: {NAME}", subject=EMAIL)
        cls.customer.message_post(body=f"Ask {NAME} at {PHONE_TEXTS[3]}")
        person.activity_schedule("mail.mail_activity_data_todo", summary=f"Call {NAME}")
        cls.meeting = cls.env["calendar.event"].create(
            {
                "name": f"Lunch with {NAME}",
                "description": f"<p>{PHONE}</p>",
                "start": "2026-03-03 02:00:00",
                "stop": "2026-03-03 03:00:00",
                "partner_ids": [Command.set((person + cls.env.user.partner_id).ids)],
            }
        )
        cls.env["ir.attachment"].create(
            {
                "name": "Ximena.txt",
                "raw": NAME.encode(),
                "mimetype": "text/plain",
                "res_model": "res.partner",
                "res_id": person.id,
            }
        )

    @classmethod
    def _create_books(cls):
        person = cls.person
        product = cls.env["product.product"].create({"name": "Vase", "list_price": 120})
        cls.order = cls.env["sale.order"].create(
            {
                "partner_id": person.id,
                "client_order_ref": f"Order of {NAME}",
                "note": f"<p>Ring {PHONE}</p>",
                "order_line": [Command.create({"product_id": product.id, "product_uom_qty": 3})],
            }
        )
        cls.order.action_confirm()
        cls.order.message_post(body=f"Dear {NAME}, thank you", partner_ids=person.ids)
        cls.order.message_post(
            body=f"Yours, {NAME}", author_id=person.id, email_from=f"{NAME} <{EMAIL}>"
        )
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": f"Vases for {NAME}",
                "partner_id": person.id,
                "expected_revenue": 500,
                "description": f"<p>{NAME}, {EMAIL}</p>",
            }
        )
        cls.stray_lead = cls.env["crm.lead"].create(
            {"name": "By mail", "contact_name": NAME, "email_from": EMAIL}
        )
        journal = cls.env["account.journal"].search(
            [("type", "=", "sale"), ("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.has_books = bool(journal)
        cls.invoice = cls.env["account.move"]
        if journal:
            cls.invoice = cls._create_invoice(product)

    @classmethod
    def _create_invoice(cls, product):
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.person.id,
                "ref": f"For {NAME}",
                "invoice_date": "2026-03-05",
                "invoice_line_ids": [
                    Command.create({"product_id": product.id, "quantity": 3, "price_unit": 120})
                ],
            }
        )
        invoice.action_post()
        return invoice

    @classmethod
    def _create_more(cls):
        person = cls.person
        cls.env["crm.customer.former.name"].create(
            {"partner_id": person.id, "name": "Ximena Quixote"}
        )
        system = cls.env["crm.customer.external.system"].create({"name": "Old", "code": "OLD"})
        cls.env["crm.customer.external.key"].create(
            {"partner_id": person.id, "system_id": system.id, "key": "Ximena-1"}
        )
        cls.env["res.partner.bank"].create(
            {"partner_id": person.id, "acc_number": "62220000139", "acc_holder_name": NAME}
        )
        cls._say(
            "granted",
            person,
            proof="Folder of Ximena",
            proof_file=base64.b64encode(b"Ximena"),
            proof_filename="Ximena.txt",
        )
        cls._create_import()

    @classmethod
    def _create_import(cls):
        person = cls.person
        job = cls.env["crm.customer.import"].create({"name": "Fair"})
        rows = cls.env["crm.customer.import.row"].sudo()
        cls.row = rows.create(
            {
                "import_id": job.id,
                "number": 2,
                "label": NAME,
                "cells": {"0": NAME, "1": EMAIL},
                "key_email": EMAIL,
                "res_model": "res.partner",
                "res_id": person.id,
            }
        )
        # a row that was never loaded, and a table that knows nobody
        rows.create({"import_id": job.id, "number": 3, "cells": {"1": f"to {EMAIL}"}})
        cls.env["ir.logging"].create(
            {
                "name": "mail",
                "type": "server",
                "message": f"bounced: {EMAIL}",
                "path": "",
                "func": "",
                "line": "1",
            }
        )

    @classmethod
    def _traces(cls, words=TRACES):
        """Return ``{(table, column): text}`` of all texts that tell the person."""
        cls.env.flush_all()
        columns = cls.env.execute_query(
            SQL(
                """
                SELECT c.relname, a.attname
                  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                 WHERE c.relnamespace = current_schema::regnamespace AND c.relkind IN ('r', 'p')
                   AND a.attnum > 0 AND NOT a.attisdropped
                   AND format_type(a.atttypid, NULL) IN
                       ('character varying', 'text', 'jsonb', 'json', 'bytea', 'character')
                """
            )
        )
        found = {}
        for table, column in columns:
            name = SQL.identifier(column)
            query = SQL(
                "SELECT left(%s::text, 200) FROM %s WHERE %s::text ILIKE ANY(%s) LIMIT 1",
                name,
                SQL.identifier(table),
                name,
                [f"%{word}%" for word in words],
            )
            if rows := cls.env.execute_query(query):
                found[table, column] = rows[0][0]
        return found

    @classmethod
    def _books(cls):
        """Return what stands in the books: every amount, state and date."""
        cls.env.flush_all()
        queries = {
            "orders": "SELECT id, state, amount_untaxed, amount_tax, amount_total, date_order,"
            " name, partner_id FROM sale_order ORDER BY id",
            "lines": "SELECT id, order_id, product_id, product_uom_qty, price_unit,"
            " price_subtotal, qty_invoiced FROM sale_order_line ORDER BY id",
            "moves": "SELECT id, name, state, amount_untaxed, amount_total, amount_residual,"
            " payment_state, date, partner_id FROM account_move ORDER BY id",
            "items": "SELECT id, account_id, debit, credit, balance, amount_currency, quantity,"
            " partner_id, date FROM account_move_line ORDER BY id",
            "leads": "SELECT id, expected_revenue, stage_id, active FROM crm_lead ORDER BY id",
        }
        return {name: cls.env.execute_query(SQL(query)) for name, query in queries.items()}

    @classmethod
    def _erase(cls, partner=None, **values):
        partner = (partner or cls.person).with_user(cls.user_manager)
        erasures = partner.env["crm.erasure"]
        return erasures._erase(partner, "request", **values)
