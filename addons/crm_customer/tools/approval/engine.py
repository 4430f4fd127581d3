"""What an approval is waiting for, told from its steps and the decisions made so far.

Pure: no ``env``. A step has a seat for everybody who is asked. Steps of the same sequence
are asked at the same time; the next sequence is asked when all of these are approved.
One refusal, of whomever, ends it all.

Keys and users are hashable values of the caller's, ids for example.
"""

import hashlib
import json
from dataclasses import dataclass

PENDING = "pending"
APPROVED = "approved"
REFUSED = "refused"
WITHDRAWN = "withdrawn"
ALL = 0


@dataclass(frozen=True)
class Seat:
    """Somebody who is asked, and what was decided on this seat.

    :param decision: ``APPROVED``, ``REFUSED`` or None
    :param by: who decided: the user, or a deputy
    :param is_escalation: asked because the others were silent; speaks for the whole step
    """

    key: object
    user: object
    decision: str | None = None
    by: object = None
    is_escalation: bool = False


@dataclass(frozen=True)
class Step:
    """Seats of which ``needed`` must approve, by different people; ``ALL``: each of them."""

    key: object
    sequence: int
    seats: tuple
    needed: int = ALL


def step_result(step):
    """Return ``PENDING``, ``APPROVED`` or ``REFUSED`` for one step alone."""
    if any(seat.decision == REFUSED for seat in step.seats):
        return REFUSED
    approved = [seat for seat in step.seats if seat.decision == APPROVED]
    if any(seat.is_escalation for seat in approved):
        return APPROVED
    regular = [seat for seat in step.seats if not seat.is_escalation]
    if regular and len(approved) == len(regular):
        return APPROVED
    people = {seat.by for seat in approved}
    return APPROVED if step.needed != ALL and len(people) >= step.needed else PENDING


def result(steps, is_withdrawn=False):
    """Return the state of the whole; without steps there is nothing to wait for."""
    if is_withdrawn:
        return WITHDRAWN
    results = {step_result(step) for step in steps}
    if REFUSED in results:
        return REFUSED
    return PENDING if PENDING in results else APPROVED


def open_steps(steps, is_withdrawn=False):
    """Return the steps that are being asked now, none when all is over."""
    if result(steps, is_withdrawn) != PENDING:
        return ()
    pending = [step for step in steps if step_result(step) == PENDING]
    current = min(step.sequence for step in pending)
    return tuple(step for step in pending if step.sequence == current)


def voters(seat, requester, deputies):
    """Return who may decide on this seat: its user and those who stand in, never the requester.

    :param deputies: ``{user: {those who stand in for the user now}}``
    """
    return ({seat.user} | set(deputies.get(seat.user, ()))) - {requester}


def waiting_for(steps, requester, deputies, is_withdrawn=False):
    """Return everybody who may decide something now."""
    return {
        user
        for step in open_steps(steps, is_withdrawn)
        for seat in step.seats
        if seat.decision is None
        for user in voters(seat, requester, deputies)
    }


def seats_to_decide(steps, user, requester, deputies, is_withdrawn=False):
    """Return the keys of the seats on which ``user`` decides now, own ones and as deputy."""
    return [
        seat.key
        for step in open_steps(steps, is_withdrawn)
        for seat in step.seats
        if seat.decision is None and user in voters(seat, requester, deputies)
    ]


def deadline(day, working_days, add_working_days):
    """Return the last day to decide, asked on ``day``; None: no deadline.

    :param add_working_days: as ``WorkCalendar.add_working_days``
    """
    return add_working_days(day, working_days) if working_days else None


def is_overdue(last_day, today):
    """Say whether the last day is over; on the day itself it is not."""
    return bool(last_day) and last_day < today


def digest(values):
    """Return the fingerprint of the values that are approved; the order of keys is nothing."""
    text = json.dumps(_plain(values), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value):
    """Return ``value`` with 5.0 as 5: the same figure, however it was stored."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
