import polib
import pytest

from .helpers import load

i18n = load("i18n")


def catalogue(*pairs, flags=()):
    """Return a catalogue of ``(msgid, msgstr)``; ``flags`` go to every entry."""
    found = polib.POFile()
    for msgid, msgstr in pairs:
        found.append(polib.POEntry(msgid=msgid, msgstr=msgstr, flags=list(flags)))
    return found


def complain(template, translation, allowed=()):
    return list(i18n.complaints(template, translation, set(allowed)))


def test_merging_keeps_texts_adds_words_and_drops_what_is_gone():
    merged = i18n.merge(
        catalogue(("Old", ""), ("New", "")), catalogue(("Old", "旧"), ("Gone", "无"))
    )
    assert [(entry.msgid, entry.msgstr) for entry in merged] == [("Old", "旧"), ("New", "")]


def test_a_complete_translation_has_no_complaint():
    assert complain(catalogue(("Customer", "")), catalogue(("Customer", "客户"))) == []


@pytest.mark.parametrize(
    ("translation", "complaint"),
    [
        (catalogue(), "missing: 'Customer %s'"),
        (catalogue(("Customer %s", "")), "empty: 'Customer %s'"),
        (catalogue(("Customer %s", "客户 %s"), flags=["fuzzy"]), "fuzzy: 'Customer %s'"),
        (catalogue(("Customer %s", "Customer %s")), "still English: 'Customer %s'"),
        (catalogue(("Customer %s", "客户")), "other placeholders: 'Customer %s'"),
        (catalogue(("Customer %s", "客户 %s"), ("Old", "旧")), "no longer used: 'Old'"),
    ],
)
def test_what_is_not_complete_is_named(translation, complaint):
    assert complain(catalogue(("Customer %s", "")), translation) == [complaint]


def test_some_words_may_stay_english():
    assert complain(catalogue(("Odoo", "")), catalogue(("Odoo", "Odoo")), ["Odoo"]) == []
    assert complain(catalogue(("API: %s", "")), catalogue(("API: %s", "API: %s"))) == []


def test_a_template_is_stale_when_words_or_places_changed():
    old, new = catalogue(("One", "")), catalogue(("One", ""), ("Two", ""))
    assert i18n.is_stale(new, old)
    assert not i18n.is_stale(old, catalogue(("One", "")))
    moved = catalogue(("One", ""))
    moved[0].occurrences = [("code:a.py", "0")]
    assert i18n.is_stale(moved, old)
