from . import sla, ticket
