"""How much the use of an article counts when articles are ranked."""

from math import log1p

from odoo.addons.crm_customer.tools.wilson import wilson

# so many uses are as good as any more
FULL = 1000
# an article that solved a ticket has done more than one that was opened
SOLVED = 10
USE, VOTES = 0.2, 0.2


def use_of(views, solved):
    """Return 0 (never) to 1 (often) for how much an article is used."""
    return min(log1p(views + SOLVED * solved) / log1p(FULL), 1.0)


def votes_of(helpful, count):
    """Return the share of helpful votes that is sure: the lower bound of Wilson (1927).

    One of one is worth less than ninety of a hundred; see ``crm_customer.tools.wilson``.
    """
    return wilson(helpful, count)[0] if count else 0.0


def boost_of(views, solved, helpful, unhelpful):
    """Return by how much use and votes lift an article: 0 to 0.4."""
    votes = votes_of(helpful, helpful + unhelpful)
    return round(USE * use_of(views, solved) + VOTES * votes, 4)
