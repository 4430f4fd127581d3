from odoo.fields import Command

from .base import COMPANY, OWNED, factory

SECTION = {"name": "Section", "display_type": "line_section"}


def _own_partner(world, place):
    """Outsiders own the partner that they are; employees the partners they look after."""
    if place.owner.share:
        return place.owner.partner_id
    return world.env["res.partner"].create(_partner(world, place))


@factory("res.partner", OWNED, make=_own_partner)
def _partner(world, place):
    return {
        "name": world.unique("Partner"),
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }


def customer_of(place):
    """Outsiders are the customer themselves."""
    return place.owner.partner_id if place.owner.share else place.partner


@factory("crm.lead", OWNED)
def _lead(world, place):
    return {
        "name": world.unique("Lead"),
        "partner_id": customer_of(place).id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }


@factory("sale.order", OWNED, write=lambda world, place: {"client_order_ref": world.unique()})
def _order(world, place):
    return {
        "partner_id": customer_of(place).id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }


@factory(
    "sale.order.line",
    OWNED,
    write=lambda world, place: {"name": world.unique("Line")},
    make=lambda world, place: _order_of(world, place).order_line,
)
def _order_line(world, place):
    return {
        "order_id": _order_of(world, place).id,
        "name": "Section",
        "display_type": "line_section",
    }


def _order_of(world, place):
    line = {"name": "Section", "display_type": "line_section"}
    values = _order(world, place) | {"order_line": [Command.create(line)]}
    return world.env["sale.order"].sudo().create(values)


def _journal(world, company):
    """The books of the matrix' companies hold one journal."""
    journals = world.env["account.journal"].sudo()
    known = journals.search([("company_id", "=", company.id), ("type", "=", "sale")], limit=1)
    return known or journals.create(
        {"name": "Sales", "code": "MTX", "type": "sale", "company_id": company.id}
    )


@factory("account.move", OWNED, write=lambda world, place: {"ref": world.unique()})
def _invoice(world, place):
    return {
        "move_type": "out_invoice",
        "partner_id": customer_of(place).id,
        "invoice_user_id": place.owner.id,
        "company_id": place.company.id,
        "journal_id": _journal(world, place.company).id,
    }


@factory("product.supplierinfo", COMPANY)
def _vendor_price(world, place):
    product = world.once("product.template", {"name": "Matrix"})
    return {
        "partner_id": place.partner.id,
        "product_tmpl_id": product.id,
        "price": 7.0,
        "company_id": place.company.id,
    }


@factory("res.partner.bank", COMPANY)
def _bank_account(world, place):
    return {
        "acc_number": world.unique("ACC"),
        "partner_id": place.partner.id,
        "company_id": place.company.id,
    }
