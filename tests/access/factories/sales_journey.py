from odoo.fields import Command

from .base import COMPANY, MINE, OWNED, factory, make_wizard

WHEN = "2026-03-02 04:00:00"


def _journey_of(world, place):
    return world.env["crm.sales.journey"].sudo().create(_journey(world, place))


def _run_of(world, place):
    return world.env["crm.sales.journey.run"].sudo().create(_run(world, place))


@factory("crm.sales.journey", COMPANY, write=lambda world, place: {"name": world.unique()})
def _journey(world, place):
    step = Command.create({"name": "Wait", "kind": "wait"})
    return {"name": world.unique("Journey"), "company_id": place.company.id, "step_ids": [step]}


@factory("crm.sales.journey.step", COMPANY, write=lambda world, place: {"name": world.unique()})
def _step(world, place):
    journey = _journey_of(world, place)
    return {"journey_id": journey.id, "name": world.unique("Step"), "kind": "wait"}


@factory("crm.sales.journey.run", OWNED, write=lambda world, place: {"date_goal": WHEN})
def _run(world, place):
    return {
        "journey_id": _journey_of(world, place).id,
        "partner_id": place.partner.id,
        "version": 1,
        "date_entered": WHEN,
        "date_since": WHEN,
        "date_due": WHEN,
    }


@factory("crm.sales.journey.event", OWNED, write=lambda world, place: {"detail": world.unique()})
def _event(world, place):
    return {"run_id": _run_of(world, place).id, "kind": "entered", "date": WHEN}


@factory("crm.sales.journey.try", MINE, make=make_wizard("crm.sales.journey.try"))
def _try(world, place):
    return {"journey_id": _journey_of(world, place).id}
