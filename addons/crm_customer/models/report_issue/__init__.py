from . import crm_report_series, crm_report_item
from . import crm_report_issue, crm_report_issue_send, crm_report_issue_view
from . import crm_report_recipient, crm_report_copy, crm_report_decision
from . import crm_handover, crm_today, mail_mail, mail_thread, res_config_settings, res_partner
