"""When a form was opened: it is not sent back at once, nor after a day."""

QUICKEST = 3
LONGEST = 24 * 3600


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
