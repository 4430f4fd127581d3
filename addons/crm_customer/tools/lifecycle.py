"""The stages of a customer's life, shared by the profile and by what is pinned by hand."""

LIFECYCLE = [
    ("prospect", "Prospect"),
    ("lead", "Lead"),
    ("customer", "Customer"),
    ("key_customer", "Key Customer"),
    ("dormant", "Dormant"),
    ("lost", "Lost"),
]
