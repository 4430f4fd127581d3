"""Check and load of a customer file, against the host's load() and plain create.

``peer`` is the host's own ``load()``, ``floor`` is ``create`` in batches of 1,000, both of the
values that checking found, so that they are spared the reading and cleaning.
"""

import os
import tempfile
from unittest.mock import patch

from odoo.addons.crm_customer.models.import_ import crm_customer_import_run

from ..support import customer_file
from .harness import Case

both = Case("import customers: check and load", sizes=(500, 5_000))
check = Case("import customers: check alone", sizes=(2_000, 20_000))

FOLDER = tempfile.TemporaryDirectory(prefix="crm_bench_")
BATCH = 1_000
PLAIN = ("name", "is_company", "phone", "email", "vat", "street", "city", "zip", "function")


def _check_file(env, path):
    with patch.object(crm_customer_import_run, "SMALL_FILE", 1 << 40):
        job = env["crm.customer.import"].create({"country_id": env.ref("base.cn").id})
        with open(path, "rb") as file:
            job._take_file(file, "customers.csv")
        job.action_check()
    assert job.state == "checked", job.error
    return job


def _load_file(env, path):
    job = _check_file(env, path)
    with patch.object(crm_customer_import_run, "SMALL_FILE", 1 << 40):
        job.action_load()
    assert job.state == "loaded", job.error
    env.flush_all()
    return job


def _write(size):
    path = os.path.join(FOLDER.name, f"{size}.csv")
    customer_file.write_csv(path, customer_file.make_customer_rows(size))
    return path


@both.prepare
def _prepare_rows(bench, size):
    path = _write(size)
    job = _check_file(bench.env, path)
    rows = job._fetch_rows("action = 'create'", limit=10 * size, depth_first=True)
    bench.reset()
    mains = [row for row in rows if row["part"] == "main"]
    contacts = [row for row in rows if row["part"] == "contact"]
    return path, mains, contacts


@both.suite
def _suite(bench, data):
    _load_file(bench.env, data[0])


def _plain(row):
    return {name: row["vals"][name] for name in PLAIN if row["vals"].get(name)} | {
        name: row["vals"][name] for name in ("state_id", "country_id") if row["vals"].get(name)
    }


@both.peer
def _host_load(bench, data):
    _path, mains, contacts = data
    partners = bench.env["res.partner"]
    names = ["id", *PLAIN, "state_id/.id", "country_id/.id"]
    _load(partners, names, [_cells(row) for row in mains])
    parents = [f"__import__.bench_{row['parent_row_id']}" for row in contacts]
    lines = [[*_cells(row), parent] for row, parent in zip(contacts, parents, strict=True)]
    _load(partners, [*names, "parent_id/id"], lines)


def _load(partners, names, lines):
    for start in range(0, len(lines), BATCH):
        result = partners.load(names, lines[start : start + BATCH])
        assert result["ids"], result["messages"][:3]
    partners.env.flush_all()


def _cells(row):
    values = _plain(row)
    texts = [str(values.get(name) or "") for name in PLAIN]
    places = [str(values.get(name) or "") for name in ("state_id", "country_id")]
    return [f"__import__.bench_{row['id']}", *texts, *places]


@both.floor
def _create(bench, data):
    _path, mains, contacts = data
    partners = bench.env["res.partner"]
    ids = {}
    for start in range(0, len(mains), BATCH):
        batch = mains[start : start + BATCH]
        records = partners.create([_plain(row) for row in batch])
        ids |= {row["id"]: record.id for row, record in zip(batch, records, strict=True)}
    for start in range(0, len(contacts), BATCH):
        batch = contacts[start : start + BATCH]
        partners.create(
            [_plain(row) | {"parent_id": ids.get(row["parent_row_id"])} for row in batch]
        )
    bench.env.flush_all()


@check.prepare
def _prepare_file(bench, size):
    return _write(size)


@check.suite
def _check(bench, path):
    _check_file(bench.env, path)


@check.floor
def _read_lines(bench, path):
    """The bare reading of the lines."""
    with open(path, encoding="utf-8-sig") as file:
        assert sum(len(line) for line in file)
