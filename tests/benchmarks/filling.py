"""Both databases of the benchmarks, filled with as many partners as a case asks for.

The suite's has them as customers: with codes, keys, orders, interactions and profiles, made
as the addon makes them.
"""

import sys
import time

from tests import volume

MARK = "crm_bench.filled"
# 60 of 100 customers have bought, twice each
BUYERS = 0.6


def fill(bench, size):
    """Bring both databases to ``size`` partners; done already, it costs nothing.

    Databases with more are built anew: deleting takes longer.
    """
    filled = _get_filled(bench)
    if filled > size:
        bench.rebuild()
    elif filled == size:
        return size
    start = time.perf_counter()
    _say(f"filling both databases with {size:,} partners …")
    for side in (bench.suite, bench.host):
        volume.create_partners(side.cr, size)
        side.commit()
    _make_customers(bench, size)
    bench.vacuum()
    bench.env["ir.config_parameter"].set_param(MARK, size)
    bench.commit()
    _say(f"filled in {time.perf_counter() - start:,.0f} s")
    return size


def _get_filled(bench):
    return int(bench.env["ir.config_parameter"].get_param(MARK, 0))


def _make_customers(bench, size):
    volume.create_customers(bench.cr)
    volume.create_orders(bench.cr, int(2 * BUYERS * size), BUYERS)
    bench.commit()
    bench.env["res.partner"]._cron_fill_crm_search()
    bench.commit()
    bench.vacuum()
    refresh_all(bench, commit=True)


def refresh_all(bench, commit=False):
    """Refresh all profiles, as the nightly job does."""
    profiles = bench.env["crm.customer.profile"]
    profiles._queue_all()
    while profiles._refresh_batch():
        if commit:
            bench.cr.commit()


def _say(text):
    print(text, file=sys.stderr, flush=True)
