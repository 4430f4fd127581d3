from . import desk, relation, sla, ticket
