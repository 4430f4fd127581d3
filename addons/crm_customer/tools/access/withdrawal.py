"""What withdrawing access groups leaves. Pure: groups are numbers, no ``env``."""

from .group_path import closure


def holders_left(direct, implied, withdrawn, target):
    """Return the users who still hold ``target``, directly or by what implies it.

    :param direct: ``{user: groups held directly}``
    :param implied: ``{group: groups that it implies}``
    :param withdrawn: ``{user: groups taken away}``
    """
    return {
        user
        for user, groups in direct.items()
        if target in closure(set(groups) - set(withdrawn.get(user, ())), implied)
    }


def groups_to_keep(direct, implied, withdrawn, kept):
    """Return which groups of ``kept`` must be given directly, so that none of them is lost.

    :param direct: the groups that the user holds directly, :param withdrawn: those taken away
    :param kept: groups that must not go with others that imply them
    """
    before = closure(direct, implied)
    after = closure(set(direct) - set(withdrawn), implied)
    return set(kept) & before - after
