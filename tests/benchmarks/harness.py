"""Compare this suite with the host doing the same work, and with the bare floor.

A file ``bench_<name>.py`` registers cases::

    case = Case("check a phone number", sizes=(1_000, 10_000))

    @case.prepare              # optional, untimed, once per size; what it returns is `data`
    def _prepare(bench, size): ...

    @case.suite                # this suite
    def _suite(bench, data): ...

    @case.peer                 # the host or another product doing the same work
    def _peer(bench, data): ...

    @case.floor                # bare SQL or Python
    def _floor(bench, data): ...

``bench.env`` and ``bench.cr`` stand on the benchmark's own database, ``bench.host.env`` and
``bench.host.cr`` on one with the same host modules and none of ours, both opened on first
use. Each timed call starts with empty caches and is rolled back. ``suite`` and at least one other
side must be there: a figure alone is no comparison.
"""

import gc
import statistics
import time
from dataclasses import dataclass, field

SIDES = ("suite", "peer", "floor")
CASES = []


@dataclass
class Case:
    title: str
    sizes: tuple
    unit: str = "rows"
    sides: dict = field(default_factory=dict)
    _prepare: object = None

    def __post_init__(self):
        if len(self.sizes) < 2 or self.sizes[-1] < 10 * self.sizes[0]:
            raise ValueError(f"{self.title}: two sizes ten times apart, not {self.sizes}")
        CASES.append(self)

    def prepare(self, function):
        self._prepare = function
        return function

    def suite(self, function):
        return self._side("suite", function)

    def peer(self, function):
        return self._side("peer", function)

    def floor(self, function):
        return self._side("floor", function)

    def _side(self, name, function):
        self.sides[name] = function
        return function


@dataclass
class Result:
    title: str
    size: int
    unit: str
    seconds: dict  # side -> median

    def ratio(self, side):
        """Return how many times ``side``'s time the suite takes (None: it did not run)."""
        other = self.seconds.get(side)
        return self.seconds["suite"] / other if other else None


def run_cases(cases, bench, rounds):
    """Time all cases at their first size, then at the next: tables only grow."""
    for case in cases:
        if "suite" not in case.sides or len(case.sides) < 2:
            raise ValueError(f"{case.title}: needs a suite side and a peer or a floor")
    results = [
        _run_size(case, case.sizes[number], bench, rounds)
        for number in range(max(len(case.sizes) for case in cases))
        for case in cases
        if number < len(case.sizes)
    ]
    titles = [case.title for case in cases]
    return sorted(results, key=lambda result: titles.index(result.title))


def _run_size(case, size, bench, rounds):
    """Time every side of ``case``, one after the other in each round."""
    data = case._prepare(bench, size) if case._prepare else size
    times = {side: [] for side in SIDES if side in case.sides}
    for turn in range(rounds):
        order = list(times)
        # the first place costs: let each side take its turn there
        for side in order[turn % len(order) :] + order[: turn % len(order)]:
            times[side].append(_time(bench, case.sides[side], data))
    medians = {side: statistics.median(values) for side, values in times.items()}
    return Result(case.title, size, case.unit, medians)


def _time(bench, function, data):
    bench.reset()
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        function(bench, data)
        return time.perf_counter() - start
    finally:
        gc.enable()
        bench.reset()


def show(results):
    """Return the results as a Markdown table: seconds, and the suite's time over each side's."""
    rows = [["case", "size", "suite", "peer", "suite/peer", "floor", "suite/floor"]]
    for result in results:
        cells = [result.title, f"{result.size:,} {result.unit}", _time_text(result, "suite")]
        for side in ("peer", "floor"):
            ratio = result.ratio(side)
            cells += [_time_text(result, side), f"{ratio:.2f}" if ratio else "–"]
        rows.append(cells)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _time_text(result, side):
    seconds = result.seconds.get(side)
    if seconds is None:
        return "–"
    return f"{seconds * 1000:,.1f} ms" if seconds < 10 else f"{seconds:,.1f} s"
