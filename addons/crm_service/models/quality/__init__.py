from . import crm_service_quality_criterion

# isort: split
from . import crm_service_quality_sample

# isort: split
from . import crm_service_quality_review

# isort: split
from . import crm_service_quality_line
