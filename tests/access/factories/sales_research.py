from .base import COMPANY, FACTORIES, OWNED, factory


def _of(world, place, model):
    return world.env[model].sudo().create(FACTORIES[model].values(world, place))


def _lead_of(world, place):
    return _of(world, place, "crm.lead")


@factory("crm.sales.study", COMPANY, write=lambda world, place: {"question": "Changed"})
def _study(world, place):
    return {
        "name": world.unique("Study"),
        "question": "Why?",
        "company_id": place.company.id,
        "user_id": False,
    }


@factory("crm.sales.study.interview", COMPANY, write=lambda world, place: {"note": "Changed"})
def _interview(world, place):
    study = _of(world, place, "crm.sales.study")
    return {"study_id": study.id, "person": "Somebody", "user_id": False}


@factory("crm.sales.study.source", COMPANY, write=lambda world, place: {"note": "Changed"})
def _source(world, place):
    return {"study_id": _of(world, place, "crm.sales.study").id, "name": world.unique("Source")}


@factory("crm.sales.finding", COMPANY, write=lambda world, place: {"consequence": "Changed"})
def _finding(world, place):
    return {"name": world.unique("Finding"), "company_id": place.company.id, "user_id": False}


@factory("crm.sales.finding.evidence", COMPANY, write=lambda world, place: {"kind": "fact"})
def _evidence(world, place):
    finding = _of(world, place, "crm.sales.finding")
    return {"finding_id": finding.id, "name": "They said so", "origin": "Plant manager"}


@factory("crm.sales.market.size", COMPANY, write=lambda world, place: {"method": "bottom_up"})
def _market_size(world, place):
    return {
        "name": world.unique("Market"),
        "company_id": place.company.id,
        "user_id": False,
        "year": 1990 + world.number() % 110,
    }


@factory("crm.sales.market.assumption", COMPANY, write=lambda world, place: {"value": 7})
def _assumption(world, place):
    size = _of(world, place, "crm.sales.market.size")
    return {"size_id": size.id, "name": "Factories", "value": 5}


@factory("crm.sales.market.share", COMPANY, write=lambda world, place: {"percent": 7})
def _share(world, place):
    size = _of(world, place, "crm.sales.market.size")
    competitor = world.env["crm.sales.competitor"].sudo().create({"name": world.unique()})
    return {"size_id": size.id, "competitor_id": competitor.id, "percent": 5}


@factory("crm.sales.swot", COMPANY, write=lambda world, place: {"summary": "Changed"})
def _swot(world, place):
    return {
        "name": world.unique("SWOT"),
        "company_id": place.company.id,
        "user_id": place.owner.id,
    }


@factory("crm.sales.swot.item", COMPANY, write=lambda world, place: {"note": "Changed"})
def _swot_item(world, place):
    return {"swot_id": _of(world, place, "crm.sales.swot").id, "name": world.unique("Point")}


@factory("crm.sales.swot.action", COMPANY, write=lambda world, place: {"note": "Changed"})
def _swot_action(world, place):
    return {
        "swot_id": _of(world, place, "crm.sales.swot").id,
        "name": world.unique("Action"),
        "user_id": place.owner.id,
        "date_due": "2026-06-01",
    }


@factory("crm.sales.mutual.step", OWNED, write=lambda world, place: {"sequence": 7})
def _mutual_step(world, place):
    return {"lead_id": _lead_of(world, place).id, "name": world.unique("Step")}


@factory("crm.sales.mutual.share", OWNED, write=lambda world, place: {"date_until": "2030-01-01"})
def _mutual_share(world, place):
    return {"lead_id": _lead_of(world, place).id, "partner_id": place.partner.id}


@factory("crm.sales.social.account", OWNED, write=lambda world, place: {"note": "Changed"})
def _social_account(world, place):
    return {
        "partner_id": place.partner.id,
        "company_id": place.company.id,
        "handle": world.unique("account"),
    }
