# first, since the other rooms say what they hold about a person, and what is due
from . import privacy, today

# isort: split
from . import (
    import_,
    interaction,
    mailbox,
    partner,
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
from . import access, handover, masking
