"""Run benchmarks: tests/benchmarks/bench_<name>.py, each with ``main(env, size)``.

Usage: bench.py DATABASE [NAME [SIZE ...]]

A benchmark prints its own table, or returns rows (dicts with the same keys) that are printed here.
Its sizes are those given, else its ``SIZES``. Each size runs in a transaction that is rolled back,
unless the benchmark commits; without a name all benchmarks run.
"""

import importlib.util
import os
import sys
from pathlib import Path

FOLDER = Path(os.environ["CRM_ROOT"]) / "tests" / "benchmarks"
SIZES = (1000, 10000)


def find(name):
    """Return the paths of the benchmarks: the named one, or all."""
    found = sorted(FOLDER.glob(f"bench_{name or '*'}.py"))
    if not found:
        names = ", ".join(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))
        sys.exit(f"crm: no benchmark {name or ''}. There are: {names or 'none'}")
    return found


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def print_table(rows):
    """Print dicts with the same keys as a table; floats with four digits."""
    if not rows:
        return
    texts = [
        [f"{value:.4g}" if isinstance(value, float) else str(value) for value in row.values()]
        for row in rows
    ]
    header = list(rows[0])
    widths = [max(map(len, column)) for column in zip(header, *texts, strict=True)]
    for line in [header, *texts]:
        print("  " + "  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)))


def main(database, name=None, *sizes):
    import odoo  # noqa: PLC0415 -- only here: reading its configuration has effects
    from odoo.modules.registry import Registry  # noqa: PLC0415

    odoo.tools.config.parse_config(["-d", database, "--log-level=warn", "--no-http"])
    sys.path.insert(0, str(FOLDER.parent.parent))
    for path in find(name):
        benchmark = load(path)
        for size in map(int, sizes or getattr(benchmark, "SIZES", SIZES)):
            print(f"{path.stem.removeprefix('bench_')}, size {size:,}", flush=True)
            with Registry(database).cursor() as cr:
                env = odoo.api.Environment(cr, odoo.api.SUPERUSER_ID, {})
                rows = benchmark.main(env, size)
                cr.rollback()
            if isinstance(rows, list):
                print_table(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
