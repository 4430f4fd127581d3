"""How urgent a ticket is: impact times urgency, as ITIL has it.

Both are "1" (low), "2" (medium), "3" (high); the priority is "0" (low) to "3" (urgent).
"""

MATRIX = {
    ("1", "1"): "0",
    ("1", "2"): "1",
    ("2", "1"): "1",
    ("1", "3"): "1",
    ("3", "1"): "1",
    ("2", "2"): "1",
    ("2", "3"): "2",
    ("3", "2"): "2",
    ("3", "3"): "3",
}


def priority_of(impact, urgency):
    """Return the priority; a missing impact or urgency counts as medium."""
    return MATRIX[impact or "2", urgency or "2"]
