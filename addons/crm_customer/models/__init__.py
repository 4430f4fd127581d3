from . import (
    import_,
    interaction,
    mailbox,
    partner,
    privacy,
    profile,
    properties,
    search,
    timeline,
    workday,
)
from . import care
