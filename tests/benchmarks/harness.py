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

Beside the time of the clock stands the time of the processor, of this process and of the
database's behind it (its parallel workers aside): it tells more on a busy machine.
"""

import gc
import os
import statistics
import sys
import time
import traceback
from dataclasses import dataclass, field

SIDES = ("suite", "peer", "floor")
CASES = []


@dataclass
class Case:
    title: str
    sizes: tuple
    unit: str = "rows"
    rounds: int | None = None  # at most so many, for what takes minutes
    group: str = ""
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
    seconds: dict  # side -> median by the clock
    processor: dict  # side -> median of the processor
    group: str = ""
    error: str = ""
    load: float = field(default_factory=lambda: os.getloadavg()[0])

    def ratio(self, side):
        """Return how many times ``side``'s time the suite takes (None: it did not run)."""
        return _divide(self.seconds, side)

    def processor_ratio(self, side):
        return _divide(self.processor, side)


def _divide(figures, side):
    other = figures.get(side)
    return figures["suite"] / other if other else None


def run_cases(cases, bench, rounds):
    """Time all cases at their first size, then at the next: tables only grow."""
    for case in cases:
        if "suite" not in case.sides or len(case.sides) < 2:
            raise ValueError(f"{case.title}: needs a suite side and a peer or a floor")
    results = [
        _try_size(case, case.sizes[number], bench, rounds)
        for number in range(max(len(case.sizes) for case in cases))
        for case in cases
        if number < len(case.sizes)
    ]
    places = {(case.group, case.title): place for place, case in enumerate(cases)}
    return sorted(results, key=lambda result: places[result.group, result.title])


def _try_size(case, size, bench, rounds):
    """Run ``case``; one that fails says so and does not keep the others from running."""
    print(f"{case.title}, {size:,} {case.unit} …", file=sys.stderr, flush=True)
    try:
        result = _run_size(case, size, bench, min(rounds, case.rounds or rounds))
        times = (f"{side} {seconds * 1000:,.1f} ms" for side, seconds in result.seconds.items())
        print(f"    {', '.join(times)}", file=sys.stderr, flush=True)
        return result
    except Exception as error:
        traceback.print_exc()
        bench.reset()
        text = f"{type(error).__name__}: {error}".splitlines()[0][:100]
        return Result(case.title, size, case.unit, {}, {}, case.group, text)


def _run_size(case, size, bench, rounds):
    """Time every side of ``case``, one after the other in each round."""
    data = case._prepare(bench, size) if case._prepare else size
    times = {side: [] for side in SIDES if side in case.sides}
    for turn in range(rounds):
        order = list(times)
        # the first place costs: let each side take its turn there
        for side in order[turn % len(order) :] + order[: turn % len(order)]:
            times[side].append(_time(bench, case.sides[side], data))
    clock, processor = (
        {side: statistics.median(pair[place] for pair in pairs) for side, pairs in times.items()}
        for place in (0, 1)
    )
    return Result(case.title, size, case.unit, clock, processor, case.group)


def _time(bench, function, data):
    """Return the seconds that ``function`` takes: by the clock, of the processor."""
    bench.reset()
    gc.collect()
    gc.disable()
    try:
        start, busy = time.perf_counter(), _processor_time(bench)
        function(bench, data)
        return time.perf_counter() - start, _processor_time(bench) - busy
    finally:
        gc.enable()
        bench.reset()


def _processor_time(bench):
    """Return the seconds of the processor that we and our database processes have used."""
    return time.process_time() + sum(map(_busy, bench.process_ids()))


def _busy(process_id):
    try:
        with open(f"/proc/{process_id}/schedstat") as file:
            return int(file.read().split()[0]) / 1e9
    except OSError:
        return 0.0  # a server on another machine


def show(results):
    """Return the results as a Markdown table: times, and the suite's over each side's.

    In brackets stands the same ratio of the processor's time.
    """
    rows = [["case", "size", "suite", "peer", "suite/peer", "floor", "suite/floor"]]
    for result in results:
        cells = [result.title, f"{result.size:,} {result.unit}", _time_text(result, "suite")]
        for side in ("peer", "floor"):
            cells += [_time_text(result, side), _ratio_text(result, side)]
        if result.error:
            cells[2] = result.error
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


def _ratio_text(result, side):
    ratio = result.ratio(side)
    if not ratio:
        return "–"
    processor = result.processor_ratio(side)
    return f"{ratio:.2f} ({processor:.2f})" if processor else f"{ratio:.2f}"


def load_text(results):
    """Say how busy the machine was."""
    loads = [result.load for result in results]
    return f"load average {min(loads):.1f} to {max(loads):.1f}, {os.cpu_count()} processors"
