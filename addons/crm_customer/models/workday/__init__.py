from . import crm_cached_mixin, crm_workday, crm_workday_scope_mixin
