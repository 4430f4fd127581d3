"""Whose records a level reaches, as domains; no database needed."""

LEVELS = ("own", "team", "all")


def mates_domain(uid):
    """Return the domain of the users in the sales teams of ``uid``.

    Teams that the user leads count as well as those of which he is a member; who belongs to
    several teams reaches them all. It is asked of the database each time, so that a change
    of members holds at once.
    """
    return [
        (
            "crm_team_member_ids",
            "any",
            [
                ("active", "=", True),
                "|",
                ("crm_team_id.user_id", "=", uid),
                (
                    "crm_team_id.crm_team_member_ids",
                    "any",
                    [("active", "=", True), ("user_id", "=", uid)],
                ),
            ],
        )
    ]


def scope_domain(level, uid, path):
    """Return the domain of the records that ``level`` reaches.

    Records of nobody are in everybody's reach, as in the host's own rules of documents.

    :param str level: ``own``, ``team`` (own, and those of members of the own teams) or ``all``
    :param int uid: id of the user
    :param str path: path to the owner, a many2one to ``res.users``
    """
    if level == "all":
        return [(1, "=", 1)]
    own = (path, "in", [uid, False])
    if level == "own":
        return [own]
    return ["|", own, (path, "any", mates_domain(uid))]
