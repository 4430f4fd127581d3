from . import kpi, report, sla, ticket
