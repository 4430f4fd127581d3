from . import forecast, gate, journey, white_space
from . import crm_sales_contract_terminate, crm_sales_discount_request
from . import crm_sales_incentive_run, crm_sales_invoice_request
from . import crm_sales_lead_handover_start, crm_sales_lead_refuse
from . import crm_sales_attribution_report, crm_sales_pipeline_as_of, crm_sales_pipeline_review
from . import crm_sales_plan_draft, crm_sales_plan_row, crm_sales_routing_simulate

# isort: split
from . import crm_sales_attribution_report_actions, crm_sales_attribution_report_page
from . import crm_sales_pipeline_review_actions, crm_sales_pipeline_review_page
