from .base import FACTORIES, GLOBAL, OWNED, factory

COMPANY_OR_ALL = ("company", "all")


@factory("crm.sales.competitor", COMPANY_OR_ALL)
def _competitor(world, place):
    return {"name": world.unique(), "company_id": place.company.id}


@factory("crm.sales.competitor.product", COMPANY_OR_ALL, write=lambda world, place: {"price": 7})
def _competitor_product(world, place):
    competitor = world.env["crm.sales.competitor"].create(
        FACTORIES["crm.sales.competitor"].values(world, place)
    )
    return {"competitor_id": competitor.id, "name": world.unique()}


@factory("crm.sales.competitor.sighting", OWNED, write=lambda world, place: {"kind": "price"})
def _sighting(world, place):
    competitor = world.env["crm.sales.competitor"].create({"name": world.unique()})
    return {
        "competitor_id": competitor.id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }


@factory("crm.sales.deal.competitor", OWNED, write=lambda world, place: {"note": "Seen"})
def _deal_competitor(world, place):
    lead = world.env["crm.lead"].create(FACTORIES["crm.lead"].values(world, place))
    competitor = world.env["crm.sales.competitor"].create({"name": world.unique()})
    return {"lead_id": lead.id, "competitor_id": competitor.id}


@factory("crm.sales.review.reason", GLOBAL)
def _reason(world, place):
    return {"name": world.unique(), "category": "price"}


@factory("crm.sales.review", OWNED, write=lambda world, place: {"our_price": 5})
def _review(world, place):
    lead = world.env["crm.lead"].create(FACTORIES["crm.lead"].values(world, place))
    return {"lead_id": lead.id}
