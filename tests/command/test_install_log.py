from .helpers import load

install_log = load("install_log")
manifests = load("manifests")

LOG = """2026-01-01 10:00:00,000 12 INFO crm odoo.modules.loading: loading 1 modules...
2026-01-01 10:00:01,000 12 WARNING crm odoo.addons.crm_customer.models.a: odd
  with a second line
2026-01-01 10:00:02,000 12 INFO crm odoo.modules.loading: fine
2026-01-01 10:00:03,000 12 ERROR ? odoo.sql_db: bad query
"""


def test_warnings_and_errors_are_found_with_all_their_lines():
    first, second = install_log.bad_records(LOG.splitlines())
    assert first.endswith("odd\n  with a second line")
    assert second.endswith("bad query")


def test_a_clean_log_has_none():
    assert list(install_log.bad_records(LOG.splitlines()[:1])) == []


def test_host_modules_are_those_that_are_not_ours():
    known = {"a": {"depends": ["crm", "b"]}, "b": {"depends": ["base"]}}
    assert manifests.host_modules(known) == ["base", "crm"]


def test_addons_that_cannot_be_installed_do_not_count(tmp_path):
    for name, text in (("a", "{'depends': []}"), ("b", "{'depends': [], 'installable': False}")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__manifest__.py").write_text(text, encoding="utf-8")
    assert list(manifests.read_manifests(tmp_path)) == ["a"]
