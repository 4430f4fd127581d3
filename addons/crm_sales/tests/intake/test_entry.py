from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_customer.tools.stranger import network_of

from ...tools.intake.automatic import why_automatic
from ...tools.intake.entry import KNOWN, read_entry
from ...tools.intake.match import EMAIL, NAME, PHONE, Hit, newest, only_customer
from ...tools.intake.text import age_verdict, line_of

ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text())
)


@tagged("post_install", "-at_install")
class TestEntry(BaseCase):
    def test_addresses_are_read_as_they_are_typed(self):
        entry = read_entry({"email": " Li.Wei@Far.Example.COM ", "phone": "138 0013 8000"})
        self.assertEqual(entry.email, "li.wei@far.example.com")
        self.assertEqual(entry.phone, "+8613800138000")
        self.assertEqual(read_entry({"phone": "030 901820"}, "DE").phone, "+4930901820")

    def test_what_cannot_be_read_is_said_and_kept(self):
        entry = read_entry({"email": "nobody", "phone": "call me", "value": "a lot"})
        self.assertEqual(entry.issues, ("email", "phone", "value"))
        self.assertEqual(entry.phone_typed, "call me")

    def test_names_differ_in_writing_alone(self):
        one = read_entry({"partner_name": "海川机械 有限公司", "contact_name": "LI  Wei"})
        other = read_entry({"partner_name": "海川机械有限责任公司", "contact_name": "li wei"})
        self.assertEqual(one.firm_key, other.firm_key)
        self.assertEqual(one.person_key, other.person_key)

    @given(st.dictionaries(st.sampled_from(sorted(KNOWN)), ANYTHING))
    def test_nothing_that_comes_in_raises(self, record):
        entry = read_entry(record)
        self.assertEqual(entry, read_entry(record))
        self.assertNotIn("\n", entry.get("subject"))
        self.assertLessEqual(len(entry.message), 20_000)
        self.assertEqual(set(entry.addresses) - set(entry.identities), set())

    @given(st.lists(st.builds(Hit, st.sampled_from([EMAIL, PHONE, NAME]), st.integers(1, 9))))
    def test_the_surest_and_then_the_newest_counts(self, hits):
        hit = newest(hits)
        self.assertEqual(bool(hit), bool(hits))
        if EMAIL in {other.kind for other in hits}:
            self.assertEqual(hit.kind, EMAIL)
            self.assertEqual(hit.id, max(other.id for other in hits if other.kind == EMAIL))

    def test_an_address_of_two_customers_names_none(self):
        hits = [Hit(EMAIL, 1, 1), Hit(EMAIL, 2, 2), Hit(NAME, 3, 3)]
        self.assertEqual(only_customer(hits), (None, True))
        self.assertEqual(only_customer([Hit(EMAIL, 1, 7, False), Hit(EMAIL, 2, 7)])[0].id, 2)
        self.assertEqual(only_customer([]), (None, False))

    def test_programs_are_told_from_people(self):
        self.assertEqual(why_automatic({"Auto-Submitted": "auto-replied"}), "auto_reply")
        self.assertEqual(why_automatic({"Subject": "自动回复: 您好"}), "auto_reply")
        self.assertEqual(why_automatic({"List-Id": "<news.example.com>"}), "list")
        self.assertEqual(why_automatic({}, "mailer-daemon@far.example.com"), "report")
        self.assertEqual(why_automatic({"Auto-Submitted": "auto-generated"}), "generated")
        self.assertEqual(why_automatic({"Subject": "Price?", "Auto-Submitted": "no"}), "")

    def test_texts_networks_and_ages(self):
        self.assertEqual(line_of(" a\x00\n b "), "a b")
        self.assertEqual(network_of("2001:db8:1:2:3::1"), "2001:db8:1:2::/64")
        self.assertEqual(network_of("::ffff:10.1.2.3"), "10.1.2.3")
        self.assertEqual(network_of("junk"), "unknown")
        self.assertEqual(
            [age_verdict(opened, 100_000) for opened in (99_999, 99_000, 1, None, True)],
            ["fast", None, "old", "old", "old"],
        )
