from . import (
    crm_lead,
    crm_lead_propose,
    crm_sales_routing_decision,
    crm_sales_routing_rule,
    crm_sales_routing_rule_decide,
    crm_sales_routing_rule_words,
)
