# first, since the other rooms say what they hold about a person
from . import privacy

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
from . import access
