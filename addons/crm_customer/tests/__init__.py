from . import (
    import_,
    interaction,
    mailbox,
    partner,
    privacy,
    profile,
    properties,
    role,
    search,
    timeline,
    visit,
    workday,
)
from . import care
from . import approval, export
from . import kpi
from . import segment
from . import outbox
from . import report_issue, request
from . import today
from . import access
