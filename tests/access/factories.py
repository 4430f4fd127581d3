"""How the matrix makes a record of each model: minimal values at a given place.

A model of ours without a factory here turns the matrix red. Add yours in the
alphabet's order:

    @factory("crm.customer.visit", OWNED)
    def _visit(world, place):
        return {"name": world.unique(), "partner_id": place.partner.id, "user_id": place.owner.id}

The same values serve the superuser who sets the record up and the role that tries
to create it. Slots say at which distances records of the model can stand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from odoo.fields import Command

OWNED = ("own", "team", "company", "all")  # an owner, and a company
COMPANY = ("company", "all")  # a company, nobody's own
MINE = ("own",)  # wizards, of who opened them
GLOBAL = ("all",)  # one set for everybody
FACTORIES = {}


@dataclass(frozen=True)
class Factory:
    slots: tuple
    values: Callable  # (world, place) -> dict for create
    write: Callable  # (world, place) -> dict for write, None: the first value again
    make: Callable  # (world, place) -> record, None: create(values)
    # the model itself refuses, so that the access lines must be looked at
    sealed: tuple = ()


def factory(model, slots, write=None, make=None, sealed=()):
    """Register ``values(world, place)`` as the maker of ``model``."""

    def register(values):
        FACTORIES[model] = Factory(slots, values, write, make, sealed)
        return values

    return register


def _system(world):
    return world.once("crm.customer.external.system", {"name": "Matrix", "code": "MATRIX"})


def _import_job(world, place):
    jobs = world.env["crm.customer.import"].sudo()
    return jobs.create({"company_id": place.company.id})


def _make_wizard(model):
    """A wizard belongs to who opened it."""

    def make(world, place):
        wizards = world.env[model].with_user(place.owner).sudo()
        return wizards.create(FACTORIES[model].values(world, place))

    return make


def _own_partner(world, place):
    """Outsiders own the partner that they are; employees the partners they look after."""
    if place.owner.share:
        return place.owner.partner_id
    return world.env["res.partner"].create(_partner(world, place))


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


@factory("crm.consent.register", MINE, make=_make_wizard("crm.consent.register"))
def _consent_register(world, place):
    return {"proof": "Folder 12", "partner_ids": [Command.set(place.partner.ids)]}


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


@factory("crm.erasure", COMPANY, sealed=("create", "write", "delete"))
def _erasure(world, place):
    return {"reason": "request", "company_id": place.company.id}


@factory("crm.erasure.run", MINE, make=_make_wizard("crm.erasure.run"))
def _erasure_run(world, place):
    return {"reason": "request", "partner_id": place.partner.id}


@factory("crm.customer.contact.role", GLOBAL)
def _contact_role(world, place):
    return {"name": world.unique("Role")}


@factory("crm.customer.email", OWNED)
def _email(world, place):
    address = world.unique("address").replace(" ", "")
    return {"email": f"{address}@matrix.example.com", "partner_id": place.partner.id}


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


@factory("crm.customer.interaction", OWNED)
def _interaction(world, place):
    return {
        "name": world.unique("Interaction"),
        "partner_id": place.partner.id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }


@factory("crm.customer.interaction.outcome", GLOBAL)
def _interaction_outcome(world, place):
    return {"name": world.unique("Outcome")}


@factory("crm.customer.invoice.title", OWNED)
def _invoice_title(world, place):
    return {"name": world.unique("Title"), "partner_id": place.partner.id}


@factory("crm.customer.level", COMPANY)
def _level(world, place):
    return {"name": world.unique("Level"), "company_id": place.company.id}


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


@factory("crm.customer.profile", COMPANY)
def _profile(world, place):
    return {
        "partner_id": place.partner.id,
        "company_id": place.company.id,
        "currency_id": place.company.currency_id.id,
        "lifecycle": "prospect",
        "lifecycle_computed": "prospect",
    }


@factory("crm.customer.profile.queue", GLOBAL)
def _profile_queue(world, place):
    return {"partner_id": place.partner.id}


@factory("crm.customer.purchase.history", COMPANY)
def _purchase_history(world, place):
    return {
        "partner_id": place.partner.id,
        "company_id": place.company.id,
        "date": "2024-03-05",
    }


@factory("crm.visit", OWNED, write=lambda world, place: {"name": world.unique("Visit")})
def _visit(world, place):
    # a customer stands once in a person's day: every visit on a day of its own
    day = date(2031, 1, 1) + timedelta(days=int(world.unique().split()[-1]))
    return {
        "partner_id": place.partner.id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "date_start": f"{day} 02:00:00",
    }


def _visit_of(world, place):
    return world.env["crm.visit"].sudo().create(_visit(world, place))


@factory("crm.visit.close", MINE, make=_make_wizard("crm.visit.close"))
def _visit_close(world, place):
    return {
        "visit_ids": _visit_of(world, place).ids,
        "state": "cancelled",
        "reason": "postponed",
    }


@factory("crm.visit.plan", OWNED, write=lambda world, place: {"note": world.unique("Aim")})
def _visit_plan(world, place):
    monday = date(2031, 1, 6) + timedelta(weeks=int(world.unique().split()[-1]))
    return {
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "date_start": str(monday),
    }


@factory("crm.visit.position", OWNED)
def _visit_position(world, place):
    return {
        "visit_id": _visit_of(world, place).id,
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "date": "2031-01-01 02:00:00",
        "latitude": 22.5,
    }


def _visit_proposal(world, place):
    plan = world.env["crm.visit.plan"].sudo().create(_visit_plan(world, place))
    return {"plan_id": plan.id}


factory("crm.visit.propose", MINE, make=_make_wizard("crm.visit.propose"))(_visit_proposal)


@factory("crm.visit.propose.line", MINE, make=_make_wizard("crm.visit.propose.line"))
def _visit_propose_line(world, place):
    proposals = world.env["crm.visit.propose"].with_user(place.owner).sudo()
    proposal = proposals.create(_visit_proposal(world, place))
    return {"proposal_id": proposal.id, "partner_id": place.partner.id}


@factory("crm.workday", COMPANY)
def _workday(world, place):
    name = world.unique("Day")
    day = date(2031, 1, 1) + timedelta(days=int(name.split()[-1]))
    return {"name": name, "date": day, "company_id": place.company.id}


@factory("crm.own.fields", MINE, make=_make_wizard("crm.own.fields"))
def _own_fields(world, place):
    return {"line_ids": []}


@factory("crm.own.fields.line", MINE, make=_make_wizard("crm.own.fields.line"))
def _own_fields_line(world, place):
    setup = world.env["crm.own.fields"].with_user(place.owner).sudo().create({"line_ids": []})
    return {"setup_id": setup.id, "label": world.unique()}


@factory("crm.workday.import", MINE, make=_make_wizard("crm.workday.import"))
def _workday_import(world, place):
    return {"file": "eA==", "company_id": place.company.id}


@factory("crm.workday.load", MINE, make=_make_wizard("crm.workday.load"))
def _workday_load(world, place):
    return {"published_year": "cn_2026", "company_id": place.company.id}


@factory("res.partner", OWNED, make=_own_partner)
def _partner(world, place):
    return {
        "name": world.unique("Partner"),
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }
