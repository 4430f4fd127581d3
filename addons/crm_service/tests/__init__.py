from . import intake, sla, ticket
