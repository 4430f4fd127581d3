"""The other side of the benchmarks of tickets: another help desk, else the host's opportunities.

The help desk is that of the OCA, when ``./crm bench --peer`` names the folder of its addons
(``helpdesk_mgmt`` and ``helpdesk_mgmt_sla``).
"""

from tests import volume

PAGE = ["number", "name", "partner_name", "user_id", "tag_ids", "create_date", "stage_id"]
LEAD_PAGE = ["name", "partner_id", "team_id", "user_id", "stage_id", "priority", "date_deadline"]
_TICKETS = """
INSERT INTO helpdesk_ticket (number, name, description, team_id, company_id, stage_id, user_id,
       priority, sequence, active, create_date, write_date, last_stage_update)
SELECT 'V' || n, 'Volume ' || n, '<p>leaks</p>', %(team)s, %(company)s,
       CASE WHEN n %% 10 = 0 THEN %(open)s ELSE %(closed)s END, 2, (n %% 4)::text, 10, true,
       now() - n * interval '30 seconds', now(), now()
  FROM generate_series(%(start)s + 1, %(stop)s) AS n
"""


def is_there(env):
    return "helpdesk.ticket" in env


def model(env):
    """Return the model of the other side, for an administrator."""
    name = "helpdesk.ticket" if is_there(env) else "crm.lead"
    return env[name].with_user(env.ref("base.user_admin"))


def open_domain(env):
    return [("stage_id.closed" if is_there(env) else "stage_id.is_won", "=", False)]


def page(env):
    return PAGE if is_there(env) else LEAD_PAGE


def team(env):
    """Return its team, with as many policies as ours."""
    found = env["helpdesk.ticket.team"].search([("name", "=", "Bench")], limit=1)
    if found:
        return found
    created = env["helpdesk.ticket.team"].create(
        {"name": "Bench", "use_sla": True, "alias_name": "bench"}
    )
    stages = env["helpdesk.ticket.stage"].search([], order="sequence")
    for stage, hours in ((stages[1], 4), (stages[-1], 16)):
        env["helpdesk.sla"].create(
            {"name": stage.name, "stage_id": stage.id, "hours": hours, "team_ids": created.ids}
        )
    return created


def values(env, size):
    """Return what ``size`` tickets, or opportunities, are created with."""
    if is_there(env):
        common = {"description": "leaks", "team_id": team(env).id}
    else:
        common = {"partner_id": env.company.partner_id.id}
    return [{"name": f"Pump {n}"} | common for n in range(size)]


def fill(cursor, env, size):
    """Bring what was made up to ``size``, a tenth of it open."""
    if not is_there(env):
        volume.create_leads(cursor, size)
        return
    stages = env["helpdesk.ticket.stage"].search([("team_ids", "=", False)], order="sequence")
    cursor.execute("SELECT count(*) FROM helpdesk_ticket WHERE number LIKE 'V%'")
    limits = {"start": cursor.fetchone()[0], "stop": size}
    facts = {
        "team": team(env).id,
        "company": env.company.id,
        "open": stages.filtered(lambda stage: not stage.closed)[:1].id,
        "closed": stages.filtered("closed")[:1].id,
    }
    cursor.execute(_TICKETS, limits | facts)
    cursor.execute("ANALYZE helpdesk_ticket")
