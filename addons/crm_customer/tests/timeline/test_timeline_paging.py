from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ...models.timeline import crm_timeline
from .common import ALL_KINDS, START, TimelineCommon


@tagged("post_install", "-at_install")
class TestTimelinePaging(TimelineCommon):
    def _insert_unreadable(self, count):
        """Insert notices to somebody else: ``mail.message`` drops them after its limit."""
        partner_model = self.env["res.partner"]
        self.other = partner_model.create({"name": "Hidden", "parent_id": self.customer.id})
        self._insert_messages(count, res_id=self.other.id, every="1 second")
        # the messages of Hidden are the business of nobody, while Hidden itself is in scope
        original = type(self.env["mail.message"])._find_allowed_doc_ids

        def find_allowed(messages, model_ids):
            allowed = original(messages, model_ids)
            hidden = model_ids.get("res.partner", {}).get(self.other.id, set())
            return set(allowed) - set(hidden)

        self.startPatcher(
            patch.object(type(self.env["mail.message"]), "_find_allowed_doc_ids", find_allowed)
        )

    def test_pages_have_no_gap_and_no_double(self):
        self._insert_messages(230)
        for days in range(5):
            self._create_meeting(self.seller, days=days)
        entries, pages = self._get_all(limit=10, kinds=["message", "meeting"])
        self.assertEqual(len(entries), 235)
        self.assertEqual(len({entry["key"] for entry in entries}), 235)
        dates = [entry["date"] for entry in entries]
        self.assertEqual(dates, sorted(dates, reverse=True))
        self.assertEqual(pages, 24)

    def test_equal_dates_are_told_apart_by_the_key(self):
        self._insert_messages(25, every="0 second")
        for _number in range(3):
            self._create_meeting(self.seller)
        entries, _pages = self._get_all(limit=4, kinds=["message", "meeting"])
        self.assertEqual(len({entry["key"] for entry in entries}), 28)
        self.assertEqual(len(entries), 28)

    def test_microseconds_hide_nothing(self):
        self._insert_messages(20, every="0.0001 second")
        entries, _pages = self._get_all(limit=3, kinds=["message"])
        self.assertEqual(len({entry["key"] for entry in entries}), 20)

    def test_days_without_a_time_page_as_well(self):
        self.env.user.group_ids += self.env.ref("account.group_account_invoice")
        payments = self.env["account.payment"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "amount": 10,
                    "date": (START - timedelta(days=number // 3)).date(),
                }
                for number in range(10)
            ]
        )
        payments.action_post()
        self.seller.group_ids += self.env.ref("account.group_account_invoice")
        entries, _pages = self._get_all(limit=2, kinds=["payment"])
        self.assertEqual(len({entry["key"] for entry in entries}), 10)
        self.assertTrue(entries[0]["is_day"])
        self.assertEqual(entries[0]["date"], "2026-03-02 04:00:00", "noon in Shanghai")

    def test_new_entries_between_two_pages_shift_nothing(self):
        self._insert_messages(20)
        first = self.Timeline.get_page(self.customer.id, limit=10, kinds=["message"])
        self._create_message(days=-1)
        self._create_message(date=START - timedelta(seconds=30))
        second = self.Timeline.get_page(
            self.customer.id, first["cursor"], limit=10, kinds=["message"]
        )
        keys = [entry["key"] for entry in first["entries"] + second["entries"]]
        self.assertEqual(len(set(keys)), 20)
        self.assertFalse(second["cursor"])

    def test_an_old_entry_added_between_two_pages_is_shown(self):
        self._insert_messages(20)
        first = self.Timeline.get_page(self.customer.id, limit=10, kinds=["message"])
        late = self._create_message(days=30)
        second = self.Timeline.get_page(
            self.customer.id, first["cursor"], limit=20, kinds=["message"]
        )
        self.assertIn(f"message-{late.id}", [entry["key"] for entry in second["entries"]])

    def test_a_page_of_unreadable_messages_is_refilled(self):
        self._insert_unreadable(300)
        self._insert_messages(40, body="<p>For you</p>", every="1 hour")
        page = self.Timeline.get_page(self.customer.id, limit=30, kinds=["message"])
        self.assertEqual(len(page["entries"]), 30)
        self.assertEqual({entry["text"] for entry in page["entries"]}, {"For you"})

    def test_beyond_the_bound_the_page_is_short_but_goes_on(self):
        self._insert_unreadable(300)
        self._insert_messages(5, body="<p>For you</p>", every="1 hour")
        self._create_meeting(self.seller, days=20)
        self.startPatcher(patch.object(crm_timeline, "MAX_ROUNDS", 2))
        page = self.Timeline.get_page(self.customer.id, limit=10, kinds=["message", "meeting"])
        self.assertEqual(page["entries"], [])
        self.assertTrue(page["cursor"])
        entries, _pages = self._get_all(limit=10, kinds=["message", "meeting"])
        self.assertEqual([entry["kind"] for entry in entries], ["message"] * 5 + ["meeting"])

    def test_ten_or_a_hundred_entries_take_as_many_queries(self):
        self._insert_messages(130)
        self._insert_messages(130, message_type="notification", every="2 minute")
        self._create_meeting(self.seller, days=1)
        counts = [self._count_queries(limit) for limit in (10, 100)]
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[0], 40)

    def test_the_volume_behind_the_page_takes_no_more_queries(self):
        self._insert_messages(50)
        before = self._count_queries(30)
        self._insert_messages(3000)
        self.assertEqual(self._count_queries(30), before)

    def _count_queries(self, limit):
        kinds = ["message", "log", "meeting", "opportunity", "order"]
        self.Timeline.get_page(self.customer.id, limit=limit, kinds=kinds)
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.Timeline.get_page(self.customer.id, limit=limit, kinds=kinds)
        return self.env.cr.sql_log_count - before

    def test_a_wrong_cursor_is_refused_in_words(self):
        with self.assertRaises(UserError):
            self.Timeline.get_page(self.customer.id, cursor=["now", "message"])

    def test_limits_are_kept_within_reason(self):
        self._insert_messages(120)
        page = self.Timeline.get_page(self.customer.id, limit=100_000, kinds=["message"])
        self.assertEqual(len(page["entries"]), 100)
        page = self.Timeline.get_page(self.customer.id, limit=-5, kinds=["message"])
        self.assertEqual(len(page["entries"]), 1)

    def test_no_query_of_a_page_scans_a_large_table(self):
        self.seller.group_ids += self.env.ref("account.group_account_invoice")
        sources = self.Timeline._get_readable_sources()
        scope = self.Timeline._get_scope(self.customer.with_user(self.seller), set(ALL_KINDS))
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for upcoming in (False, True):
            domains = self.Timeline._get_domains(sources, scope, upcoming)
            for name, domain in domains.items():
                with self.subTest(source=name):
                    self.assertNotIn("Seq Scan", self._explain(sources[name], domain))

    def _explain(self, source, domain):
        records = self.Timeline.env[source.model].with_context(active_test=False)
        query = records._search(domain, order=f"{source.date} desc, id desc", bypass_access=True)
        lines = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        return "\n".join(line for (line,) in lines)
