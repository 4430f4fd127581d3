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
    search,
    timeline,
    visit,
    workday,
)
from . import care
