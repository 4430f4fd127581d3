from . import assignment, sla, ticket
