# first the mixin, since what takes part inherits it
from . import crm_outbox_source

# isort: split
from . import (
    crm_outbox_field,
    crm_outbox_endpoint,
    crm_outbox_endpoint_send,
    crm_outbox_subscription,
    crm_outbox_event,
    crm_outbox_event_capture,
    crm_outbox_event_feed,
    crm_outbox_event_spread,
    crm_outbox_delivery,
    crm_outbox_delivery_payload,
    crm_outbox_delivery_send,
    base_partner_merge,
    crm_customer_interaction,
    crm_erasure,
    crm_lead,
    res_config_settings,
    res_partner,
    sale_order,
)
