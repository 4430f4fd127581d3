from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import OutboxCommon


@tagged("post_install", "-at_install")
class TestOutboxCapture(OutboxCommon):
    def test_a_change_of_a_watched_field_is_an_event(self):
        self._create_endpoint(watched=("city",))
        self.customer.write({"city": "Dongguan", "street": "Road 1"})
        self._flush()
        event = self._events()
        self.assertEqual((event.kind, event.key, event.field_names), ("updated", "O-1", ["city"]))
        self.assertFalse(event.position, "given after the commit")

    def test_other_fields_are_none(self):
        self._create_endpoint(watched=("city",))
        self.customer.street = "Road 1"
        self._flush()
        self.assertFalse(self._events())

    def test_without_watched_fields_any_field_counts(self):
        self._create_endpoint()
        self.customer.street = "Road 1"
        self._flush()
        self.assertEqual(self._events().field_names, ["street"])

    def test_a_transaction_makes_one_event_of_a_record(self):
        self._create_endpoint(watched=("city", "street"))
        self.customer.city = "Dongguan"
        self.env.flush_all()
        self.customer.street = "Road 1"
        self._flush()
        self.assertEqual(self._events().field_names, ["city", "street"])
        new = self._create_customer("New", crm_code="O-2")
        self.env.flush_all()
        new.city = "Dongguan"
        self._flush()
        self.assertEqual(self._events(new).mapped("kind"), ["created"])

    def test_created_and_deleted_in_one_transaction_is_nothing(self):
        self._create_endpoint()
        new = self._create_customer("New", crm_code="O-2")
        self.env.flush_all()
        new.unlink()
        self._flush()
        self.assertFalse(self._events(new))

    def test_a_deleted_record_leaves_id_and_key(self):
        self._create_endpoint()
        self.customer.city = "Dongguan"
        self.customer.unlink()
        self._flush()
        event = self._events()
        self.assertEqual((event.kind, event.key, event.field_names), ("deleted", "O-1", []))

    def test_what_was_rolled_back_is_no_event(self):
        self._create_endpoint()
        try:
            with self.env.cr.savepoint():
                new = self._create_customer("New", crm_code="O-2")
                self.customer.unlink()
                self.env.cr.flush()
                raise ValidationError("No")
        except ValidationError:
            self._flush()
        self.assertFalse(self._events(new) | self._events())

    def test_who_becomes_a_customer_is_new(self):
        self._create_endpoint()
        person = self.env["res.partner"].create({"name": "Li Na"})
        self._flush()
        self.assertFalse(self._events(person), "a contact is no customer")
        person._crm_assign_code()
        self._flush()
        self.assertEqual(self._events(person).mapped("kind"), ["created"])
        self.assertEqual(self._events(person).key, person.crm_code)

    def test_only_the_kinds_that_are_wanted(self):
        self._create_endpoint(line={"on_create": False, "on_delete": False})
        new = self._create_customer("New", crm_code="O-2")
        self._flush()
        self.assertFalse(self._events(new).filtered(lambda event: event.kind == "created"))
        new.unlink()
        self._flush()
        self.assertNotIn("deleted", self._events(new).mapped("kind"))

    def test_orders_leads_and_interactions_too(self):
        for model, values in (
            ("sale.order", {"partner_id": self.customer.id}),
            ("crm.lead", {"name": "Line 3", "partner_id": self.customer.id}),
            ("crm.customer.interaction", {"name": "Call", "partner_id": self.customer.id}),
        ):
            self._create_endpoint(model)
            record = self.env[model].create(values)
            self._flush()
            event = self._events(record)
            self.assertEqual(event.mapped("kind"), ["created"], model)
            self.assertEqual(event.company_id, record.company_id)
            self.assertEqual(event.key, record.name if model == "sale.order" else False)

    def test_merged_customers_are_deleted_ones(self):
        self._create_endpoint()
        other = self._create_customer("Acme Trade", crm_code="O-2")
        self._flush()
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.customer | other).ids, self.customer, extra_checks=False)
        self._flush()
        deleted = self._events(other).filtered(lambda event: event.kind == "deleted")
        self.assertEqual(deleted.mapped("key"), ["O-2"])

    # what it costs

    def _count(self, act):
        self._flush()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self._flush()
        return self.env.cr.sql_log_count - before

    def _customers(self, count, start):
        return self.env["res.partner"].create(
            [
                {"name": f"C{number}", "is_company": True, "crm_code": f"X-{number}"}
                for number in range(start, start + count)
            ]
        )

    def test_without_a_subscription_it_costs_no_query(self):
        self._create_endpoint("crm.lead")  # the cache is warm, others are subscribed
        self._customers(1, 900)
        self.Event._get_watched()
        customers = self._customers(10, 0)
        self._flush()
        self.env.invalidate_all()
        customers.mapped("name")
        before = self.env.cr.sql_log_count
        for customer in customers:
            customer._outbox_note("created")
            customer._outbox_note_gone("deleted")
        customers._outbox_note_written(frozenset(), [{"city": "X"}] * 10)
        self._flush()
        self.assertEqual(self.env.cr.sql_log_count, before)

    def test_writes_that_touch_no_watched_field_cost_no_query(self):
        self._create_endpoint(watched=("city",))
        customers = self._customers(10, 0)
        plain = self._count(lambda: customers.write({"street": "Road 1"}))
        self.env["crm.outbox.endpoint"].search([]).active = False
        self._count(lambda: customers.write({"street": "Road 2"}))  # caches
        self.assertEqual(self._count(lambda: customers.write({"street": "Road 3"})), plain)

    def test_as_many_queries_for_a_hundred_as_for_ten(self):
        self._create_endpoint(watched=("city",))
        few, many = self._customers(10, 0), self._customers(100, 100)
        self._count(lambda: few.write({"city": "Wuhan"}))  # caches
        counts = [
            self._count(lambda some=some: some.write({"city": "Dongguan"})) for some in (few, many)
        ]
        self.assertEqual(*counts)
        self.assertEqual(len(self._events(many).filtered(lambda e: e.kind == "updated")), 100)
        counts = [self._count(some.unlink) for some in (few[:5], few[5:])]
        self.assertEqual(*counts)

    def test_one_insert_for_all_models_of_a_transaction(self):
        endpoint = self._create_endpoint()
        endpoint.write({"subscription_ids": [Command.create({"model": "crm.lead"})]})
        self.customer.city = "Dongguan"
        lead = self.env["crm.lead"].create({"name": "Line 3"})
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.patch(
            type(self.Delivery), "_trigger", lambda *_args: None
        )  # the wake-up is the host's
        self.Event._flush_notes()
        self.assertEqual(self.env.cr.sql_log_count - before, 1)
        self.assertEqual(len(self._events() | self._events(lead)), 2)

    # subscriptions

    def test_a_field_of_other_records_is_refused(self):
        with self.assertRaises(ValidationError):
            self._create_endpoint(line={"sent_ids": [self._fields("crm.lead", "name")]})

    def test_a_condition_that_cannot_be_read_is_refused(self):
        for condition in ("[(", "[('no_such_field', '=', 1)]"):
            with self.assertRaises(ValidationError):
                self._create_endpoint(line={"domain": condition})

    def test_labels_of_fields_are_found_in_the_words_of_the_user(self):
        fields = self.env["crm.outbox.field"].with_user(self.user_manager)
        found = fields.name_search("Customer Code", [("model", "=", "res.partner")])
        self.assertIn("Customer Code", [label for _id, label in found])
        self.assertFalse(
            fields.search([("model", "=", "sale.order"), ("name", "=", "access_token")])
        )

    def test_fields_of_addons_that_are_not_loaded_yet_stay(self):
        fields = self.env["crm.outbox.field"]
        line = fields.create({"model": "res.partner", "name": "x_loaded_later"})
        with patch.object(self.env.registry, "ready", False):
            fields._fill()
        self.assertTrue(line.exists())
        fields._fill()
        self.assertFalse(line.exists())
