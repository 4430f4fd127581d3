"""Run the benchmarks: ``./crm bench [NAME ...] [--rounds 5] [--fresh] [--peer FOLDER]``.

``FOLDER`` holds the addons of another product, of the same version of Odoo: all of them are
installed in the host's database, and what they can do is measured there.
"""

import argparse
import importlib
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import odoo
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import close_db

from tests import database, volume
from tests.benchmarks import harness

HERE = Path(__file__).parent


class Database:
    """One database of the benchmark, opened on first use."""

    def __init__(self, name, fresh, with_suite, peers=()):
        self.name = name
        self.peers = peers
        self.source = database.host_template()
        if with_suite:
            self.source = os.environ.get("CRM_SUITE_TEMPLATE", self.source)
        self.fresh = fresh
        self.with_suite = with_suite
        self._cursor = None
        self._env = None

    @property
    def cr(self):
        if self._cursor is None:
            self._open()
        return self._cursor

    @property
    def env(self):
        if self._env is None:
            self._env = api.Environment(self.cr, SUPERUSER_ID, {})
        return self._env

    def reset(self):
        """Undo the timed call and forget what it read."""
        if self._cursor is not None:
            self._cursor.rollback()
            self._env = None
            self._registry.clear_all_caches()

    def commit(self):
        self.env.flush_all()
        self._cursor.commit()

    def close(self):
        if self._cursor is not None:
            self._cursor.close()
            self._cursor = self._env = None

    def vacuum(self):
        """Do what the database's own cleaning does in time: statistics, visible pages."""
        self.commit()
        database.query(self.name, "VACUUM ANALYZE")

    def rebuild(self):
        """Start again with an empty database."""
        self.close()
        Registry.delete(self.name)
        close_db(self.name)
        self.fresh = True

    def process_id(self):
        """Return the id of the database server's process for us, None when not opened."""
        return self._cursor and self._cursor._cnx.info.backend_pid

    def _open(self):
        if self.fresh or not database.exists(self.name) or self._is_stale():
            print(f"building {self.name} …", file=sys.stderr)
            database.clone(self.source, self.name)
            if self.with_suite and self.source == database.host_template():
                database.install(self.name)
            if self.peers:
                paths = ",".join(odoo.tools.config["addons_path"])
                database.odoo(
                    self.name, "-i", ",".join(self.peers), "--stop-after-init",
                    f"--addons-path={paths}", check=False,
                )  # fmt: skip
            database.set_comment(self.name, database.get_comment(self.source))
        self.fresh = False
        self._registry = Registry(self.name)
        self._cursor = self._registry.cursor()
        volume.set_defaults(self._cursor)
        self._cursor.commit()

    def _is_stale(self):
        """The source was built anew since we cloned it: its comment holds its key."""
        return database.get_comment(self.name) != database.get_comment(self.source)


class Bench:
    """What a case works with: the suite's database, and the host's without the suite."""

    def __init__(self, fresh, peers=()):
        name = os.environ.get("CRM_BENCH_DATABASE", "crm_bench")
        self.suite = Database(name, fresh, with_suite=True)
        other = f"{name}_peer" if peers else f"{name}_host"
        self.host = Database(other, fresh, with_suite=False, peers=peers)

    @property
    def env(self):
        return self.suite.env

    @property
    def cr(self):
        return self.suite.cr

    def reset(self):
        self.suite.reset()
        self.host.reset()

    def commit(self):
        """Keep what a ``prepare`` made in the suite's database."""
        self.suite.commit()

    def vacuum(self):
        self.suite.vacuum()
        self.host.vacuum()

    def rebuild(self):
        self.suite.rebuild()
        self.host.rebuild()

    def process_ids(self):
        """Return the ids of the database server's processes that work for us."""
        return filter(None, (self.suite.process_id(), self.host.process_id()))

    def close(self):
        self.suite.close()
        self.host.close()


def main():
    names = sorted(path.stem[6:] for path in HERE.glob("bench_*.py"))
    parser = argparse.ArgumentParser(prog="./crm bench", description=__doc__)
    parser.add_argument("name", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--fresh", action="store_true", help="build the database anew")
    parser.add_argument("--peer", metavar="FOLDER", help="addons of another product")
    options = parser.parse_args()
    if unknown := set(options.name) - set(names):
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(names)}")
    bench = Bench(options.fresh, _configure(options.peer))
    try:
        results = harness.run_cases(_load(options.name or names), bench, options.rounds)
    finally:
        bench.close()
    for name in options.name or names:
        shown = [result for result in results if result.group == name]
        title = f"{name} ({options.rounds} rounds, {harness.load_text(shown)})"
        print(f"\n### {title}\n\n{harness.show(shown)}", flush=True)
    return any(result.error for result in results)


def _configure(folder):
    """Read the configuration, with the addons of ``folder``; return their names."""
    settings, config = ["-c", database.config_path()], odoo.tools.config
    config.parse_config(settings, setup_logging=False)
    if not folder:
        return ()
    paths = [*config["addons_path"], str(Path(folder).resolve())]
    config.parse_config([*settings, f"--addons-path={','.join(paths)}"], setup_logging=False)
    return sorted(path.parent.name for path in Path(folder).glob("*/__manifest__.py"))


def _load(names):
    """Return the cases of the files ``names``."""
    for name in names:
        known = len(harness.CASES)
        importlib.import_module(f"tests.benchmarks.bench_{name}")
        for case in harness.CASES[known:]:
            case.group = name
    return list(harness.CASES)


if __name__ == "__main__":
    sys.exit(main())
