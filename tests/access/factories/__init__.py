"""Makers of the records that the matrix tries, a file per room."""

from . import (
    care,
    host,
    import_,
    interaction,
    mailbox,
    partner,
    privacy,
    profile,
    properties,
    segment,
    visit,
    workday,
)
from .base import FACTORIES
