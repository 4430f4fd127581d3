from .base import COMPANY, GLOBAL, OWNED, factory


def _system(world):
    return world.once("crm.customer.external.system", {"name": "Matrix", "code": "MATRIX"})


@factory("crm.customer.contact.role", GLOBAL)
def _contact_role(world, place):
    return {"name": world.unique("Role")}


@factory("crm.customer.external.key", OWNED)
def _external_key(world, place):
    return {
        "key": world.unique("KEY"),
        "system_id": _system(world).id,
        "partner_id": place.partner.id,
    }


@factory("crm.customer.external.system", GLOBAL)
def _external_system(world, place):
    return {"name": world.unique("System"), "code": world.unique("SYS")}


@factory("crm.customer.former.name", OWNED)
def _former_name(world, place):
    return {"name": world.unique("Formerly"), "partner_id": place.partner.id}


@factory("crm.customer.invoice.title", OWNED)
def _invoice_title(world, place):
    return {"name": world.unique("Title"), "partner_id": place.partner.id}


@factory("crm.customer.level", COMPANY)
def _level(world, place):
    return {"name": world.unique("Level"), "company_id": place.company.id}
