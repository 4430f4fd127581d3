"""How a user comes to hold an access group: directly, or by groups that imply it.

Pure: groups are numbers, ``implied`` maps a group to the groups that it implies.
"""


def group_path(direct, implied, target):
    """Return the shortest chain of groups from one of ``direct`` to ``target``.

    :return: ``[]`` when the user does not hold ``target``; of chains of one length the
        one of the smaller numbers, so that the answer is always the same
    """
    paths = {group: [group] for group in sorted(direct)}
    front = list(paths)
    while front and target not in paths:
        reached = []
        for group in front:
            for next_group in sorted(implied.get(group, ())):
                if next_group not in paths:
                    paths[next_group] = [*paths[group], next_group]
                    reached.append(next_group)
        front = reached
    return paths.get(target, [])


def closure(direct, implied):
    """Return the set of all groups that holding ``direct`` means to hold."""
    held, front = set(direct), list(direct)
    while front:
        front = [
            next_group
            for group in front
            for next_group in implied.get(group, ())
            if next_group not in held and not held.add(next_group)
        ]
    return held
