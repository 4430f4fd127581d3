from . import crm_sales_finding_host

# isort: split
from . import crm_sales_study, crm_sales_study_interview, crm_sales_study_source

# isort: split
from . import crm_sales_finding, crm_sales_finding_evidence

# isort: split
from . import (
    crm_sales_competitor,
    res_partner,
    crm_customer_segment,
    product_template,
    utm_campaign,
)
