from .base import COMPANY, FACTORIES, MINE, OWNED, factory, make_wizard


def _lead_of(world, place):
    return world.env["crm.lead"].sudo().create(FACTORIES["crm.lead"].values(world, place))


def _stage(world):
    return world.once("crm.stage", {"name": "Matrix stage", "sequence": 99})


@factory("crm.sales.stage.rule", COMPANY, write=lambda world, place: {"sequence": 7})
def _stage_rule(world, place):
    return {
        "stage_id": _stage(world).id,
        "kind": "next_step",
        "company_id": place.company.id,
    }


@factory(
    "crm.sales.stage.override",
    MINE,
    write=lambda world, place: {"reason": "Changed"},
    make=make_wizard("crm.sales.stage.override"),
)
def _stage_override(world, place):
    return {
        "lead_id": _lead_of(world, place).id,
        "stage_id": _stage(world).id,
        "reason": "They sign tomorrow",
    }


@factory("crm.sales.stakeholder", OWNED, write=lambda world, place: {"note": "Changed"})
def _stakeholder(world, place):
    return {
        "lead_id": _lead_of(world, place).id,
        "partner_id": place.partner.id,
        "role": "user",
    }


@factory("crm.sales.need", OWNED, write=lambda world, place: {"answer": "Changed"})
def _need(world, place):
    return {"lead_id": _lead_of(world, place).id, "name": world.unique("Need")}


@factory("crm.sales.decision.step", OWNED, write=lambda world, place: {"note": "Changed"})
def _decision_step(world, place):
    return {"lead_id": _lead_of(world, place).id, "name": world.unique("Step")}
