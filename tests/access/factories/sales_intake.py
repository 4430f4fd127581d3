from .base import COMPANY, FACTORIES, GLOBAL, OWNED, factory, make_wizard

WHEN = "2026-03-04 02:00:00"


def _lead_of(world, place):
    return world.env["crm.lead"].sudo().create(FACTORIES["crm.lead"].values(world, place))


def _form_of(world, place):
    return world.env["crm.sales.lead.form"].sudo().create(_form(world, place))


def _webhook_of(world, place):
    return world.env["crm.sales.lead.webhook"].sudo().create(_webhook(world, place))


@factory("crm.sales.lead.arrival", OWNED, write=lambda world, place: {"result": "joined"})
def _arrival(world, place):
    return {
        "date": WHEN,
        "channel": "api",
        "result": "new",
        "lead_id": _lead_of(world, place).id,
        "company_id": place.company.id,
    }


@factory("crm.sales.lead.form", COMPANY, write=lambda world, place: {"name": "Changed"})
def _form(world, place):
    return {"name": world.unique("Form"), "company_id": place.company.id}


@factory("crm.sales.lead.form.field", COMPANY, write=lambda world, place: {"is_required": True})
def _form_field(world, place):
    return {"form_id": _form_of(world, place).id, "kind": "city"}


@factory("crm.sales.lead.guard", GLOBAL, write=lambda world, place: {"count": 0})
def _guard(world, place):
    return {"key": world.unique("Digest"), "date": WHEN, "date_last": WHEN, "count": 1}


@factory("crm.sales.lead.webhook", COMPANY, write=lambda world, place: {"name": "Changed"})
def _webhook(world, place):
    return {"name": world.unique("Webhook"), "company_id": place.company.id}


@factory("crm.sales.lead.webhook.field", COMPANY, write=lambda world, place: {"path": "b"})
def _webhook_field(world, place):
    return {"webhook_id": _webhook_of(world, place).id, "target": "city", "path": "a"}


@factory("crm.sales.lead.handover", OWNED, write=lambda world, place: {"result": "accepted"})
def _handover(world, place):
    return {
        "lead_id": _lead_of(world, place).id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "date": WHEN,
        "result": "open",
    }


@factory("crm.sales.refusal.reason", GLOBAL, write=lambda world, place: {"needs_note": True})
def _refusal_reason(world, place):
    return {"name": world.unique("Reason")}


@factory("crm.sales.lead.refuse", ("own", "company"), make=make_wizard("crm.sales.lead.refuse"))
def _refuse(world, place):
    reason = world.env["crm.sales.refusal.reason"].sudo().create(_refusal_reason(world, place))
    return {"lead_ids": [(6, 0, [])], "reason_id": reason.id}


@factory(
    "crm.sales.lead.handover.start",
    ("own", "company"),
    make=make_wizard("crm.sales.lead.handover.start"),
)
def _handover_start(world, place):
    return {"lead_ids": [(6, 0, [])], "note": "Call"}


@factory("crm.sales.routing.rule", COMPANY, write=lambda world, place: {"name": "Changed"})
def _routing_rule(world, place):
    return {
        "name": world.unique("Rule"),
        "way": "owner",
        "company_id": place.company.id,
    }


@factory("crm.sales.routing.decision", OWNED, write=lambda world, place: {"result": "waiting"})
def _routing_decision(world, place):
    return {
        "date": WHEN,
        "result": "assigned",
        "lead_id": _lead_of(world, place).id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }


@factory(
    "crm.sales.routing.simulate", ("own", "company"), make=make_wizard("crm.sales.routing.simulate")
)
def _simulate(world, place):
    return {"value": 1}
