from . import crm_work_report
from . import crm_work_report_line
from . import crm_work_report_facts
from . import crm_work_report_facts_sales
from . import crm_work_report_steps, crm_work_report_jobs
from . import crm_today, res_company, res_config_settings, res_partner, res_users
