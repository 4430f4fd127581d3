from datetime import date, timedelta

from .base import MINE, OWNED, factory, make_wizard


@factory("crm.visit", OWNED, write=lambda world, place: {"name": world.unique("Visit")})
def _visit(world, place):
    # a customer stands once in a person's day: every visit on a day of its own
    day = date(2031, 1, 1) + timedelta(days=int(world.unique().split()[-1]))
    return {
        "partner_id": place.partner.id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "date_start": f"{day} 02:00:00",
    }


def _visit_of(world, place):
    return world.env["crm.visit"].sudo().create(_visit(world, place))


@factory("crm.visit.close", MINE, make=make_wizard("crm.visit.close"))
def _visit_close(world, place):
    return {
        "visit_ids": _visit_of(world, place).ids,
        "state": "cancelled",
        "reason": "postponed",
    }


@factory("crm.visit.plan", OWNED, write=lambda world, place: {"note": world.unique("Aim")})
def _visit_plan(world, place):
    monday = date(2031, 1, 6) + timedelta(weeks=int(world.unique().split()[-1]))
    return {
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "date_start": str(monday),
    }


@factory("crm.visit.position", OWNED)
def _visit_position(world, place):
    return {
        "visit_id": _visit_of(world, place).id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "date": "2031-01-01 02:00:00",
        "latitude": 22.5,
    }


def _visit_proposal(world, place):
    plan = world.env["crm.visit.plan"].sudo().create(_visit_plan(world, place))
    return {"plan_id": plan.id}


factory("crm.visit.propose", MINE, make=make_wizard("crm.visit.propose"))(_visit_proposal)


@factory("crm.visit.propose.line", MINE, make=make_wizard("crm.visit.propose.line"))
def _visit_propose_line(world, place):
    proposals = world.env["crm.visit.propose"].with_user(place.owner).sudo()
    proposal = proposals.create(_visit_proposal(world, place))
    return {"proposal_id": proposal.id, "partner_id": place.partner.id}
