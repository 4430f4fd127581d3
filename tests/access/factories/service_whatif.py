from datetime import datetime, timedelta

from .base import COMPANY, GLOBAL, MINE, OWNED, factory, make_wizard
from .service import _clock_of, _sla, _team_of, _ticket_of


@factory("crm.service.replay", COMPANY)
def _replay(world, place):
    return {"name": world.unique("Replay"), "company_id": place.company.id, "policy_ids": []}


def _replay_of(world, place):
    return world.env["crm.service.replay"].sudo().create(_replay(world, place))


def _sla_of(world, place):
    return world.env["crm.service.sla"].sudo().create(_sla(world, place))


@factory("crm.service.replay.policy", COMPANY, write=lambda world, place: {"hours": 5})
def _replay_policy(world, place):
    return {"replay_id": _replay_of(world, place).id, "sla_id": _sla_of(world, place).id}


@factory("crm.service.replay.figure", COMPANY, write=lambda world, place: {"met_count": 5})
def _replay_figure(world, place):
    return {"replay_id": _replay_of(world, place).id, "sla_id": _sla_of(world, place).id}


@factory("crm.service.replay.ticket", COMPANY, write=lambda world, place: {"verdict": "met"})
def _replay_ticket(world, place):
    return {
        "replay_id": _replay_of(world, place).id,
        "ticket_id": _ticket_of(world, place).id,
        "sla_id": _sla_of(world, place).id,
    }


@factory("crm.service.replay.outcome", COMPANY, write=lambda world, place: {"verdict": "open"})
def _replay_outcome(world, place):
    clock = _clock_of(world, place)
    return {
        "replay_id": _replay_of(world, place).id,
        "clock_id": clock.id,
        "ticket_id": clock.ticket_id.id,
        "sla_id": clock.sla_id.id,
        "month": "2026-03-01",
        "verdict": "met",
        "new_verdict": "met",
    }


@factory("crm.service.replay.person", COMPANY, write=lambda world, place: {"load": 5})
def _replay_person(world, place):
    return {"replay_id": _replay_of(world, place).id, "team_id": _team_of(world, place).id}


def _member_of(world, place):
    """Return a team of the place, and a member: the owner who works here."""
    team = _team_of(world, place)
    owner = place.owner if place.owner in team.member_ids else team.member_ids[:1]
    return {"team_id": team.id, "user_id": owner.id}


def _span(world):
    """Return an hour that no other shift has: nobody is in two at once."""
    start = datetime(2030, 1, 1) + timedelta(hours=world.number())
    return {"date_from": start, "date_to": start + timedelta(minutes=30)}


@factory("crm.service.shift", OWNED, write=lambda world, place: _span(world))
def _shift(world, place):
    return _member_of(world, place) | _span(world)


@factory("crm.service.shift.pattern", OWNED, write=lambda world, place: {"weekday": "3"})
def _shift_pattern(world, place):
    return _member_of(world, place)


@factory("crm.service.shift.plan", MINE, make=make_wizard("crm.service.shift.plan"))
def _shift_plan(world, place):
    return {"team_ids": _team_of(world, place).ids}


@factory("crm.service.shift.gap", MINE, make=make_wizard("crm.service.shift.gap"))
def _shift_gap(world, place):
    return {"team_id": _team_of(world, place).id}


@factory("crm.service.quality.criterion", GLOBAL)
def _criterion(world, place):
    return {"name": world.unique("Criterion")}


@factory("crm.service.quality.sample", COMPANY)
def _sample(world, place):
    return {"name": world.unique("Sample"), "company_id": place.company.id}


@factory("crm.service.quality.review", OWNED, write=lambda world, place: {"comment": "Changed"})
def _review(world, place):
    return {
        "sample_id": world.env["crm.service.quality.sample"]
        .sudo()
        .create(_sample(world, place))
        .id,
        "ticket_id": _ticket_of(world, place).id,
        "user_id": place.owner.id,
        "state": "done",
        "date_reviewed": "2026-03-04 02:00:00",
    }


@factory("crm.service.quality.line", OWNED, write=lambda world, place: {"note": "Changed"})
def _quality_line(world, place):
    criterion = world.env["crm.service.quality.criterion"].sudo().create(_criterion(world, place))
    return {
        "review_id": world.env["crm.service.quality.review"]
        .sudo()
        .create(_review(world, place))
        .id,
        "criterion_id": criterion.id,
        "weight": 1,
    }
