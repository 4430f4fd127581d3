"""The addons' life in one database: host, installed, upgraded twice, uninstalled."""

import json
import os
import time
from pathlib import Path

from tests import database, volume

from . import snapshot

PROBE = Path(__file__).with_name("probe.py")


class Life:
    """Runs all steps once; keeps a snapshot, a probe and the seconds of each."""

    def __init__(self, partners=0, orders=0):
        self.name = f"{database.host_template()}_life_{partners}_{os.getpid()}"
        self.partners = partners
        self.orders = orders
        self.snapshots = {}
        self.probes = {}
        self.seconds = {}

    def run(self):
        try:
            self._live()
        except BaseException:
            self.forget()
            raise
        return self

    def forget(self):
        """Let go of the snapshots: a traceback of a failure keeps this object for the whole run."""
        for kept in (self.snapshots, self.probes, self.seconds):
            kept.clear()

    def _live(self):
        try:
            database.clone(database.host_template(), self.name)
            self._fill()
            # both list the modules, make the probe's users, and fill the host's caches
            self._probe("warm")
            self._record("host")
            self._time("install", lambda: database.install(self.name))
            self._record("installed")
            self._time("upgrade", lambda: database.upgrade(self.name))
            self._snapshot("upgraded")
            database.upgrade(self.name)
            self._snapshot("upgraded again")
            self._time("uninstall", lambda: database.uninstall(self.name))
            self._record("uninstalled")
        finally:
            database.drop(self.name)

    def _fill(self):
        connection = database.connect(self.name)
        try:
            with connection.cursor() as cursor:
                volume.create_partners(cursor, self.partners)
                volume.create_orders(cursor, self.orders)
                # our demo data is a company of its own; here it is the host that counts
                cursor.execute("UPDATE ir_module_module SET demo = false")
        finally:
            connection.close()
        database.odoo(
            self.name, "shell", stdin="env['ir.module.module'].update_list()\nenv.cr.commit()\n"
        )

    def _record(self, step):
        self._probe(step)
        self._snapshot(step)

    def _snapshot(self, step):
        self.snapshots[step] = snapshot.take(self.name)

    def _probe(self, step):
        output = database.odoo(self.name, "shell", stdin=PROBE.read_text(encoding="utf-8"))
        line = next(line for line in output.splitlines() if "PROBE{" in line)
        self.probes[step] = json.loads(line[line.index("{") :])

    def _time(self, step, act):
        start = time.monotonic()
        act()
        self.seconds[step] = time.monotonic() - start
