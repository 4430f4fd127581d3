"""Makers of the records that the matrix tries, a file per room."""

from . import (
    access,
    care,
    host,
    import_,
    interaction,
    kpi,
    mailbox,
    outbox,
    partner,
    privacy,
    profile,
    properties,
    segment,
    visit,
    workday,
)
from . import approval, export
from . import (
    report_issue,
    request,
    sales,
    sales_market,
    sales_deal,
    sales_plan,
    sales_product,
    sales_cash,
    sales_intake,
    sales_pipeline,
    sales_touchpoint,
    sales_campaign,
    sales_journey,
    sales_forecast,
    sales_research,
    service,
    service_improvement,
    service_knowledge,
    service_whatif,
    work_report,
)
from .base import FACTORIES
