from . import (
    import_,
    interaction,
    partner,
    privacy,
    profile,
    properties,
    search,
    timeline,
    workday,
)
from . import care
