import unittest
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...tools.timeline import Pager, decode_cursor, encode_cursor

START = datetime(2026, 1, 1)
ROWS = st.sets(st.tuples(st.integers(0, 6), st.sampled_from("abc"), st.integers(1, 30)))


def read_all(rows, hidden, limit, newest_first, rounds):
    """Page through ``rows`` as the timeline does, with ``hidden`` filtered late."""
    keys, cursor, pages = [], None, 0
    while cursor or not pages:
        pager = Pager("abc", limit, cursor, newest_first)
        for _round in range(rounds):
            for source, after in pager.wanted().items():
                left = sorted(
                    (
                        row
                        for row in rows
                        if row[1] == source
                        and (not after or (row < after if newest_first else row > after))
                    ),
                    reverse=newest_first,
                )
                chunk = left[: limit + 1]
                kept = [row for row in chunk if row not in hidden]
                pager.feed(source, chunk, kept, len(chunk) <= limit)
        page, cursor = pager.page()
        keys += page
        pages += 1
    return keys


class TestPager(unittest.TestCase):
    @given(ROWS, st.integers(1, 5), st.booleans(), st.integers(1, 4), st.randoms())
    def test_pages_hold_every_visible_key_once_in_order(
        self, rows, limit, newest_first, rounds, random
    ):
        rows = {(START + timedelta(days=day), source, id_) for day, source, id_ in rows}
        hidden = {row for row in sorted(rows) if random.random() < 0.6}
        keys = read_all(rows, hidden, limit, newest_first, rounds)
        self.assertEqual(keys, sorted(rows - hidden, reverse=newest_first))

    def test_cursor_survives_json_with_its_microseconds(self):
        key = (datetime(2026, 1, 1, 8, 0, 0, 123456), "message", 7)
        self.assertEqual(decode_cursor(encode_cursor(key)), key)

    def test_anything_else_is_no_cursor(self):
        for cursor in ("x", [1, 2, 3], ["2026-01-01", "a", True], ["soon", "a", 1], {"a": 1}):
            with self.subTest(cursor=cursor), self.assertRaises(ValueError):
                decode_cursor(cursor)
