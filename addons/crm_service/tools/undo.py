"""What of a change can be taken back when time has passed since."""


def settle(before, after, now):
    """Return ``(back, touched)``: what to write again, and what somebody changed since.

    A value that was not changed then is nobody's business now. One that stands as it was
    left is written back; one that does not was touched since and stays, unless it is what
    it was before all the same.

    :param before: ``{name: plain value}`` as it was
    :param after: the same names, as they were left
    :param now: the same names, as they are
    """
    changed = [name for name in before if before[name] != after[name]]
    back = {name: before[name] for name in changed if now[name] == after[name]}
    touched = [name for name in changed if now[name] not in (after[name], before[name])]
    return back, touched


def still(ids, values, left):
    """Return ``(back, touched)``: the ids whose value still is ``left``, and the others.

    :param ids: of what was moved
    :param values: ``{id: value now}``; an id that is missing is gone
    """
    back = [each for each in ids if each in values and values[each] == left]
    return back, [each for each in ids if each not in back]
