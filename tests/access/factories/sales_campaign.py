from .base import COMPANY, factory

WHEN = "2026-03-04 02:00:00"


def _campaign(world, place):
    values = {"title": world.unique("Campaign"), "company_id": place.company.id}
    return world.env["utm.campaign"].sudo().create(values)


@factory("crm.sales.campaign.cost", COMPANY, write=lambda world, place: {"amount": 7})
def _cost(world, place):
    return {
        "campaign_id": _campaign(world, place).id,
        "date": "2026-03-04",
        "amount": 5,
        "company_id": place.company.id,
        "currency_id": place.company.currency_id.id,
    }


@factory("crm.sales.campaign.budget", COMPANY, write=lambda world, place: {"amount": 7})
def _budget(world, place):
    return {
        "campaign_id": _campaign(world, place).id,
        "amount": 5,
        "company_id": place.company.id,
    }


@factory("crm.sales.campaign.member", COMPANY, write=lambda world, place: {"is_held_out": True})
def _member(world, place):
    return {
        "campaign_id": _campaign(world, place).id,
        "partner_id": place.partner.id,
        "company_id": place.company.id,
        "date_frozen": WHEN,
    }
