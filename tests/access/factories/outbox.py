import uuid

from .base import COMPANY, GLOBAL, factory


@factory("crm.outbox.endpoint", COMPANY)
def _endpoint(world, place):
    return {
        "name": world.unique("Endpoint"),
        "company_id": place.company.id,
        "kind": "webhook",
        "url": "https://receiver.example.com/hook",
        "secret": "example-secret-of-32-characters!!",
        "is_paused": True,
    }


def _endpoint_of(world, place):
    return world.env["crm.outbox.endpoint"].sudo().create(_endpoint(world, place))


@factory("crm.outbox.subscription", COMPANY, write=lambda world, place: {"on_delete": False})
def _subscription(world, place):
    return {"model": "res.partner", "endpoint_id": _endpoint_of(world, place).id}


@factory("crm.outbox.event", COMPANY)
def _event(world, place):
    return {
        "uuid": str(uuid.uuid4()),
        "model": "res.partner",
        "res_id": place.partner.id,
        "kind": "updated",
        "company_id": place.company.id,
        "date": "2031-01-01 02:00:00",
    }


@factory("crm.outbox.delivery", COMPANY, write=lambda world, place: {"attempts": 1})
def _delivery(world, place):
    event = world.env["crm.outbox.event"].sudo().create(_event(world, place))
    return {
        "event_id": event.id,
        "endpoint_id": _endpoint_of(world, place).id,
        "company_id": place.company.id,
        "date_next": "2031-01-01 02:00:00",
    }


@factory("crm.outbox.field", GLOBAL, write=lambda world, place: {"name": "city"})
def _field(world, place):
    return {"model": "res.partner", "name": world.unique("field")}
