from odoo.fields import Command

from .base import COMPANY, FACTORIES, MINE, OWNED, factory, make_wizard


def _order_of(world, place):
    values = FACTORIES["sale.order"].values(world, place)
    return world.env["sale.order"].sudo().create(values)


@factory("crm.sales.discount.limit", COMPANY, write=lambda world, place: {"percent": 12})
def _limit(world, place):
    team = (
        world.env["crm.team"]
        .sudo()
        .create({"name": world.unique("Team"), "company_id": place.company.id})
    )
    return {"company_id": place.company.id, "team_id": team.id, "percent": 10}


@factory("crm.sales.discount.request", MINE, make=make_wizard("crm.sales.discount.request"))
def _request(world, place):
    return {"order_id": _order_of(world, place).id, "reason": "A big customer"}


@factory("crm.sales.collection", OWNED, write=lambda world, place: {"note": world.unique()})
def _plan(world, place):
    return {
        "partner_id": place.partner.id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "amount": 100,
    }


def _plan_of(world, place):
    return world.env["crm.sales.collection"].sudo().create(_plan(world, place))


@factory(
    "crm.sales.collection.line",
    OWNED,
    write=lambda world, place: {"promise_note": world.unique()},
)
def _instalment(world, place):
    return {
        "collection_id": _plan_of(world, place).id,
        "name": "Deposit",
        "amount": 100,
        "date_due": "2026-03-31",
    }


def _age(world, place):
    """A figure is there when a plan runs."""
    line = world.env["crm.sales.collection.line"].sudo().create(_instalment(world, place))
    line.collection_id.action_confirm()
    return world.env["crm.sales.collection.ageing"].browse(line.id)


@factory("crm.sales.collection.ageing", OWNED, make=_age)
def _ageing(world, place):
    return {"bucket": "current"}


@factory("crm.sales.invoice.request", MINE, make=make_wizard("crm.sales.invoice.request"))
def _invoice_request(world, place):
    return {"collection_id": _plan_of(world, place).id, "amount": 5, "lines": "Robot"}


@factory("crm.sales.contract", OWNED, write=lambda world, place: {"note": world.unique()})
def _contract(world, place):
    return {
        "name": world.unique("Contract"),
        "partner_id": place.partner.id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }


@factory("crm.sales.contract.terminate", MINE, make=make_wizard("crm.sales.contract.terminate"))
def _terminate(world, place):
    contract = world.env["crm.sales.contract"].sudo().create(_contract(world, place))
    return {"contract_id": contract.id, "date": "2026-03-31", "reason": "Sold"}


@factory("crm.sales.purchase.record", OWNED, write=lambda world, place: {"quantity": 2})
def _record(world, place):
    return {
        "partner_id": place.partner.id,
        "company_id": place.company.id,
        "product_name": world.unique("Product"),
        "order_count": 1,
        "quantity": 1,
        "date_last": "2026-03-02",
    }


@factory("crm.sales.chase.rule", COMPANY, write=lambda world, place: {"name": world.unique()})
def _rule(world, place):
    step = Command.create({"name": "Call", "days": 3})
    return {"name": world.unique("Rule"), "company_id": place.company.id, "step_ids": [step]}


@factory("crm.sales.chase.step", COMPANY, write=lambda world, place: {"name": world.unique()})
def _step(world, place):
    rule = world.env["crm.sales.chase.rule"].sudo().create(_rule(world, place))
    return {"rule_id": rule.id, "name": world.unique("Step"), "days": 3}


@factory("crm.sales.chase", OWNED, write=lambda world, place: {"date_paused": "2026-04-01"})
def _chase(world, place):
    return {"order_id": _order_of(world, place).id, "date_since": "2026-03-02 04:00:00"}


@factory("crm.sales.chase.act", OWNED, write=lambda world, place: {"name": world.unique()})
def _act(world, place):
    chase = world.env["crm.sales.chase"].sudo().create(_chase(world, place))
    return {"chase_id": chase.id, "turn": 1, "name": "Call", "action": "activity"}
