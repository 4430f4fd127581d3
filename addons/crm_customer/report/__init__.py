from . import personal_data_report, res_partner_report
