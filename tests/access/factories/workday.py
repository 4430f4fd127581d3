from datetime import date, timedelta

from .base import COMPANY, MINE, factory, make_wizard


@factory("crm.workday", COMPANY)
def _workday(world, place):
    name = world.unique("Day")
    day = date(2031, 1, 1) + timedelta(days=int(name.split()[-1]))
    return {"name": name, "date": day, "company_id": place.company.id}


@factory("crm.workday.import", MINE, make=make_wizard("crm.workday.import"))
def _workday_import(world, place):
    return {"file": "eA==", "company_id": place.company.id}


@factory("crm.workday.load", MINE, make=make_wizard("crm.workday.load"))
def _workday_load(world, place):
    return {"published_year": "cn_2026", "company_id": place.company.id}
