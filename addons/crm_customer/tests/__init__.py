from . import (
    import_,
    interaction,
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
from . import access
