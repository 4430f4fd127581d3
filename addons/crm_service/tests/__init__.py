from . import (
    assignment,
    desk,
    intake,
    kpi,
    portal,
    relation,
    report,
    satisfaction,
    sla,
    ticket,
)
