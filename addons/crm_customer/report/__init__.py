from . import crm_customer_segment_report, personal_data_report, res_partner_report
