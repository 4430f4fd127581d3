from . import (
    crm_access_check,
    crm_access_check_text,
)
