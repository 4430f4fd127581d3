"""What an enquiry says, and when its form was opened."""

from odoo.addons.crm_customer.tools import stranger

# seconds
QUICKEST = 3
LONGEST = 24 * 3600


def line_of(value, limit=stranger.LINE):
    """Return ``value``, a text or a number, as one line; see ``stranger.line_of``."""
    return stranger.line_of(_said(value), limit)


def text_of(value, limit=stranger.BODY):
    """Return ``value``, a text or a number, with its lines; see ``stranger.text_of``."""
    return stranger.text_of(_said(value), limit)


def _said(value):
    """Return a number, as other systems send them, as text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


def age_verdict(opened, now, quickest=QUICKEST, longest=LONGEST):
    """Return "fast", "old", or None when the form was open for a fitting time.

    :param opened: seconds, None where nothing readable came back
    """
    if not isinstance(opened, int | float) or isinstance(opened, bool):
        return "old"
    age = now - opened
    if age < quickest:
        return "fast"
    return "old" if age > longest else None
