"""How the matrix makes a record of each model: minimal values at a given place.

A model of ours without a factory here turns the matrix red. Add yours to the
file of its room:

    @factory("crm.customer.visit", OWNED)
    def _visit(world, place):
        return {"name": world.unique(), "partner_id": place.partner.id, "user_id": place.owner.id}

The same values serve the superuser who sets the record up and the role that tries
to create it. Slots say at which distances records of the model can stand.
"""

from collections.abc import Callable
from dataclasses import dataclass

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


def make_wizard(model):
    """A wizard belongs to who opened it."""

    def make(world, place):
        wizards = world.env[model].with_user(place.owner).sudo()
        return wizards.create(FACTORIES[model].values(world, place))

    return make
