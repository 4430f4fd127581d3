from .base import COMPANY, GLOBAL, factory


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
