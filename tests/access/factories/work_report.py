from datetime import date, timedelta

from .base import OWNED, factory


@factory("crm.work.report", OWNED, write=lambda world, place: {"plan": world.unique("Plan")})
def _work_report(world, place):
    # a person has one report of a day: every report on a day of its own, in the past
    day = date(2001, 1, 1) + timedelta(days=int(world.unique().split()[-1]))
    return {
        "user_id": place.owner.id,
        "company_id": place.company.id,
        "date": str(day),
    }


@factory("crm.work.report.line", OWNED)
def _work_report_line(world, place):
    report = world.env["crm.work.report"].sudo().create(_work_report(world, place))
    return {"report_id": report.id, "section": "visit", "text": world.unique("Visit")}
