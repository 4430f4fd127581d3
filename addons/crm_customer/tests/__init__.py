from . import (
    access,
    import_,
    interaction,
    mailbox,
    partner,
    privacy,
    profile,
    properties,
    search,
    timeline,
    visit,
    workday,
)
from . import care
