from . import crm_workday, crm_workday_scope_mixin
