from .base import MINE, factory, make_wizard


@factory("crm.own.fields", MINE, make=make_wizard("crm.own.fields"))
def _own_fields(world, place):
    return {"line_ids": []}


@factory("crm.own.fields.line", MINE, make=make_wizard("crm.own.fields.line"))
def _own_fields_line(world, place):
    setup = world.env["crm.own.fields"].with_user(place.owner).sudo().create({"line_ids": []})
    return {"setup_id": setup.id, "label": world.unique()}
