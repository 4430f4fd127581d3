"""Opportunities and quotations of the host: what they cost with this suite beside without it.

``peer`` is the same host without the suite: a ratio of 1.1 means that it takes a tenth longer.
"""

from odoo.fields import Command

from tests import volume

from .harness import Case
from .pages import as_employee

batch = Case("opportunities created in a batch", sizes=(50, 500), unit="opportunities")
single = Case("opportunities created one by one", sizes=(10, 100), unit="opportunities")
moves = Case("opportunities moved to the next stage", sizes=(50, 500), unit="opportunities")
quotations = Case("quotations of five lines, confirmed", sizes=(5, 50), unit="quotations")
kanban = Case("kanban of the pipeline", sizes=(100_000, 1_000_000), unit="opportunities")
OPEN = [("type", "=", "opportunity"), ("won_status", "=", "pending")]


def _values(env, size):
    team = env.ref("sales_team.team_sales_department")
    values = {
        "type": "opportunity",
        "partner_id": env.company.partner_id.id,
        "team_id": team.id,
        "user_id": env.ref("base.user_admin").id,
        "expected_revenue": 1000,
    }
    return [values | {"name": f"Line {n}"} for n in range(size)]


def _create(env, size):
    leads = env["crm.lead"].create(_values(env, size))
    env.flush_all()
    return leads


def _create_singly(env, size):
    for values in _values(env, size):
        env["crm.lead"].create(values)
        env.flush_all()


def _both(case, function):
    """Let the suite and the host without it do the same."""
    case.prepare(lambda _bench, size: size)
    case.suite(lambda bench, size: function(bench.env, size))
    case.peer(lambda bench, size: function(bench.host.env, size))


def _move(env, size):
    stages = env["crm.stage"].search([("team_ids", "=", False)], order="sequence", limit=2)
    leads = env["crm.lead"].search([("name", "=like", "Moving %")], limit=size)
    leads.stage_id = stages[1]
    env.flush_all()


def _prepare_moves(bench, size):
    for side in (bench.suite, bench.host):
        missing = size - side.env["crm.lead"].search_count([("name", "=like", "Moving %")])
        values = [row | {"name": f"Moving {n}"} for n, row in enumerate(_values(side.env, missing))]
        side.env["crm.lead"].create(values)
        side.commit()
    return size


def _confirm(env, size):
    product = env["product.product"].search([("sale_ok", "=", True)], limit=1)
    line = {"product_id": product.id, "product_uom_qty": 2, "price_unit": 100}
    values = {
        "partner_id": env.company.partner_id.id,
        "order_line": [Command.create(line) for _line in range(5)],
    }
    env["sale.order"].create([values] * size).action_confirm()
    env.flush_all()


def _open_kanban(env, _size):
    """Read what the kanban of the host asks for: groups with sums, and the bars above them."""
    leads = as_employee(env, "crm.lead")
    leads.web_read_group(OPEN, ["stage_id"], ["__count", "expected_revenue:sum"])
    bar = {"field": "activity_state", "colors": {"planned": "1", "today": "2", "overdue": "3"}}
    leads.read_progress_bar(OPEN, "stage_id", bar)


def _prepare_kanban(bench, size):
    for side in (bench.suite, bench.host):
        volume.create_leads(side.cr, size)
        side.vacuum()
    return size


_both(batch, _create)
_both(single, _create_singly)
_both(moves, _move)
_both(quotations, _confirm)
_both(kanban, _open_kanban)
moves.prepare(_prepare_moves)
kanban.prepare(_prepare_kanban)
