from . import portal, satisfaction, sla, ticket
