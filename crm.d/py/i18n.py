"""Write or check the translation files of our addons.

Usage: i18n.py write|check ADDONS_FOLDER EXPORTED_FOLDER

``write`` puts the exported template into ``i18n/<addon>.pot`` and brings ``i18n/zh_CN.po`` up to
it: translations stay, new words come empty, words that are gone go. ``check`` says what is missing.
"""

import re
import sys
from pathlib import Path

import polib

LANGUAGE = "zh_CN"
SAME = Path(__file__).with_name("same_in_chinese.txt")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|\{\{.*?\}\}|\$\{.*?\}|<[^>]+>")
WORD = re.compile(r"[A-Za-z]*[a-z][A-Za-z]+")
VOLATILE = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator")


def key(entry):
    return entry.msgctxt, entry.msgid


def read_template(path):
    """Return the exported template without what changes at every export."""
    template = polib.pofile(str(path), wrapwidth=78)
    for name in VOLATILE:
        template.metadata.pop(name, None)
    template.metadata["Project-Id-Version"] = "Odoo Server 19.0"
    template.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    return template


def merge(template, old):
    """Return a translation file with the entries of ``template`` and the texts of ``old``."""
    texts = {key(entry): entry for entry in old}
    merged = polib.POFile(wrapwidth=78)
    merged.metadata = template.metadata | {
        "Language": LANGUAGE,
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for entry in template:
        known = texts.get(key(entry))
        merged.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgctxt=entry.msgctxt,
                msgstr=known.msgstr if known and not known.obsolete else "",
                occurrences=entry.occurrences,
                comment=entry.comment,
                flags=[flag for flag in (known.flags if known else entry.flags) if flag != "fuzzy"]
                + (["fuzzy"] if known and known.fuzzy else []),
            )
        )
    return merged


def is_stale(template, committed):
    """Tell whether the committed template lacks words or places of the exported one."""

    def content(catalogue):
        return {(key(entry), frozenset(entry.occurrences)) for entry in catalogue}

    return content(template) != content(committed)


def may_stay_english(text, allowed):
    """Tell whether ``text`` may be the same in Chinese: listed, or no words but acronyms."""
    return text.strip() in allowed or not WORD.search(PLACEHOLDER.sub(" ", text))


def placeholders(text):
    return sorted(re.findall(r"%\(\w+\)[sdf]|%[sd]", text))


def complaints(template, translation, allowed):
    """Yield what is wrong with a translation file."""
    texts = {key(entry): entry for entry in translation if not entry.obsolete}
    for entry in template:
        known = texts.get(key(entry))
        word = repr(entry.msgid[:60])
        if known is None:
            yield f"missing: {word}"
        elif known.fuzzy:
            yield f"fuzzy: {word}"
        elif not known.msgstr:
            yield f"empty: {word}"
        elif known.msgstr == entry.msgid and not may_stay_english(entry.msgid, allowed):
            yield f"still English: {word}"
        elif placeholders(known.msgstr) != placeholders(entry.msgid):
            yield f"other placeholders: {word}"
    gone = texts.keys() - {key(entry) for entry in template}
    yield from (f"no longer used: {msgid[:60]!r}" for _context, msgid in sorted(gone, key=str))


def paths(addons, name):
    folder = Path(addons) / name / "i18n"
    return folder / f"{name}.pot", folder / f"{LANGUAGE}.po"


def write(addons, name, template):
    """Write both files of an addon and return what is still to translate."""
    pot, po = paths(addons, name)
    pot.parent.mkdir(exist_ok=True)
    template.save(str(pot))
    old = polib.pofile(str(po)) if po.exists() else polib.POFile()
    merged = merge(template, old)
    merged.save(str(po))
    left = sum(not entry.msgstr for entry in merged)
    print(f"{name}: {len(template)} entries, {left} to translate")
    return 0


def check(addons, name, template):
    """Print what is not complete and return its number."""
    pot, po = paths(addons, name)
    found = []
    if not pot.exists() or is_stale(template, polib.pofile(str(pot))):
        found.append(f"{pot} is not up to date")
    translation = polib.pofile(str(po)) if po.exists() else polib.POFile()
    allowed = set(SAME.read_text(encoding="utf-8").splitlines())
    found += complaints(template, translation, allowed)
    for line in found[:40]:
        print(f"{name}: {line}")
    print(f"{name}: {len(template)} entries, {len(found)} complaints")
    return len(found)


def main(mode, addons, exported):
    act = {"write": write, "check": check}[mode]
    found = sum(
        act(addons, path.stem, read_template(path)) for path in sorted(Path(exported).glob("*.pot"))
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
