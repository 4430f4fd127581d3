from .base import GLOBAL, OWNED, factory


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
