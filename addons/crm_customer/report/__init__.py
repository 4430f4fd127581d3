from . import crm_access_review_report
from . import crm_approval_report, personal_data_report, res_partner_report
from . import crm_kpi_sheet_report
from . import crm_customer_segment_report
