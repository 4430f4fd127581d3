from datetime import date, timedelta

from odoo.fields import Command

from .base import COMPANY, MINE, OWNED, factory, make_wizard


def _step_of_a_rule(world):
    return {
        "name": world.unique("Step"),
        "who": "user",
        "user_ids": [Command.set(world.mate.ids)],
    }


def _rule(world, place):
    return {
        "name": world.unique("Rule"),
        "kind": "credit_limit",
        "company_id": place.company.id,
        "step_ids": [Command.create(_step_of_a_rule(world))],
    }


factory("crm.approval.rule", COMPANY)(_rule)


@factory("crm.approval.rule.step", COMPANY)
def _rule_step(world, place):
    rule = world.env["crm.approval.rule"].sudo().create(_rule(world, place))
    return _step_of_a_rule(world) | {"rule_id": rule.id}


@factory("crm.approval", OWNED)
def _approval(world, place):
    return {
        "subject": world.unique("Subject"),
        "kind": "credit_limit",
        "res_model": "res.partner",
        "res_id": place.partner.id,
        "state": "refused",
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }


def _approval_of(world, place):
    return world.env["crm.approval"].sudo().create(_approval(world, place))


@factory("crm.approval.step", OWNED)
def _step(world, place):
    return {"name": world.unique("Step"), "approval_id": _approval_of(world, place).id}


@factory("crm.approval.line", OWNED)
def _line(world, place):
    step = world.env["crm.approval.step"].sudo().create(_step(world, place))
    return {"comment": "Fine", "step_id": step.id, "user_id": world.mate.id}


@factory("crm.approval.log", OWNED)
def _log(world, place):
    approval = _approval_of(world, place)
    return {"comment": "Fine", "approval_id": approval.id, "user_id": world.mate.id,
            "act": "requested"}  # fmt: skip


@factory(
    "crm.approval.deputy",
    OWNED,
    write=lambda world, place: {
        "date_end": str(date(2031, 1, 2) + timedelta(days=int(world.unique().split()[-1])))
    },
)
def _deputy(world, place):
    return {
        "user_id": place.owner.id,
        "deputy_id": world.env.ref("base.user_admin").id,
        "date_start": "2031-01-01",
        "date_end": "2031-01-02",
    }


@factory("crm.approval.decide", MINE, make=make_wizard("crm.approval.decide"))
def _decide(world, place):
    return {"comment": "Fine", "approval_ids": [Command.set(_approval_of(world, place).ids)]}


@factory("crm.credit.limit.request", MINE, make=make_wizard("crm.credit.limit.request"))
def _credit_limit_request(world, place):
    return {"reason": "They grow", "partner_id": place.partner.id, "amount": 5}
