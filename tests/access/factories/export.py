from .base import COMPANY, OWNED, factory


@factory("crm.access.export", COMPANY)
def _export(world, place):
    return {
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "model": "res.partner",
        "record_count": 7,
        "way": "csv",
    }


@factory(
    "crm.customer.export.request",
    OWNED,
    write=lambda world, place: {"purpose": world.unique("Purpose")},
)
def _request(world, place):
    return {
        "purpose": world.unique("Purpose"),
        "domain": "[('id', '=', 1)]",
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }
