from .base import OWNED, factory


def _own_partner(world, place):
    """Outsiders own the partner that they are; employees the partners they look after."""
    if place.owner.share:
        return place.owner.partner_id
    return world.env["res.partner"].create(_partner(world, place))


@factory("res.partner", OWNED, make=_own_partner)
def _partner(world, place):
    return {
        "name": world.unique("Partner"),
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }


def _customer_of(place):
    """Outsiders are the customer themselves."""
    return place.owner.partner_id if place.owner.share else place.partner


@factory("crm.lead", OWNED)
def _lead(world, place):
    return {
        "name": world.unique("Lead"),
        "partner_id": _customer_of(place).id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }


@factory("sale.order", OWNED, write=lambda world, place: {"client_order_ref": world.unique()})
def _order(world, place):
    return {
        "partner_id": _customer_of(place).id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }
