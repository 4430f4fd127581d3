from .base import COMPANY, FACTORIES, MINE, OWNED, factory, make_wizard


def _kpi_of(world):
    return world.env.ref("crm_sales.crm_kpi_sales_ordered")


@factory("crm.sales.plan", COMPANY, write=lambda world, place: {"note": world.unique("Note")})
def _plan(world, place):
    """A draft for which proposals are asked, so that all levels may read it."""
    return {
        "name": world.unique("Plan"),
        "kpi_id": _kpi_of(world).id,
        "company_id": place.company.id,
        "date_start": "2031-01-01",
        "is_collecting": True,
    }


def _plan_of(world, place):
    return world.env["crm.sales.plan"].sudo().create(_plan(world, place))


@factory("crm.sales.plan.line", OWNED, write=lambda world, place: {"amount": 7})
def _plan_line(world, place):
    return {
        "plan_id": _plan_of(world, place).id,
        "date": "2031-03-01",
        "user_id": place.owner.id,
        "amount": 5,
    }


@factory("crm.sales.plan.draft", MINE, make=make_wizard("crm.sales.plan.draft"))
def _plan_draft(world, place):
    return {"plan_id": _plan_of(world, place).id, "method": "even"}


@factory(
    "crm.sales.plan.row",
    MINE,
    write=lambda world, place: {"user_id": place.owner.id},
    make=make_wizard("crm.sales.plan.row"),
)
def _plan_row(world, place):
    return {"plan_id": _plan_of(world, place).id, "user_id": place.owner.id}


@factory("crm.sales.deal.share", OWNED, write=lambda world, place: {"percent": 100})
def _deal_share(world, place):
    lead = world.env["crm.lead"].sudo().create(FACTORIES["crm.lead"].values(world, place))
    return {"lead_id": lead.id, "user_id": place.owner.id, "percent": 100}


@factory("crm.sales.attainment", OWNED, write=lambda world, place: {"actual": 3})
def _attainment(world, place):
    return {
        "plan_id": _plan_of(world, place).id,
        "company_id": place.company.id,
        "kpi_id": _kpi_of(world).id,
        "breakdown": "user",
        "user_id": place.owner.id,
        "period": "month",
        "date_start": "2031-03-01",
        "date_stop": "2031-03-31",
        "status": "no_data",
        "date_refreshed": "2031-03-02 02:00:00",
    }


@factory("crm.sales.incentive.scheme", COMPANY, write=lambda world, place: {"note": "Terms"})
def _scheme(world, place):
    return {
        "name": world.unique("Scheme"),
        "kpi_id": _kpi_of(world).id,
        "company_id": place.company.id,
        "tier_ids": [(0, 0, {"start": 0, "rate": 1})],
    }


def _scheme_of(world, place):
    return world.env["crm.sales.incentive.scheme"].sudo().create(_scheme(world, place))


@factory("crm.sales.incentive.tier", COMPANY, write=lambda world, place: {"rate": 2})
def _tier(world, place):
    return {"scheme_id": _scheme_of(world, place).id, "start": 100, "rate": 3}


def _make_statement(world, place):
    statement = world.env["crm.sales.incentive.statement"].sudo().create(_statement(world, place))
    statement.state = "confirmed"
    return statement


@factory(
    "crm.sales.incentive.statement",
    OWNED,
    write=lambda world, place: {"comment": "Well done"},
    make=_make_statement,
    sealed=("write", "delete"),
)
def _statement(world, place):
    return {
        "scheme_id": _scheme_of(world, place).id,
        "user_id": place.owner.id,
        "date_start": "2031-01-01",
        "date_stop": "2031-03-31",
    }


@factory("crm.sales.incentive.statement.line", OWNED, write=lambda world, place: {"sequence": 2})
def _statement_line(world, place):
    return {"statement_id": _make_statement(world, place).id, "sequence": 1}


@factory("crm.sales.incentive.run", MINE, make=make_wizard("crm.sales.incentive.run"))
def _run(world, place):
    return {"scheme_id": _scheme_of(world, place).id, "date": "2031-01-01"}
