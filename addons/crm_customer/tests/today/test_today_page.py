import json
from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.json import scriptsafe

from ...models.today.crm_today import CrmToday
from .common import NOW, TodayCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTodayPage(TodayCommon):
    def _keys(self, user=None):
        return [block["key"] for block in self._page(user)["blocks"]]

    def _kinds(self, user):
        kinds = [block["kind"] for block in self._page(user)["blocks"]]
        return list(dict.fromkeys(kinds))

    def test_who_works_with_no_customers_gets_no_page(self):
        page = self._today(self.user_plain)
        with self.assertRaises(AccessError):
            page.get_page()
        with self.assertRaises(AccessError):
            page.save_layout([], [])

    def test_every_role_sees_first_what_it_is_there_for(self):
        self.assertEqual(self._kinds(self.user_own)[:2], ["due", "next"])
        self.assertEqual(self._kinds(self.user_team)[:3], ["red", "approve", "due"])
        self.assertEqual(self._kinds(self.user_manager)[:3], ["figures", "red", "approve"])

    def test_the_page_says_whose_day_it_is(self):
        page = self._page()
        self.assertEqual(page["date"], date(2026, 3, 4))
        self.assertEqual(page["user"], self.user_own.name)
        self.assertEqual(page["role"], "seller")

    def test_the_page_is_json(self):
        self._plan()
        text = scriptsafe.dumps(self._page(), default=str)
        self.assertEqual(json.loads(text)["date"], "2026-03-04")

    def test_a_block_that_fails_says_why_and_the_others_stand(self):
        self._plan()

        def fail(today):
            raise UserError("The calendar is closed.")

        with patch.object(self.registry["crm.today"], "_today_meetings", fail):
            blocks = {block["key"]: block for block in self._page()["blocks"]}
        self.assertEqual(blocks["meetings"]["error"], "The calendar is closed.")
        self.assertEqual(blocks["activities"]["count"], 1)

    # preferences
    def test_an_own_order_and_what_is_hidden_are_kept(self):
        keys = self._keys()
        self._today().save_layout(list(reversed(keys)), ["mails"])
        self.assertEqual(self._keys(), list(reversed(keys)))
        self.assertEqual(
            self._block("mails"),
            {
                "key": "mails",
                "title": "Mails to Assign",
                "kind": "due",
                "icon": "fa-envelope-o",
                "is_hidden": True,
            },
        )
        self.assertNotEqual(self._keys(self.colleague), self._keys())
        self._today().save_layout([], [])
        self.assertEqual(self._keys(), keys)
        self.assertFalse(self._block("mails")["is_hidden"])

    def test_a_hidden_block_is_not_even_read(self):
        self._today().save_layout([], ["meetings"])
        with patch.object(
            self.registry["crm.today"], "_today_meetings", side_effect=AssertionError
        ):
            self._page()

    def test_nonsense_is_not_kept(self):
        self._today().save_layout("mails", {"a": 1})
        settings = self.user_own.res_users_settings_id
        self.assertEqual(settings.crm_today_layout, {"order": [], "hidden": []})
        settings.crm_today_layout = {"order": [1, None, ["x"]], "hidden": 5}
        self.assertTrue(self._keys())

    def test_nobody_reads_the_layout_of_another(self):
        self._today().save_layout([], ["mails"])
        settings = self.user_own.res_users_settings_id
        with self.assertRaises(AccessError):
            settings.with_user(self.colleague).read(["crm_today_layout"])

    def test_the_session_does_not_carry_the_layout(self):
        self._today().save_layout([], ["mails"])
        settings = self.user_own.res_users_settings_id
        self.assertNotIn("crm_today_layout", settings._res_users_settings_format())

    # nothing to do
    def test_nothing_to_do_leads_to_the_own_customers(self):
        suggestion = self._page()["suggestion"]
        self.assertIn("Nothing is waiting", suggestion["text"])
        self.assertEqual(suggestion["more"]["context"]["search_default_mine"], 1)

    def test_who_has_no_customers_is_led_to_the_customers(self):
        suggestion = self._page(self.colleague)["suggestion"]
        self.assertIn("no customers yet", suggestion["text"])

    def test_with_something_to_do_there_is_no_suggestion(self):
        self._plan()
        self.assertFalse(self._page()["suggestion"])

    # rooms add blocks
    def test_a_room_adds_a_block(self):
        original = CrmToday._today_blocks

        def blocks(today):
            block = today._today_block("extra", "Extra", "approve", 1, "fa-check")
            return [*original(today), block]

        def content(today):
            return today._today_search(
                "res.partner",
                [("id", "=", self.customer.id)],
                "id",
                lambda partner: {"subtitle": "Approve me"},
                "crm_customer.res_partner_action_customers",
            )

        with (
            patch.object(CrmToday, "_today_blocks", blocks),
            patch.object(CrmToday, "_today_extra", content, create=True),
        ):
            block = self._block("extra")
        self.assertEqual((block["count"], block["kind"]), (1, "approve"))
        self.assertEqual(block["items"][0]["title"], "Acme Trading")
        self.assertEqual(block["items"][0]["open"], ["res.partner", self.customer.id])

    def test_every_block_lists_its_records_by_an_action_that_is_there(self):
        for block in self._page(self.user_manager)["blocks"]:
            for more in [block["more"], *(item["more"] for item in block["items"])]:
                if more:
                    action = self.env.ref(more["xmlid"])
                    records = self.env[action.res_model].with_user(self.user_manager)
                    records.search_count(more["domain"] or [])
