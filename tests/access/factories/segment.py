from odoo.fields import Command

from .base import COMPANY, GLOBAL, MINE, factory, make_wizard


def _classes(world):
    return world.env["crm.customer.rfm.class"].sudo().search([])


def _segment_of(world, place):
    return world.env["crm.customer.segment"].sudo().create(_segment(world, place))


def _member_of(world, place):
    values = _member(world, place)
    return world.env["crm.customer.segment.member"].sudo().create(values)


@factory("crm.customer.rfm", COMPANY)
def _rfm(world, place):
    return {
        "partner_id": place.partner.id,
        "company_id": place.company.id,
        "currency_id": place.company.currency_id.id,
        "date_last": "2031-01-01",
        "frequency": 1,
        "monetary": 1,
        "r_score": 1,
        "f_score": 1,
        "m_score": 1,
        "class_id": _classes(world)[0].id,
    }


@factory("crm.customer.rfm.class", GLOBAL)
def _rfm_class(world, place):
    name = world.unique("Class")
    return {"name": name, "code": name, "scheme": "classic"}


@factory("crm.customer.segment", COMPANY)
def _segment(world, place):
    return {
        "name": world.unique("Segment"),
        "company_id": place.company.id,
        "kind": "rfm",
        "rfm_class_ids": [Command.set(_classes(world)[0].ids)],
    }


@factory("crm.customer.segment.compare", MINE, make=make_wizard("crm.customer.segment.compare"))
def _segment_compare(world, place):
    return {"what": "overlap"}


@factory("crm.customer.segment.member", COMPANY)
def _member(world, place):
    return {
        "segment_id": _segment_of(world, place).id,
        "partner_id": place.partner.id,
        "company_id": place.company.id,
        "date_from": "2020-01-01",
    }


def _make_migration(world, place):
    """The row that the report shows of a member; itself it is nowhere stored."""
    member = _member_of(world, place)
    return world.env["crm.customer.segment.migration"].search(
        [("partner_id", "=", place.partner.id), ("to_id", "=", member.segment_id.id)]
    )


def _make_overlap(world, place):
    member = _member_of(world, place)
    return world.env["crm.customer.segment.overlap"].search(
        [
            ("segment_id", "=", member.segment_id.id),
            ("other_id", "=", member.segment_id.id),
            ("company_id", "=", place.company.id),
        ]
    )


@factory("crm.customer.segment.migration", COMPANY, make=_make_migration)
def _migration(world, place):
    return {"partner_id": place.partner.id, "company_id": place.company.id}


@factory("crm.customer.segment.overlap", COMPANY, make=_make_overlap)
def _overlap(world, place):
    return {"company_id": place.company.id, "customer_count": 1}


@factory("crm.customer.segment.pick", MINE, make=make_wizard("crm.customer.segment.pick"))
def _segment_pick(world, place):
    return {"partner_ids": [Command.set(place.partner.ids)]}


@factory("crm.customer.segment.size", COMPANY)
def _segment_size(world, place):
    return {
        "segment_id": _segment_of(world, place).id,
        "company_id": place.company.id,
        "date": "2020-01-01",
        "week": "2019-12-30",
        "size": 1,
        "came_count": 1,
        "left_count": 0,
    }
