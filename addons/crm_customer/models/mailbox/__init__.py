from . import (
    base_partner_merge,
    crm_customer_email,
    crm_customer_interaction,
    crm_customer_mail,
    crm_customer_mail_address,
    crm_customer_mail_message,
    crm_customer_mailbox,
    crm_today,
    mail_thread,
    res_config_settings,
    res_partner,
    res_users,
)
