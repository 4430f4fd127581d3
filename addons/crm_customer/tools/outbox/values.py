"""Values of records as a message holds them."""

import json
from datetime import date, datetime


def to_json(value):
    """Return a value of ``read(load=None)`` as JSON has it: times in UTC, with a Z."""
    if isinstance(value, datetime):
        return f"{value.isoformat(timespec='seconds')}Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list | tuple):
        return json.loads(json.dumps(value, default=str))
    return value
