import json

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.intake.mapping import (
    TRANSFORMS,
    Line,
    MappingError,
    as_text,
    find_records,
    map_record,
    parse_path,
    read_json,
    read_path,
)

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=12,
)
NAMES = st.text(
    st.characters(blacklist_characters='.[]"', blacklist_categories=("Cs",)), min_size=1
)
FACEBOOK = {
    "id": 17,
    "field_data": [
        {"name": "email", "values": ["li@far.example.com"]},
        {"name": "full name", "values": ["Li Wei"]},
    ],
    "tags": ["a", "b"],
}


@tagged("post_install", "-at_install")
class TestMapping(BaseCase):
    def _read(self, path, payload=FACEBOOK):
        return as_text(read_path(parse_path(path), payload))

    def test_paths_lead_where_they_say(self):
        for path, expected in (
            ("id", "17"),
            ("tags", "a, b"),
            ("tags[1]", "b"),
            ("tags[*]", "a, b"),
            ("tags[7]", ""),
            ("field_data[name=email].values[0]", "li@far.example.com"),
            ("field_data[name=full name].values", "Li Wei"),
            ("field_data[*].name", "email, full name"),
            ("nothing.at.all", ""),
            ("id.deeper", ""),
            ("field_data", ""),
        ):
            self.assertEqual(self._read(path), expected, path)
        self.assertEqual(self._read('["a.b"].c', {"a.b": {"c": 1}}), "1")

    def test_paths_that_cannot_be_read_are_refused(self):
        for path in ("", "a..b", ".a", "a.", "a[", "a[]", "a[b]", "a]b", "a[1]b", "x" * 201):
            with self.assertRaises(MappingError, msg=path):
                parse_path(path)

    def test_defaults_transforms_and_second_choices(self):
        lines = [
            Line("email", "mail"),
            Line("email", "field_data[name=email].values[0]", "", "lower"),
            Line("country", "land", "CN"),
            Line("phone", "tel", "", "digits"),
            Line("message", "text", "", "no_html"),
            Line("source", "", "Fair"),
        ]
        record = map_record(lines, FACEBOOK | {"tel": "+86 (138)-0013", "text": "<b>Hi</b>"})
        self.assertEqual(
            record,
            {
                "email": "li@far.example.com",
                "country": "CN",
                "phone": "+861380013",
                "message": "Hi",
                "source": "Fair",
            },
        )

    def test_what_is_no_json_is_told(self):
        for body in (b"", b"{", b"\xff\xfe", b"[1,]", b"NaN", b"[" * 100_000):
            with self.assertRaises(MappingError, msg=body[:10]):
                read_json(body)
        self.assertEqual(read_json(b'\xef\xbb\xbf{"a": 1}'), {"a": 1})

    def test_records_are_found_or_missed(self):
        self.assertEqual(find_records("", {"a": 1}), [{"a": 1}])
        self.assertEqual(find_records("", [{"a": 1}, {"a": 2}]), [{"a": 1}, {"a": 2}])
        self.assertEqual(find_records("d.rows", {"d": {"rows": [{}, {}]}}), [{}, {}])
        for path, payload in (("rows", {}), ("", []), ("", 7), ("a", {"a": [1]})):
            with self.assertRaises(MappingError):
                find_records(path, payload)

    @given(JSON, st.lists(NAMES, min_size=1, max_size=4))
    def test_no_payload_breaks_a_path(self, payload, names):
        path = "".join(f'["{name[:100]}"]' for name in names)[:200]
        try:
            steps = parse_path(path)
        except MappingError:
            return
        for value in read_path(steps, payload):
            self.assertIsInstance(as_text(value), str)

    @given(st.text())
    def test_any_path_is_read_or_refused(self, path):
        try:
            self.assertTrue(parse_path(path))
        except MappingError as error:
            self.assertEqual(error.code, "path")

    @given(st.dictionaries(NAMES.map(lambda name: name[:90]), st.text()))
    def test_a_quoted_name_finds_its_value(self, payload):
        for name, text in payload.items():
            self.assertEqual(self._read(f'["{name}"]', payload), text)

    @given(JSON)
    def test_what_is_written_is_read_again(self, payload):
        self.assertEqual(read_json(json.dumps(payload)), payload)

    @given(st.sampled_from(sorted(TRANSFORMS)), st.text())
    def test_transforms_give_text(self, name, text):
        self.assertIsInstance(TRANSFORMS[name](text), str)
