from .base import COMPANY, MINE, OWNED, factory, make_wizard


def _department_of(world, place):
    departments = world.env["crm.request.department"].sudo()
    name = f"Of {place.owner.login}"
    known = departments.search([("name", "=", name)])
    return known or departments.create(_department(world, place) | {"name": name})


@factory("crm.request.department", COMPANY)
def _department(world, place):
    return {
        "name": world.unique("Department"),
        "company_id": place.company.id,
        "user_id": (world.foreigner if place.slot == "all" else world.outsider).id,
    }


@factory("crm.request", OWNED, write=lambda world, place: {"priority": "1"})
def _request(world, place):
    return {
        "name": world.unique("Question"),
        "question": "Why?",
        "department_id": _department_of(world, place).id,
        "requester_id": place.owner.id,
        "partner_id": place.partner.id,
    }


@factory("crm.request.reopen", MINE, make=make_wizard("crm.request.reopen"))
def _reopen(world, place):
    request = world.env["crm.request"].sudo().create(_request(world, place))
    return {"request_id": request.id, "reason": "More"}
