"""What each kind of entry means to a clock, and where the rules come from.

Peers' documentation: Zendesk "Defining SLA policies" and its ticket metrics, Odoo Enterprise
Helpdesk "Service level agreements", Plain "TotalResolutionTimeServiceLevelAgreement".

- First response: from the creation to the first public answer by staff; a note is no answer,
  a follow-up of the customer does not start it again (Zendesk, first reply time).
- Next response: from the oldest unanswered message of the customer after an answer to the next
  answer (Zendesk, next reply time). Each such wait is a round that begins at 0.
- Resolution: from the creation until the ticket is closed; opened again, it goes on where it
  stood (Plain), the time it was closed is not counted.
- Stage: reached when it is entered for the first time (Odoo, "reach stage").
- Waiting stages are not counted (Odoo, "excluding stages"), closed ones neither. An answer in
  such a stage is an answer all the same.
- A new limit applies to the whole, what is used stays used (our own): raising the priority
  gives no new time, and taking a policy away and giving it back does not either. So time is
  counted while the policy does not apply, only without a limit. What is reached stays judged
  by the limit of then.
- "ended" freezes (our own): until "restored" nothing is counted, started, reached or breached;
  stage, limit and calendar are noted only. "restored" looks at the stage that it finds.
- Who reaches the target in the very second in which the limit is used up, or is lowered below
  what is used, is in time (our own: the second is not over); what is archived in it is not
  breached. Whoever comes later is late, even if no hours were worked in between.

A step is a function of (state counted up to the entry, entry, policy) to the next state.
"""

from dataclasses import replace

from .entries import (
    CALENDAR,
    CREATED,
    ENDED,
    FIRST_RESPONSE,
    MESSAGE,
    NEXT_RESPONSE,
    NOTE,
    POLICY,
    RESOLUTION,
    RESPONSE,
    RESTORED,
    STAGE,
    STAGE_REACHED,
    ClockError,
)


def _created(state, entry, policy):
    if state.is_created:
        raise ClockError("created", f"The ticket is created twice, again at {entry.moment}.")
    calendar = state.calendar if entry.calendar is None else entry.calendar
    state = replace(state, is_created=True, calendar=calendar)
    if policy.target != NEXT_RESPONSE:
        state = _start(state)
    return _stage(state, entry, policy)


def _stage(state, entry, policy):
    state = replace(
        state, stage=entry.stage, is_waiting=entry.is_waiting, is_closed=entry.is_closed
    )
    return _look_at_stage(state, policy)


def _look_at_stage(state, policy):
    """Reach the target, or take that back, by the stage that the ticket is in."""
    if not state.started_at or state.is_ended:
        return state
    if policy.target == RESOLUTION and state.is_closed != bool(state.reached_at):
        return _reach(state) if state.is_closed else _take_back(state)
    if policy.target == STAGE_REACHED and state.is_open and state.stage in policy.stages:
        return _reach(state)
    return state


def _response(state, _entry, policy):
    if state.is_ended or not state.is_created:
        return state
    if policy.target in (FIRST_RESPONSE, NEXT_RESPONSE) and state.is_open:
        state = _reach(state)
        if policy.target == NEXT_RESPONSE and state.judged_limit is not None:
            state = _count_round(state)
    return replace(state, is_answered=True)


def _message(state, _entry, policy):
    if policy.target == NEXT_RESPONSE and state.is_answered and not state.is_ended:
        return state if state.is_open else _start(state)
    return state


def _policy(state, entry, policy):
    if not policy.concerns(entry):
        return state
    state = replace(state, limit=entry.seconds)
    if entry.around_the_clock is not None:
        state = replace(state, around_the_clock=entry.around_the_clock)
    if entry.pauses_while_waiting is not None:
        state = replace(state, pauses_while_waiting=entry.pauses_while_waiting)
    return state


def _calendar(state, entry, policy):
    return replace(state, calendar=entry.calendar) if policy.concerns(entry) else state


def _ended(state, _entry, _policy):
    return replace(_spare_this_second(state), is_ended=True)


def _restored(state, _entry, policy):
    return _look_at_stage(replace(state, is_ended=False), policy)


def _note(state, _entry, _policy):
    return state


STEPS = {
    CREATED: _created,
    STAGE: _stage,
    RESPONSE: _response,
    MESSAGE: _message,
    NOTE: _note,
    POLICY: _policy,
    CALENDAR: _calendar,
    ENDED: _ended,
    RESTORED: _restored,
}


def _start(state):
    """Start a round at ``state.moment``, from 0."""
    state = replace(state, started_at=state.moment, elapsed=0, marks=(), round=state.round + 1)
    return _take_back(state)


def _reach(state):
    state = _spare_this_second(state)
    return replace(state, reached_at=state.moment, judged_limit=state.limit)


def _spare_this_second(state):
    """Drop the marks of the second in which the clock comes to its end."""
    stay = tuple(mark for mark in state.marks if mark[1] < state.moment)
    return replace(state, marks=stay)


def _take_back(state):
    return replace(state, reached_at=None, judged_limit=None, judged_deadline=None)


def _count_round(state):
    if state.breached_at:
        return replace(state, rounds_missed=state.rounds_missed + 1)
    return replace(state, rounds_met=state.rounds_met + 1)
