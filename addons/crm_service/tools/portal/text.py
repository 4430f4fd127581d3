"""What a form of the portal sends beside text."""


def number_of(value):
    """Return the id that a choice of a form sent, 0 where it sent none."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    return 0
