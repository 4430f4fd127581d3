from . import (
    account_payment,
    calendar_event,
    crm_timeline,
    crm_timeline_interaction,
    crm_timeline_mail,
    crm_timeline_purchase_history,
    crm_timeline_sale,
)
