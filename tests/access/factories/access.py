from .base import MINE, factory, make_wizard


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
