from . import kpi, report, sla, ticket
from . import intake, sla, ticket
from . import desk, relation, sla, ticket
from . import portal, satisfaction, sla, ticket
from . import assignment, sla, ticket
