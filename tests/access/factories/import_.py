from .base import COMPANY, factory


def _import_job(world, place):
    jobs = world.env["crm.customer.import"].sudo()
    return jobs.create({"company_id": place.company.id})


@factory("crm.customer.import", COMPANY)
def _import(world, place):
    return {"name": world.unique("Import"), "company_id": place.company.id}


@factory("crm.customer.import.change", COMPANY)
def _import_change(world, place):
    return {
        "import_id": _import_job(world, place).id,
        "model": "res.partner",
        "res_id": place.partner.id,
        "kind": "created",
    }


@factory("crm.customer.import.column", COMPANY, write=lambda world, place: {"field_name": "name"})
def _import_column(world, place):
    return {"import_id": _import_job(world, place).id, "heading": world.unique("Heading")}


@factory("crm.customer.import.issue", COMPANY)
def _import_issue(world, place):
    return {"import_id": _import_job(world, place).id, "code": "required"}


@factory("crm.customer.import.mapping", COMPANY)
def _import_mapping(world, place):
    return {
        "heading": world.unique("Heading"),
        "target": "customer",
        "field_name": "name",
        "company_id": place.company.id,
    }


@factory("crm.customer.import.row", COMPANY)
def _import_row(world, place):
    return {"import_id": _import_job(world, place).id, "number": 2, "label": "Acme"}


@factory("crm.customer.import.signal", COMPANY)
def _import_signal(world, place):
    return {"import_id": _import_job(world, place).id, "command": "pause"}
