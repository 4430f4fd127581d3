"""Run in a worker: ask for ratings as the scheduler would, and vote as customers do, until killed.

Every customer sends the page of the rating twice, with one nonce; and again after each kill, since
nobody told them that it was taken.
"""
# ruff: noqa: F821 env is the worker's

import sys

from odoo.addons.crm_service.models.satisfaction import crm_service_ticket_ask
from odoo.addons.crm_service.models.satisfaction.crm_service_ticket_vote import (
    NONCE,
    RatingRefused,
)

crm_service_ticket_ask.BATCH = 10
RATES = (1, 3, 5)


def vote(rating, nonce):
    """Send the page once; say whether the vote was taken."""
    ticket = rating.crm_ticket_id
    rate = RATES[int(ticket.name[-3:]) % len(RATES)]
    try:
        with env.cr.savepoint():
            ticket.with_context(**{NONCE: nonce}).rating_apply(
                rate, rating=rating, feedback=f"{rate} of 5"
            )
    except RatingRefused:
        return False
    finally:
        env.cr.commit()
    return True


tickets = env["crm.service.ticket"]
print("READY", flush=True)
while tickets.search_count([("date_rating_due", "!=", False)], limit=1):
    tickets._cron_ask_ratings()
    env.cr.commit()
    env.invalidate_all()
for rating in env["rating.rating"].search([("crm_ticket_id.name", "=like", "Killed%")], order="id"):
    nonce = rating._crm_nonce()
    vote(rating, nonce)
    assert rating.consumed and not vote(rating, nonce), "one nonce, one vote"
print("DONE", flush=True)
sys.exit(0)
