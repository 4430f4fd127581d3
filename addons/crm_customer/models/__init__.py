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

# before the rooms that add to them
from . import handover, report_issue

# isort: split
from . import approval, export, request
from . import kpi
from . import segment
from . import outbox
from . import access, masking

# draws from all of them
from . import work_report
