from .base import COMPANY, FACTORIES, GLOBAL, MINE, OWNED, factory, make_wizard

WHEN = "2026-03-04 02:00:00"


def _lead_of(world, place):
    return world.env["crm.lead"].sudo().create(FACTORIES["crm.lead"].values(world, place))


@factory("crm.sales.touchpoint", OWNED, sealed=("write", "delete"))
def _touchpoint(world, place):
    return {
        "origin": "matrix",
        "res_id": world.number(),
        "date": WHEN,
        "kind": "call",
        "channel": "call",
        "lead_id": _lead_of(world, place).id,
        "company_id": place.company.id,
    }


@factory("crm.sales.touchpoint.source", GLOBAL, write=lambda world, place: {"count": 2})
def _source(world, place):
    return {"name": world.unique("source")}


@factory("crm.sales.attribution.journey", COMPANY, write=lambda world, place: {"touch_count": 2})
def _journey(world, place):
    return {
        "lead_id": _lead_of(world, place).id,
        "status": "won",
        "date": WHEN,
        "company_id": place.company.id,
        "currency_id": place.company.currency_id.id,
        "changed_on": WHEN,
    }


@factory("crm.sales.attribution.credit", COMPANY, write=lambda world, place: {"touch_count": 2})
def _credit(world, place):
    journeys = world.env["crm.sales.attribution.journey"].sudo()
    return {
        "journey_id": journeys.create(_journey(world, place)).id,
        "date": WHEN,
        "company_id": place.company.id,
        "currency_id": place.company.currency_id.id,
        "channel": "call",
    }


@factory("crm.sales.attribution.report", MINE, make=make_wizard("crm.sales.attribution.report"))
def _report(world, place):
    return {"period": "month", "company_id": place.company.id}
