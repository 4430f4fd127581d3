"""Makers of the records that the matrix tries, a file per room."""

from . import (
    access,
    care,
    host,
    import_,
    interaction,
    mailbox,
    partner,
    privacy,
    profile,
    properties,
    visit,
    workday,
)
from .base import FACTORIES
