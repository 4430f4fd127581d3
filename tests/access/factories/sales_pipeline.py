from .base import COMPANY, FACTORIES, MINE, OWNED, factory, make_wizard


@factory("crm.sales.pipeline.as.of", MINE, make=make_wizard("crm.sales.pipeline.as.of"))
def _as_of(world, place):
    return {"date": "2026-03-04"}


@factory("crm.sales.pipeline.review", MINE, make=make_wizard("crm.sales.pipeline.review"))
def _review(world, place):
    return {"period": "month", "company_id": place.company.id}


def _write_day(world, place):
    return {"change_count": 2}


@factory("crm.sales.pipeline.day", COMPANY, write=_write_day)
def _day(world, place):
    return {
        "date": f"{1000 + world.number():04}-03-04",
        "company_id": place.company.id,
        "state": "missed",
    }


def _lead_of(world, place):
    return world.env["crm.lead"].create(FACTORIES["crm.lead"].values(world, place))


@factory("crm.sales.pipeline.snapshot", OWNED, write=lambda world, place: {"value": 2})
def _snapshot(world, place):
    lead = _lead_of(world, place)
    return {
        "lead_id": lead.id,
        "lead_number": lead.id,
        "date_from": "2026-03-04",
        "status": "open",
        "owner_id": place.owner.id,
        "company_id": place.company.id,
        "value": 1,
    }


@factory("crm.sales.pipeline.total", OWNED, write=lambda world, place: {"value": 2})
def _total(world, place):
    # all of one day: what is summed without a date is the last day
    days = world.env["crm.sales.pipeline.day"]
    values = {"company_id": place.company.id, "date": "3000-03-04", "state": "taken"}
    known = [(name, "=", value) for name, value in values.items()]
    day = days.search(known) or days.create(values)
    return {
        "day_id": day.id,
        "date": day.date,
        "owner_id": place.owner.id,
        "company_id": place.company.id,
        "value": 1,
    }


@factory("crm.sales.pipeline.push", OWNED, write=lambda world, place: {"days": 2})
def _push(world, place):
    return {
        "lead_id": _lead_of(world, place).id,
        "date": "2026-03-04 02:00:00",
        "kind": "pushed",
        "owner_id": place.owner.id,
        "company_id": place.company.id,
    }
