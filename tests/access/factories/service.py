from odoo.fields import Command

from .base import COMPANY, GLOBAL, MINE, OWNED, factory, make_wizard
from .host import customer_of


def _team_of(world, place):
    """Return the service team in which the place's owner works: near, far, or abroad."""
    near = world.mate.union(*world.users.values())
    members = near if place.owner in near else place.owner
    name = f"Matrix service of {members[:1].login}"
    teams = world.env["crm.service.team"].sudo()
    known = teams.search([("name", "=", name)])
    return known or teams.create(
        {
            "name": name,
            "company_id": place.company.id,
            "user_id": False,
            "member_ids": [Command.set(members.filtered(lambda user: not user.share).ids)],
        }
    )


@factory(
    "crm.service.ticket",
    OWNED,
    write=lambda world, place: {"name": "Changed"},
    sealed=("create", "write"),  # of outsiders, who write no field
)
def _ticket(world, place):
    return {
        "name": world.unique("Ticket"),
        "partner_id": customer_of(place).id,
        "company_id": place.company.id,
        "team_id": _team_of(world, place).id,
        "user_id": not place.owner.share and place.owner.id,
    }


def _ticket_of(world, place):
    return world.env["crm.service.ticket"].sudo().create(_ticket(world, place))


@factory("crm.service.event", OWNED, write=lambda world, place: {"kind": "response"})
def _event(world, place):
    return {
        "ticket_id": _ticket_of(world, place).id,
        "date": "2026-03-04 02:00:00",
        "kind": "message",
    }


@factory("crm.service.time", OWNED, write=lambda world, place: {"hours": 2})
def _time(world, place):
    return {
        "ticket_id": _ticket_of(world, place).id,
        "user_id": place.owner.id,
        "hours": 1,
    }


@factory("crm.service.team", COMPANY)
def _team(world, place):
    return {"name": world.unique("Service team"), "company_id": place.company.id}


for _model in ("stage", "category", "tag", "cause"):

    @factory(f"crm.service.{_model}", GLOBAL)
    def _word(world, place):
        return {"name": world.unique("Word")}


@factory("crm.service.sla", COMPANY)
def _sla(world, place):
    return {
        "name": world.unique("Policy"),
        "company_id": place.company.id,
        "target": "next_response",
        "kind": "complaint",
        "hours": 4,
    }


def _clock_of(world, place):
    return world.env["crm.service.clock"].sudo().create(_clock(world, place))


@factory("crm.service.clock", OWNED, write=lambda world, place: {"state": "met"})
def _clock(world, place):
    return {
        "ticket_id": _ticket_of(world, place).id,
        "sla_id": world.env["crm.service.sla"].sudo().create(_sla(world, place)).id,
    }


@factory("crm.service.escalation", OWNED, write=lambda world, place: {"round": 2})
def _escalation(world, place):
    clock = _clock_of(world, place)
    return {
        "clock_id": clock.id,
        "ticket_id": clock.ticket_id.id,
        "kind": "breach",
        "date": "2026-03-04 02:00:00",
        "date_done": "2026-03-04 02:00:00",
        "round": 1,
        "seconds": 0,
    }


@factory("crm.service.report", MINE, make=make_wizard("crm.service.report"))
def _report(world, place):
    return {"partner_id": place.partner.id, "company_id": place.company.id}


@factory("crm.service.mail", COMPANY, write=lambda world, place: {"subject": "Changed"})
def _mail(world, place):
    return {
        "message_key": world.unique("key"),
        "date": "2026-03-04 02:00:00",
        "subject": "Pump leaks",
        "company_id": place.company.id,
    }


@factory("crm.service.merge", OWNED, write=lambda world, place: {"state": "undone"})
def _merge(world, place):
    return {
        "survivor_id": _ticket_of(world, place).id,
        "loser_id": _ticket_of(world, place).id,
        "date": "2026-03-04 02:00:00",
    }


@factory("crm.service.macro", COMPANY)
def _macro(world, place):
    return {"name": world.unique("Macro"), "company_id": place.company.id}


@factory("crm.service.macro.run", OWNED, write=lambda world, place: {"state": "undone"})
def _macro_run(world, place):
    return {
        "ticket_id": _ticket_of(world, place).id,
        "user_id": place.owner.id,
        "date": "2026-03-04 02:00:00",
    }


@factory("crm.service.presence", OWNED, write=lambda world, place: {"is_writing": True})
def _presence(world, place):
    return {
        "ticket_id": _ticket_of(world, place).id,
        "user_id": place.owner.id,
        "date_seen": "2026-03-04 02:00:00",
    }


@factory("crm.service.macro.use", MINE, make=make_wizard("crm.service.macro.use"))
def _macro_use(world, place):
    return {"ticket_ids": _ticket_of(world, place).ids}


@factory("crm.service.ticket.merge", MINE, make=make_wizard("crm.service.ticket.merge"))
def _ticket_merge(world, place):
    return {"ticket_ids": _ticket_of(world, place).ids}


for _wizard in ("split", "spread"):

    @factory(
        f"crm.service.ticket.{_wizard}", MINE, make=make_wizard(f"crm.service.ticket.{_wizard}")
    )
    def _ticket_wizard(world, place):
        return {"ticket_id": _ticket_of(world, place).id}


@factory("crm.service.web.count", GLOBAL, write=lambda world, place: {"count": 0})
def _web_count(world, place):
    return {"key": world.unique("Digest"), "date": "2026-03-04 02:00:00", "count": 1}


def _make_rating(world, place):
    """Of a ticket that the place's owner has, given by its customer."""
    return world.env["rating.rating"].sudo().create(_rating(world, place))


@factory(
    "rating.rating", OWNED, write=lambda world, place: {"feedback": "Changed"}, make=_make_rating
)
def _rating(world, place):
    return {
        "res_model_id": world.env["ir.model"]._get_id("crm.service.ticket"),
        "res_id": _ticket_of(world, place).id,
        "rated_partner_id": place.owner.partner_id.id,
        "rating": 5,
        "consumed": True,
    }


def _make_satisfaction(world, place):
    rating = _make_rating(world, place)
    world.env.flush_all()
    return world.env["crm.service.satisfaction"].browse(rating.id)


@factory("crm.service.satisfaction", OWNED, make=_make_satisfaction)
def _satisfaction(world, place):
    return {"score": 5}


@factory("crm.service.skill", GLOBAL)
def _skill(world, place):
    return {"name": world.unique("Skill")}


@factory("crm.service.member", COMPANY, write=lambda world, place: {"capacity": 2})
def _member(world, place):
    team = world.env["crm.service.team"].sudo().create(_team(world, place))
    return {"team_id": team.id, "user_id": place.owner.id or world.env.uid}


@factory("crm.service.member.skill", COMPANY, write=lambda world, place: {"level": "3"})
def _member_skill(world, place):
    return {
        "member_id": world.env["crm.service.member"].sudo().create(_member(world, place)).id,
        "skill_id": world.env["crm.service.skill"].sudo().create(_skill(world, place)).id,
    }


@factory("crm.service.assignment", OWNED, write=lambda world, place: {"method": "taken"})
def _assignment(world, place):
    ticket = _ticket_of(world, place)
    return {
        "ticket_id": ticket.id,
        "team_id": ticket.team_id.id,
        "date": "2026-03-04 02:00:00",
        "method": "manual",
        "user_id": place.owner.id,
    }


def _facts(place):
    return {
        "partner_id": place.partner.id,
        "commercial_partner_id": place.partner.id,
        "company_id": place.company.id,
        "user_id": place.owner.id,
    }


@factory("crm.service.nps.round", COMPANY)
def _nps_round(world, place):
    return {"name": world.unique("Round"), "company_id": place.company.id}


@factory("crm.service.nps.answer", OWNED, write=lambda world, place: {"score": 10})
def _nps_answer(world, place):
    one = world.env["crm.service.nps.round"].sudo().create(_nps_round(world, place))
    return _facts(place) | {"round_id": one.id, "quarter": "2026-01-01"}


@factory("crm.service.process", GLOBAL)
def _process(world, place):
    return {"name": world.unique("Process"), "code": f"process_{world.number()}"}


@factory("crm.service.effort", OWNED, write=lambda world, place: {"score": 5})
def _effort(world, place):
    process = world.env["crm.service.process"].sudo().create(_process(world, place))
    return _facts(place) | {
        "process_id": process.id,
        "res_model": "res.partner",
        "res_id": place.partner.id,
        "date_due": "2026-03-04 02:00:00",
    }


@factory("crm.service.hours", COMPANY, write=lambda world, place: {"later_count": 1})
def _hours(world, place):
    return {
        "team_id": _team_of(world, place).id,
        "company_id": place.company.id,
        "date_from": f"2026-03-04 02:00:{world.number() % 60:02}",
    }


@factory("crm.service.hours.preview", MINE, make=make_wizard("crm.service.hours.preview"))
def _hours_preview(world, place):
    return {"later_count": 1}


@factory("crm.service.hours.move", MINE, make=make_wizard("crm.service.hours.move"))
def _hours_move(world, place):
    preview = world.env["crm.service.hours.preview"].with_user(place.owner).sudo().create({})
    return {"preview_id": preview.id}
