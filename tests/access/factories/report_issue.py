from datetime import date, timedelta

from odoo.fields import Command

from .base import factory

READ = ("own", "company", "all")


def _series_of(world, place):
    """Return the report of a company, which everybody there reads."""
    analyst = world.foreigner if place.slot == "all" else world.outsider
    series = world.env["crm.report.series"].sudo()
    values = {"user_id": analyst.id, "company_id": place.company.id}
    name = f"Report of {place.company.name}"
    known = series.search([("name", "=", name)])
    return known or series.create(values | {"name": name})


def _series(world, place):
    analyst = world.foreigner if place.slot == "all" else world.outsider
    return {
        "name": world.unique("Report"),
        "user_id": analyst.id,
        "company_id": place.company.id,
    }


def _make_series(world, place):
    """Return a report of which the owner of the place has got an issue."""
    series = world.env["crm.report.series"].sudo().create(_series(world, place))
    series.issue_ids = [
        Command.create(
            {
                "date": "2031-01-01",
                "recipient_ids": [Command.create({"user_id": place.owner.id})],
            }
        )
    ]
    return series


def _item(world, place):
    return {"name": world.unique("Part"), "series_id": _make_series(world, place).id}


# deleting begins with the issues, which refuse by themselves
factory("crm.report.series", READ, make=_make_series, sealed=("delete",))(_series)
factory("crm.report.item", READ)(_item)


def _issue(world, place):
    day = date(2031, 1, 1) + timedelta(days=int(world.unique().split()[-1]))
    return {"series_id": _series_of(world, place).id, "date": str(day)}


def _issue_of(world, place):
    """Return an issue that was sent to the owner of the place."""
    issue = world.env["crm.report.issue"].sudo().create(_issue(world, place))
    issue.recipient_ids = [Command.create({"user_id": place.owner.id})]
    return issue


factory(
    "crm.report.issue",
    READ,
    make=_issue_of,
    write=lambda world, place: {"comment": world.unique("Words")},
)(_issue)


def _recipient(world, place):
    issue = world.env["crm.report.issue"].sudo().create(_issue(world, place))
    return {"issue_id": issue.id, "user_id": place.owner.id}


factory("crm.report.recipient", READ)(_recipient)


@factory("crm.report.copy", READ)
def _copy(world, place):
    return {"issue_id": _issue_of(world, place).id, "user_id": place.owner.id}


@factory("crm.report.decision", READ)
def _decision(world, place):
    issue = _issue_of(world, place)
    return {
        "name": world.unique("Decision"),
        "issue_id": issue.id,
        "user_id": issue.user_id.id,
        "date_due": "2031-01-01",
    }
