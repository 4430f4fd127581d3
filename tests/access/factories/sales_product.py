from odoo.fields import Command

from .base import COMPANY, FACTORIES, MINE, OWNED, factory, make_wizard


def _product(world):
    return world.env["product.product"].sudo().create({"name": world.unique("Product")})


def _lead_of(world, place):
    return world.env["crm.lead"].sudo().create(FACTORIES["crm.lead"].values(world, place))


@factory("crm.sales.lead.product", OWNED, write=lambda world, place: {"quantity": 2})
def _interest(world, place):
    return {"lead_id": _lead_of(world, place).id, "product_id": _product(world).id}


def _make_interest(world, place):
    interests = world.env["crm.sales.lead.product"].sudo()
    interest = interests.create(_interest(world, place))
    world.env.flush_all()
    return interest


def _figure_of(world, place):
    """A figure is there when an opportunity is about a product."""
    interest = _make_interest(world, place)
    return world.env["crm.sales.product.figure"].browse(interest.id * 2 + 1)


@factory("crm.sales.product.figure", OWNED, make=_figure_of)
def _figure(world, place):
    return {"status": "open"}


def _standing_of(world, place):
    interest = _make_interest(world, place)
    number = interest.product_id.id * 8192 + interest.company_id.id
    return world.env["crm.sales.product.standing"].browse(number)


@factory("crm.sales.product.standing", OWNED, make=_standing_of)
def _standing(world, place):
    return {"quantity": 1}


@factory("crm.sales.cross.pair", COMPANY, write=lambda world, place: {"lift": 2})
def _pair(world, place):
    return {
        "company_id": place.company.id,
        "product_id": _product(world).id,
        "other_id": _product(world).id,
        "lift": 3,
    }


@factory("crm.sales.cross.offer", OWNED, write=lambda world, place: {"note": world.unique()})
def _offer(world, place):
    order = world.env["sale.order"].sudo().create(FACTORIES["sale.order"].values(world, place))
    return {
        "order_id": order.id,
        "partner_id": place.partner.id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "product_id": _product(world).id,
    }


@factory("crm.sales.white.gap", OWNED, write=lambda world, place: {"share": 50})
def _gap(world, place):
    segment = world.env["crm.customer.segment"].sudo().create({"name": world.unique("Segment")})
    return {
        "partner_id": place.partner.id,
        "company_id": place.company.id,
        "product_id": _product(world).id,
        "segment_id": segment.id,
        "grain": "1",
        "peer_count": 6,
        "buyer_count": 3,
        "share": 50,
    }


@factory("crm.sales.white.lead", MINE, make=make_wizard("crm.sales.white.lead"))
def _white_lead(world, place):
    gap = world.env["crm.sales.white.gap"].sudo().create(_gap(world, place))
    return {"gap_ids": [Command.set(gap.ids)]}
