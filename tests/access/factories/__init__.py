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
    visit,
    workday,
)
from . import report_issue, request
from .base import FACTORIES
