from . import (
    crm_today,
    crm_today_activity,
    crm_today_calendar,
    crm_today_figures,
    crm_today_sale,
    res_users,
    res_users_settings,
)
