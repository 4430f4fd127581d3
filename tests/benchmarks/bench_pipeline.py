"""The pipeline of each night, what moved it, and the counters of its stages.

``peer`` is the host grouping its opportunities, ``floor`` is bare SQL: for the first snapshot a
bare copy of the same columns, for a night the bare comparison of what stands with what was known.
"""

from datetime import date

from tests import volume

from .harness import Case
from .pages import as_employee

SIZES = (100_000, 1_000_000)
first = Case("first snapshot of the pipeline", sizes=SIZES, unit="opportunities", rounds=3)
night = Case("a night of the pipeline, 1 % changed", sizes=SIZES, unit="opportunities", rounds=3)
moved = Case("waterfall between two days", sizes=SIZES, unit="opportunities", rounds=3)
counters = Case("pipeline by stage: its counters", sizes=SIZES, unit="opportunities")
singled = Case("pipeline on a day by stage, from its rows", sizes=SIZES, unit="opportunities")

BEGIN, NEXT, LAST = (date(2026, 3, day) for day in (2, 3, 4))
_SPREAD = """
UPDATE crm_lead SET expected_revenue = 100 + crm_lead.id % 90000, probability = crm_lead.id % 100,
       date_deadline = DATE '2026-01-01' + (crm_lead.id % 365)::int,
       won_status = CASE WHEN stage.is_won THEN 'won' ELSE 'pending' END
  FROM crm_stage stage
 WHERE stage.id = crm_lead.stage_id AND crm_lead.name LIKE 'Volume %'
   AND crm_lead.expected_revenue IS NULL
"""
_COPY = """
CREATE TEMP TABLE bare ON COMMIT DROP AS
SELECT id, won_status, stage_id, user_id, team_id, expected_revenue, probability, date_deadline
  FROM crm_lead WHERE type = 'opportunity'
"""
_CHANGE = "UPDATE crm_lead SET expected_revenue = expected_revenue + 1 WHERE id % 100 = 0"
_COMPARE = """
SELECT count(*) FROM crm_lead lead
  JOIN crm_sales_pipeline_snapshot row ON row.lead_number = lead.id AND row.date_to IS NULL
 WHERE lead.type = 'opportunity'
   AND (lead.stage_id, lead.user_id, lead.team_id, lead.expected_revenue, lead.date_deadline)
       IS DISTINCT FROM
       (row.stage_id, row.owner_id, row.team_id, row.value, row.date_deadline)
"""
_SUMS = """
SELECT status, sum(value) FILTER (WHERE date_from <= %(opening)s), sum(value)
  FROM crm_sales_pipeline_snapshot
 WHERE date_from <= %(closing)s AND (date_to IS NULL OR date_to >= %(opening)s)
 GROUP BY status
"""
_COUNTS = """
SELECT stage_id, count(*), sum(expected_revenue) FROM crm_lead
 WHERE type = 'opportunity' AND active AND won_status = 'pending' GROUP BY stage_id
"""


def _company(env):
    return env["res.company"].search([], order="id", limit=1)


def _fill(bench, size):
    """Bring both sides to ``size`` opportunities with values and closing dates."""
    for side in (bench.suite, bench.host):
        volume.create_leads(side.cr, size)
        side.cr.execute(_SPREAD)
        side.commit()
    tables = ("total", "snapshot", "day")
    bench.cr.execute("TRUNCATE " + ", ".join(f"crm_sales_pipeline_{name}" for name in tables))
    bench.vacuum()


def _take(bench, day):
    if not bench.env["crm.sales.pipeline.day"]._take(_company(bench.env), day):
        raise AssertionError(f"no snapshot of {day}")


@first.prepare
def _prepare_first(bench, size):
    _fill(bench, size)
    return size


@first.suite
def _suite_first(bench, _size):
    _take(bench, BEGIN)


@first.floor
def _floor_first(bench, _size):
    bench.cr.execute(_COPY)


@night.prepare
def _prepare_night(bench, size):
    _fill(bench, size)
    _take(bench, BEGIN)
    bench.cr.execute(_CHANGE)
    bench.vacuum()
    return size


@night.suite
def _suite_night(bench, _size):
    _take(bench, NEXT)


@night.floor
def _floor_night(bench, _size):
    bench.cr.execute(_COMPARE)


@moved.prepare
@counters.prepare
@singled.prepare
def _prepare_days(bench, size):
    _prepare_night(bench, size)
    _take(bench, NEXT)
    _take(bench, LAST)
    bench.vacuum()
    return {
        "company": _company(bench.env).id,
        "opening": BEGIN,
        "closing": LAST,
        "start": date(2026, 1, 1),
        "stop": date(2026, 3, 31),
        "team": None,
        "user": None,
    }


@moved.suite
def _suite_moved(bench, story):
    sums, _counts = bench.env["crm.sales.pipeline.snapshot"]._get_waterfall(story)
    if not sums["opening"]:
        raise AssertionError("an empty waterfall")


@moved.floor
def _floor_moved(bench, story):
    bench.cr.execute(_SUMS, story)


@counters.suite
def _suite_counters(bench, _story):
    totals = as_employee(bench.env, "crm.sales.pipeline.total")
    rows = totals._read_group([("date", "=", LAST)], ["stage_id"], ["lead_count:sum", "value:sum"])
    if not rows:
        raise AssertionError("no totals")


@singled.suite
def _suite_singled(bench, _story):
    rows = as_employee(bench.env, "crm.sales.pipeline.snapshot")
    rows._read_group(
        [("as_of", "=", LAST), ("status", "=", "open")], ["stage_id"], ["__count", "value:sum"]
    )


@counters.peer
@singled.peer
def _peer_counters(bench, _story):
    bench.host.env["crm.lead"]._read_group(
        [("type", "=", "opportunity"), ("won_status", "=", "pending")],
        ["stage_id"],
        ["__count", "expected_revenue:sum"],
    )


@counters.floor
@singled.floor
def _floor_counters(bench, _story):
    bench.cr.execute(_COUNTS)
