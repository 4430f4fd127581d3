"""Service tickets: creating them, the lists and figures that people start from, and the sweep.

``peer`` is another help desk, or the host's opportunity, doing the same (``help_desk.py``);
``floor`` is bare SQL.
"""

from datetime import timedelta

from odoo import fields

from tests import volume

from . import help_desk
from .filling import fill
from .harness import Case
from .pages import as_employee, check_plan, open_page

batch = Case("tickets created in a batch", sizes=(50, 500), unit="tickets", rounds=3)
single = Case("tickets created one by one", sizes=(10, 100), unit="tickets", rounds=3)
idle = Case("sweep with nothing due", sizes=(10_000, 100_000), unit="running clocks")
escalations = Case("escalations", sizes=(100, 1_000), unit="clocks due", rounds=3)
SIZES = (100_000, 1_000_000)

_INSERT = """
INSERT INTO crm_service_ticket (number, name, team_id, company_id, stage_id, partner_id, kind,
       channel, impact, urgency, priority, date_opened, active)
SELECT 'B' || n, 'Pump ' || n, %s, %s, %s, %s, 'incident', 'phone', '2', '2', '1', now(), true
  FROM generate_series(1, %s) AS n
"""


def _team(env):
    """Return the benchmark's team; its two policies promise an answer and a solution."""
    team = env["crm.service.team"].search([("name", "=", "Bench")], limit=1)
    if not team:
        team = env["crm.service.team"].create({"name": "Bench"})
        for target, hours in (("first_response", 4), ("resolution", 16)):
            env["crm.service.sla"].create(
                {"name": target, "target": target, "hours": hours, "team_ids": team.ids}
            )
    return team


def _tickets(env, size):
    team = _team(env)
    partner = env.company.partner_id
    return [
        {"name": f"Pump {n}", "team_id": team.id, "partner_id": partner.id} for n in range(size)
    ]


@batch.prepare
@single.prepare
def _prepare_creation(bench, size):
    _team(bench.env)
    bench.commit()
    values = help_desk.values(bench.host.env, size)
    bench.host.commit()
    return size, values


@batch.suite
def _suite_batch(bench, data):
    bench.env["crm.service.ticket"].create(_tickets(bench.env, data[0]))
    bench.env.flush_all()


@batch.peer
def _peer_batch(bench, data):
    help_desk.model(bench.host.env).create(data[1])
    bench.host.env.flush_all()


@batch.floor
@single.floor
def _floor_creation(bench, data):
    env = bench.env
    stage = env["crm.service.stage"].search([], limit=1)
    team, company = _team(env), env.company
    bench.cr.execute(_INSERT, [team.id, company.id, stage.id, company.partner_id.id, data[0]])


@single.suite
def _suite_single(bench, data):
    for values in _tickets(bench.env, data[0]):
        bench.env["crm.service.ticket"].create(values)
        bench.env.flush_all()


@single.peer
def _peer_single(bench, data):
    for values in data[1]:
        help_desk.model(bench.host.env).create(values)
        bench.host.env.flush_all()


# the sweep
def _fill_clocks(bench, size):
    """Let ``size`` clocks run whose next moment lies ahead."""
    team = _team(bench.env)
    volume.create_tickets(bench.cr, 10 * size, team.ids)
    bench.cr.execute(
        "DELETE FROM crm_service_clock WHERE ticket_id IN"
        " (SELECT id FROM crm_service_ticket WHERE number LIKE 'V%%')"
    )
    sla = bench.env["crm.service.sla"].search([("team_ids", "in", team.ids)], limit=1)
    volume.create_clocks(bench.cr, size, sla.id)
    bench.vacuum()


@idle.prepare
def _prepare_idle(bench, size):
    _fill_clocks(bench, size)
    return fields.Datetime.now()


@idle.suite
def _suite_idle(bench, _now):
    bench.env["crm.service.clock"]._cron_sweep()


@idle.floor
def _floor_idle(bench, now):
    bench.cr.execute("SELECT id FROM crm_service_clock WHERE next_at < %s ORDER BY next_at", [now])


@escalations.prepare
def _prepare_escalations(bench, size):
    tickets = bench.env["crm.service.ticket"].create(_tickets(bench.env, size))
    bench.commit()
    return tickets.clock_ids.filtered(lambda clock: clock.target == "first_response").ids


@escalations.suite
def _suite_escalations(bench, ids):
    clocks = bench.env["crm.service.clock"].browse(ids)
    clocks._escalate(max(clocks.mapped("deadline")) + timedelta(minutes=1))
    bench.env.flush_all()


@escalations.floor
def _floor_escalations(bench, ids):
    bench.cr.execute(
        "INSERT INTO crm_service_escalation (clock_id, ticket_id, sla_id, kind, date, date_done,"
        " round, seconds) SELECT id, ticket_id, sla_id, 'breach', deadline, now(), 1, 0"
        " FROM crm_service_clock WHERE id = ANY(%s)",
        [ids],
    )
    bench.cr.execute(
        "UPDATE crm_service_clock SET is_breached = true, next_at = NULL, breached_at = deadline,"
        " handled_until = now() WHERE id = ANY(%s)",
        [ids],
    )
    bench.cr.execute(
        "UPDATE crm_service_ticket t SET is_breached = true FROM crm_service_clock c"
        " WHERE c.ticket_id = t.id AND c.id = ANY(%s)",
        [ids],
    )


# lists and figures
PAGE = ["number", "name", "partner_id", "team_id", "user_id", "stage_id", "priority", "deadline"]
OPEN = [("is_closed", "=", False)]


def _fill_tickets(bench, size):
    """Fill both sides: ``size`` tickets, a tenth of them open."""
    fill(bench, 100_000)
    volume.create_tickets(bench.cr, size, _team(bench.env).ids)
    help_desk.fill(bench.host.cr, bench.host.env, size)
    bench.vacuum()
    return size


def _register(title, suite, peer, floor, check=None):
    case = Case(title, sizes=SIZES, unit="tickets")

    @case.prepare
    def _prepare(bench, size):
        _fill_tickets(bench, size)
        if check is not None:
            check_plan(as_employee(bench.env, "crm.service.ticket"), check)
        return size

    case.suite(lambda bench, size: suite(as_employee(bench.env, "crm.service.ticket")))
    case.peer(lambda bench, size: peer(help_desk.model(bench.host.env), bench.host.env))
    case.floor(lambda bench, size: bench.cr.execute(floor))


_register(
    "list of open tickets",
    lambda tickets: open_page(tickets, OPEN, PAGE),
    lambda model, env: open_page(model, help_desk.open_domain(env), help_desk.page(env)),
    "SELECT id, number, name FROM crm_service_ticket WHERE active IS TRUE AND is_closed IS NOT TRUE"
    " ORDER BY deadline, id LIMIT 80",
    check=OPEN,
)
_register(
    "list of my open tickets",
    lambda tickets: open_page(tickets, [*OPEN, ("user_id", "=", 2)], PAGE),
    lambda model, env: open_page(
        model, [*help_desk.open_domain(env), ("user_id", "=", 2)], help_desk.page(env)
    ),
    "SELECT id, number, name FROM crm_service_ticket WHERE active IS TRUE AND is_closed IS NOT TRUE"
    " AND user_id = 2 ORDER BY deadline, id LIMIT 80",
    check=[*OPEN, ("user_id", "=", 2)],
)
_register(
    "kanban by stage: its counters",
    lambda tickets: tickets._read_group(OPEN, ["stage_id"], ["__count"]),
    lambda model, env: model._read_group(help_desk.open_domain(env), ["stage_id"], ["__count"]),
    "SELECT stage_id, count(*) FROM crm_service_ticket WHERE active IS TRUE"
    " AND is_closed IS NOT TRUE GROUP BY stage_id",
)
_register(
    "report: tickets by month and kind",
    lambda tickets: tickets._read_group(
        [("date_opened", ">=", "2026-01-01")], ["date_opened:month", "kind"], ["__count"]
    ),
    lambda model, env: model._read_group(
        [("create_date", ">=", "2026-01-01")], ["create_date:month", "priority"], ["__count"]
    ),
    "SELECT date_trunc('month', date_opened), kind, count(*) FROM crm_service_ticket"
    " WHERE active IS TRUE AND date_opened >= '2026-01-01' GROUP BY 1, 2",
)
