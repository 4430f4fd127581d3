from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import BaseCase, Form, tagged, users

from ...tools.own_field import match_options, split_options
from ..common import CustomerCommon
from .common import DEFINITION, define_own_fields


class TestOptions(BaseCase):
    def _match(self, labels, known):
        keys = iter("123456789")
        return match_options(labels, known, lambda: next(keys))

    def test_options_keep_their_keys(self):
        known = [("a", "North"), ("b", "South")]
        self.assertEqual(self._match(["South", "North"], known), [("b", "South"), ("a", "North")])
        self.assertEqual(self._match(["North", "East"], known), [("a", "North"), ("b", "East")])
        self.assertEqual(
            self._match(["North", "East", "South"], known),
            [("a", "North"), ("1", "East"), ("b", "South")],
        )
        self.assertEqual(self._match(["South"], known), [("b", "South")])

    @given(st.lists(st.text("abc", min_size=1)), st.lists(st.text("abc", min_size=1)))
    def test_keys_stay_unique_and_labels_as_they_are(self, labels, known):
        labels, known = list(dict.fromkeys(labels)), list(dict.fromkeys(known))
        pairs = [(f"k{place}", label) for place, label in enumerate(known)]
        fresh = iter(range(1000))
        found = match_options(labels, pairs, lambda: f"n{next(fresh)}")
        self.assertEqual([label for _key, label in found], labels)
        self.assertEqual(len({key for key, _label in found}), len(labels))
        self.assertLessEqual(
            set(pairs) & {(key, label) for key, label in pairs if label in labels}, set(found)
        )

    def test_lines_are_options(self):
        self.assertEqual(split_options(" a \n\nb\r\na"), ["a", "b"])


@tagged("post_install", "-at_install")
class TestOwnFieldsScreen(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.definition = define_own_fields(cls.env)
        cls.customer = cls._create_customer("Own Ltd", properties={"aa": "SN-1", "gg": "n"})

    def _by_label(self):
        return {line["string"]: line for line in self.definition.properties_definition}

    @users("customer_manager")
    def test_the_screen_shows_what_there_is_and_saving_it_changes_nothing(self):
        setup = self.env["crm.own.fields"].create({})
        line = setup.line_ids.filtered(lambda line: line.name == "gg")
        self.assertEqual((line.label, line.kind, line.used_count), ("Plant", "selection", 1))
        self.assertEqual(line.options, "North plant\nSouth plant")
        before = self._by_label()
        setup.action_apply()
        after = {
            label: {key: value for key, value in line.items() if key != "view_in_cards"}
            for label, line in self._by_label().items()
        }
        self.assertEqual(after, before)
        self.assertEqual(len(DEFINITION), len(after))

    @users("customer_manager")
    def test_fields_are_added_renamed_and_deleted(self):
        form = Form(self.env["crm.own.fields"])
        with form.line_ids.new() as line:
            line.label = "合同类型"
            line.kind = "selection"
            line.options = "年度\n单次"
        with form.line_ids.edit(0) as line:
            line.label = "Serial number"
        form.line_ids.remove(1)
        setup = form.save()
        setup.action_apply()
        fields = self._by_label()
        self.assertNotIn("Machines", fields)
        self.assertEqual(fields["Serial number"]["name"], "aa")
        self.assertEqual(
            [option[1] for option in fields["合同类型"]["selection"]], ["年度", "单次"]
        )
        self.assertEqual(self.customer.properties["aa"], "SN-1")

    @users("customer_manager")
    def test_a_renamed_option_keeps_its_customers(self):
        setup = self.env["crm.own.fields"].create({})
        setup.line_ids.filtered(lambda line: line.name == "gg").options = "Main plant\nSouth plant"
        setup.action_apply()
        self.assertEqual(self.customer.properties["gg"], "Main plant")

    @users("customer_manager")
    def test_what_came_meanwhile_stays(self):
        setup = self.env["crm.own.fields"].create({})
        define_own_fields(self.env, [*DEFINITION, {"name": "zz", "string": "New", "type": "char"}])
        setup.action_apply()
        self.assertIn("New", self._by_label())

    @users("customer_manager")
    def test_nonsense_is_refused(self):
        for values in (
            {"label": "Plant", "kind": "char"},
            {"label": "Empty", "kind": "selection", "options": " \n "},
            {"label": "Nothing", "kind": "many2one"},
        ):
            setup = self.env["crm.own.fields"].create({})
            setup.line_ids = [Command.create(values)]
            with self.subTest(values), self.assertRaises(UserError):
                setup.action_apply()

    @users("customer_own", "customer_all", "customer_plain")
    def test_the_screen_is_for_managers(self):
        with self.assertRaises(AccessError):
            self.env["crm.own.fields"].create({})
