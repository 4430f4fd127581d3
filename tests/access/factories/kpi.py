from datetime import date, timedelta

from .base import GLOBAL, MINE, OWNED, factory, make_wizard


def _kpi_of(world):
    return world.env.ref("crm_customer.crm_kpi_interactions")


@factory("crm.kpi", GLOBAL)
def _kpi(world, place):
    return {
        "name": world.unique("KPI"),
        "code": world.unique("kpi"),
        "model_name": "crm.customer.interaction",
        "date_field": "date",
    }


@factory("crm.kpi.goal", OWNED, write=lambda world, place: {"comment": world.unique("Well done")})
def _goal(world, place):
    return {
        "name": world.unique("Goal"),
        "kpi_id": _kpi_of(world).id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "date_start": "2031-01-01",
        "target": 10,
    }


def _goal_of(world, place):
    return world.env["crm.kpi.goal"].sudo().create(_goal(world, place))


@factory("crm.kpi.sheet", MINE, make=make_wizard("crm.kpi.sheet"))
def _sheet(world, place):
    return {"user_id": place.owner.id, "company_id": place.company.id, "date": "2031-01-01"}


@factory("crm.kpi.split", MINE, make=make_wizard("crm.kpi.split"))
def _split(world, place):
    team = world.env["crm.team"].sudo().search([("name", "=", "Matrix Near")], limit=1)
    goal = _goal(world, place) | {"breakdown": "team", "team_id": team.id}
    return {"goal_id": world.env["crm.kpi.goal"].sudo().create(goal).id}


@factory("crm.kpi.split.line", MINE, make=make_wizard("crm.kpi.split.line"))
def _split_line(world, place):
    wizards = world.env["crm.kpi.split"].with_user(place.owner).sudo()
    wizard = wizards.create(_split(world, place))
    return {"wizard_id": wizard.id, "user_id": place.owner.id, "target": 1}


@factory("crm.kpi.value", OWNED, sealed=("create", "write", "delete"))
def _value(world, place):
    day = date(2031, 1, 1) + timedelta(days=int(world.unique().split()[-1]))
    return {
        "goal_id": _goal_of(world, place).id,
        "date": str(day),
        "company_id": place.company.id,
        "kpi_id": _kpi_of(world).id,
        "user_id": place.owner.id,
        "value": 1,
        "has_value": True,
        "status": "on_track",
    }
