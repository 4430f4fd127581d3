from odoo.fields import Command

from .base import COMPANY, GLOBAL, MINE, factory, make_wizard


@factory("crm.access.explain", MINE, make=make_wizard("crm.access.explain"))
def _explain(world, place):
    return {"user_id": place.owner.id, "res_model": "res.partner"}


def _explain_of(world, place):
    explain = world.env["crm.access.explain"].with_user(place.owner).sudo()
    return explain.create(_explain(world, place))


@factory("crm.access.explain.field", MINE, make=make_wizard("crm.access.explain.field"))
def _explain_field(world, place):
    explain = _explain_of(world, place)
    return {"label": "Barcode", "name": "barcode", "explain_id": explain.id}


@factory("crm.access.explain.line", MINE, make=make_wizard("crm.access.explain.line"))
def _explain_line(world, place):
    return {
        "name": "Matrix",
        "kind": "rule",
        "verdict": "grants",
        "operation": "read",
        "explain_id": _explain_of(world, place).id,
    }


@factory("crm.access.join", MINE, make=make_wizard("crm.access.join"))
def _join(world, place):
    group = world.env.ref("crm_customer.group_customer_own")
    return {"name": "Newcomer", "login": "newcomer", "group_ids": [Command.set(group.ids)]}


@factory("crm.handover", COMPANY, write=lambda world, place: {"note": world.unique("Note")})
def _handover(world, place):
    return {"user_id": place.owner.id, "company_id": place.company.id}


def _handover_of(world, place):
    handover = world.env["crm.handover"].sudo().create(_handover(world, place))
    handover.flush_recordset()  # it counts the open work, anew at each change
    return handover


@factory("crm.handover.item", COMPANY, sealed=("create", "write", "delete"))
def _handover_item(world, place):
    return {
        "handover_id": _handover_of(world, place).id,
        "source": "customer",
        "res_model": "res.partner",
        "res_id": place.partner.id,
        "field_name": "user_id",
        "old_value": 1,
        "new_value": 2,
        "state": "moved",
    }


@factory("crm.handover.share", COMPANY, write=lambda world, place: {"weight": 2})
def _handover_share(world, place):
    return {"handover_id": _handover_of(world, place).id, "user_id": world.mate.id, "weight": 1}


@factory("crm.handover.source", COMPANY, write=lambda world, place: {"is_moved": False})
def _handover_source(world, place):
    return {"handover_id": _handover_of(world, place).id, "key": "lead", "count": 1}


SEALED = ("create", "write", "delete")


@factory("crm.access.grant", GLOBAL, sealed=SEALED)
def _grant(world, place):
    return {"date": "2031-01-01 02:00:00", "user_name": "Matrix", "kind": "granted"}


@factory("crm.access.holding", GLOBAL, sealed=SEALED)
def _holding(world, place):
    group = world.env["res.groups"].sudo().create({"name": world.unique("Group")})
    return {"user_id": place.owner.id, "group_id": group.id, "state": "used"}


@factory("crm.access.reveal", COMPANY, sealed=SEALED)
def _reveal(world, place):
    return {
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "res_model": "res.partner",
        "res_id": place.partner.id,
        "field_name": "phone",
    }


@factory("crm.access.usage", GLOBAL, sealed=SEALED)
def _usage(world, place):
    return {
        "user_id": place.owner.id,
        "res_model": world.unique("model"),
        "date_last": "2031-01-01",
    }


@factory("crm.access.failure", GLOBAL, sealed=SEALED)
def _failure(world, place):
    # one row a user and day
    user = world.create_user(f"failed_{world.number()}", "base.group_user", place.company)
    return {
        "user_id": user.id,
        "date": "2031-01-01",
        "date_last": "2031-01-01 02:00:00",
        "attempt_count": 3,
    }


@factory("crm.access.review", COMPANY, write=lambda world, place: {"note": world.unique("Note")})
def _review(world, place):
    # one a company and quarter
    return {
        "company_id": place.company.id,
        "year": 2000 + world.number() % 7000,
        "reviewer_ids": [Command.clear()],
    }


def _review_of(world, place):
    return world.env["crm.access.review"].sudo().create(_review(world, place))


@factory("crm.access.review.line", COMPANY)
def _review_line(world, place):
    return {
        "review_id": _review_of(world, place).id,
        "user_id": place.owner.id,
        "user_name": "Matrix",
        "group_name": "Matrix",
    }


@factory("crm.access.review.leaver", COMPANY)
def _review_leaver(world, place):
    return {"review_id": _review_of(world, place).id, "user_name": "Matrix", "work_count": 2}


@factory("crm.access.review.decide", MINE, make=make_wizard("crm.access.review.decide"))
def _review_decide(world, place):
    line = world.env["crm.access.review.line"].sudo().create(_review_line(world, place))
    return {"decision": "confirm", "line_ids": [Command.set(line.ids)]}
