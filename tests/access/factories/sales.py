from .base import FACTORIES, OWNED, factory


@factory("crm.sales.stage.log", OWNED, write=lambda world, place: {"days": 2})
def _stay(world, place):
    lead = world.env["crm.lead"].create(FACTORIES["crm.lead"].values(world, place))
    return {
        "lead_id": lead.id,
        "lead_type": "opportunity",
        "status": "open",
        "date_from": "2026-03-04 02:00:00",
        "date_to": "2026-03-05 02:00:00",
        "company_id": place.company.id,
    }
