from .base import COMPANY, MINE, OWNED, factory, make_wizard


@factory("crm.service.feedback", OWNED, write=lambda world, place: {"name": "Changed"})
def _feedback(world, place):
    return {
        "name": world.unique("Feedback"),
        "company_id": place.company.id,
        "user_id": place.owner.id,
    }


def _feedback_of(world, place):
    return world.env["crm.service.feedback"].sudo().create(_feedback(world, place))


@factory("crm.service.improvement", OWNED, write=lambda world, place: {"name": "Changed"})
def _improvement(world, place):
    return {
        "name": world.unique("Improvement"),
        "company_id": place.company.id,
        "proposer_id": place.owner.id,
    }


def _improvement_of(world, place):
    return world.env["crm.service.improvement"].sudo().create(_improvement(world, place))


@factory("crm.service.improvement.check", COMPANY, write=lambda world, place: {"verdict": "worse"})
def _improvement_check(world, place):
    return {
        "improvement_id": _improvement_of(world, place).id,
        "date": "2026-03-04 02:00:00",
        "measure": "tickets",
        "date_released": "2026-02-01",
        "date_from": "2026-01-04",
        "date_to": "2026-03-01",
        "verdict": "better",
    }


@factory("crm.service.improvement.notice", COMPANY, write=lambda world, place: {"lang": "en_US"})
def _improvement_notice(world, place):
    return {
        "improvement_id": _improvement_of(world, place).id,
        "partner_id": place.partner.id,
    }


@factory("crm.service.feedback.group", MINE, make=make_wizard("crm.service.feedback.group"))
def _feedback_group(world, place):
    return {"feedback_ids": _feedback_of(world, place).ids}


@factory("crm.service.improvement.tell", MINE, make=make_wizard("crm.service.improvement.tell"))
def _improvement_tell(world, place):
    return {"improvement_id": _improvement_of(world, place).id}
