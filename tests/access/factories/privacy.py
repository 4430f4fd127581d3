from odoo.fields import Command

from .base import COMPANY, GLOBAL, MINE, factory, make_wizard


@factory("crm.consent", COMPANY, sealed=("write", "delete"))
def _consent(world, place):
    purpose = world.once(
        "crm.consent.purpose", {"name": "Matrix", "code": "matrix", "needs_grant": True}
    )
    return {
        "partner_id": place.partner.id,
        "purpose_id": purpose.id,
        "state": "granted",
        "company_id": place.company.id,
    }


@factory("crm.consent.purpose", GLOBAL)
def _consent_purpose(world, place):
    name = world.unique("Purpose")
    return {"name": name, "code": name.lower().replace(" ", "_")}


@factory("crm.consent.register", MINE, make=make_wizard("crm.consent.register"))
def _consent_register(world, place):
    return {"proof": "Folder 12", "partner_ids": [Command.set(place.partner.ids)]}


@factory("crm.erasure", COMPANY, sealed=("create", "write", "delete"))
def _erasure(world, place):
    return {"reason": "request", "company_id": place.company.id}


@factory("crm.erasure.run", MINE, make=make_wizard("crm.erasure.run"))
def _erasure_run(world, place):
    return {"reason": "request", "partner_id": place.partner.id}
