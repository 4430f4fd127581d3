"""Makers of the records that the matrix tries, a file per room."""

from . import (
    care,
    host,
    import_,
    interaction,
    mailbox,
    outbox,
    partner,
    privacy,
    profile,
    properties,
    visit,
    workday,
)
from .base import FACTORIES
