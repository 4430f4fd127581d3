from .base import OWNED, factory


@factory("crm.customer.email", OWNED)
def _email(world, place):
    address = world.unique("address").replace(" ", "")
    return {"email": f"{address}@matrix.example.com", "partner_id": place.partner.id}


@factory("crm.customer.mail", OWNED)
def _mail(world, place):
    return {
        "name": world.unique("Mail"),
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "date": "2026-03-02 09:00:00",
        "message_key": world.unique("<key"),
    }


@factory(
    "crm.customer.mail.address",
    OWNED,
    write=lambda world, place: {"partner_id": place.partner.id},
)
def _mail_address(world, place):
    mail = world.env["crm.customer.mail"].sudo().create(_mail(world, place))
    return {"mail_id": mail.id, "name": world.unique("Somebody")}
