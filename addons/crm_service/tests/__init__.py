from . import kpi, report, sla, ticket
from . import intake, sla, ticket
