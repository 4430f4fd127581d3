"""What a change of access groups gives and takes. Pure: no ``env``."""

from .group_path import closure, group_path


def grant_changes(before, after, implied_before, implied_after):
    """Return the changes of what users hold.

    :param before: ``{user: groups held directly}``, :param after: the same afterwards
    :param implied_before: ``{group: groups that it implies}``, and afterwards
    :return: a set of ``(user, "granted" or "revoked", group, direct group)``; direct is
        the group by which the user holds, or held, the group
    """
    changes = set()
    for user in before.keys() | after.keys():
        had = closure(before.get(user, ()), implied_before)
        has = closure(after.get(user, ()), implied_after)
        for group in has - had:
            direct = group_path(after[user], implied_after, group)[0]
            changes.add((user, "granted", group, direct))
        for group in had - has:
            direct = group_path(before[user], implied_before, group)[0]
            changes.add((user, "revoked", group, direct))
    return changes
