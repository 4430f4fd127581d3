from . import crm_sales_pipeline_as_of, crm_sales_pipeline_review

# isort: split
from . import crm_sales_pipeline_review_actions, crm_sales_pipeline_review_page
