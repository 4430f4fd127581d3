from .base import COMPANY, FACTORIES, MINE, OWNED, factory, make_wizard

FORECAST = "crm.sales.forecast"


@factory(FORECAST, COMPANY, write=lambda world, place: {"line_ids": []})
def _forecast(world, place):
    """Each in a month of its own: a period is forecast once."""
    number = world.number()
    return {
        "company_id": place.company.id,
        "kind": "month",
        "date_start": f"{2100 + number // 12:04}-{number % 12 + 1:02}-01",
    }


def _line_of(world, place):
    forecast = world.env[FORECAST].sudo().create(_forecast(world, place))
    lines = forecast.line_ids
    own = lines.filtered(lambda line: line.user_id == place.owner)
    return own or lines.create(_line_values(forecast, place))


def _line_values(forecast, place):
    return {"forecast_id": forecast.id, "breakdown": "user", "user_id": place.owner.id}


def _make_line(world, place):
    return _line_of(world, place)[:1]


@factory(f"{FORECAST}.line", OWNED, write=lambda world, place: {"note": "Sure"}, make=_make_line)
def _line(world, place):
    forecast = world.env[FORECAST].sudo().create(_forecast(world, place))
    forecast.line_ids.unlink()
    return _line_values(forecast, place)


@factory(f"{FORECAST}.submission", OWNED, write=lambda world, place: {"note": "Other"})
def _submission(world, place):
    return {
        "line_id": _line_of(world, place)[:1].id,
        "number": world.number(),
        "kind": "submit",
        "date": "2026-03-04 02:00:00",
        "user_id": place.owner.id,
        "commit": 5,
        "best_case": 6,
    }


@factory(f"{FORECAST}.change", OWNED, write=lambda world, place: {"value": 2})
def _change(world, place):
    lead = world.env["crm.lead"].create(FACTORIES["crm.lead"].values(world, place))
    return {
        "lead_id": lead.id,
        "date": "2026-03-04 02:00:00",
        "category_before": "pipeline",
        "category_after": "commit",
        "owner_id": place.owner.id,
        "company_id": place.company.id,
    }


@factory(f"{FORECAST}.override", MINE, make=make_wizard(f"{FORECAST}.override"))
def _override(world, place):
    return {"line_id": _line_of(world, place)[:1].id, "commit": 1, "best_case": 2, "note": "So"}


def _model_of(world, place):
    model = world.env[f"{FORECAST}.model"].sudo()
    found = model.search([("company_id", "=", place.company.id)])
    return found or model.create({"company_id": place.company.id, "kind": "month"})


def _make_model(world, place):
    return _model_of(world, place)


@factory(
    f"{FORECAST}.model",
    COMPANY,
    write=lambda world, place: {"deal_count": 2},
    make=_make_model,
)
def _model(world, place):
    company = world.env["res.company"].sudo().create({"name": world.unique("Forecast")})
    return {"company_id": company.id, "kind": "month"}


@factory(f"{FORECAST}.trial", COMPANY, write=lambda world, place: {"said": 2})
def _trial(world, place):
    return {
        "model_id": _model_of(world, place).id,
        "date_start": "2026-03-01",
        "date_stop": "2026-03-31",
        "method": "last",
    }


@factory(f"{FORECAST}.score", COMPANY, write=lambda world, place: {"error": 2})
def _score(world, place):
    return {"model_id": _model_of(world, place).id, "method": "last"}


@factory(f"{FORECAST}.bin", COMPANY, write=lambda world, place: {"count": 2})
def _bin(world, place):
    return {"model_id": _model_of(world, place).id, "low": 0.1, "high": 0.2}
