"""Which held groups leave a trace, and when the last one was left. Pure: no ``env``."""

from .group_path import closure


def group_evidence(direct, implied, granted, used):
    """Return ``{group: (models, last)}`` of the groups held directly by one user.

    :param direct: the groups held directly
    :param implied: ``{group: groups that it implies}``
    :param granted: ``{group: models that it alone lets create or change}``
    :param used: ``{model: date on which the user last created or changed a record}``
    :return: ``models``: those that the user may change by this group and by no other;
        without any nothing can be told. ``last``: the last use of one of them, or None
    """
    found = {}
    for group in direct:
        others = closure(set(direct) - {group}, implied)
        by_others = set().union(*(granted.get(other, ()) for other in others))
        mine = set().union(*(granted.get(held, ()) for held in closure([group], implied)))
        models = mine - by_others
        dates = [used[model] for model in models if model in used]
        found[group] = models, max(dates, default=None)
    return found
