from odoo.fields import Command

from .base import COMPANY, GLOBAL, OWNED, factory


def _birthday(world):
    return world.env.ref("crm_customer.crm_care_occasion_birthday")


def _care_rule_of(world, place):
    return world.env["crm.care.rule"].sudo().create(_care_rule(world, place))


@factory("crm.care.act", OWNED)
def _care_act(world, place):
    return {
        "partner_id": place.partner.id,
        "customer_id": place.partner.id,
        "company_id": place.company.id,
        "rule_id": _care_rule_of(world, place).id,
        "occasion_id": _birthday(world).id,
        "date": "2031-03-12",
        "date_act": "2031-03-12",
        "year": 2031,
        "action": "activity",
    }


@factory("crm.care.date", OWNED, write=lambda world, place: {"note": world.unique("Note")})
def _care_date(world, place):
    occasion = world.env["crm.care.occasion"].sudo().create(_care_occasion(world, place))
    return {"partner_id": place.partner.id, "occasion_id": occasion.id, "text": "3-12"}


@factory("crm.care.occasion", GLOBAL)
def _care_occasion(world, place):
    name = world.unique("Occasion")
    return {"name": name, "code": name.replace(" ", "_").lower()}


@factory("crm.care.rule", COMPANY)
def _care_rule(world, place):
    return {
        "name": world.unique("Rule"),
        "company_id": place.company.id,
        "occasion_ids": [Command.link(_birthday(world).id)],
    }
