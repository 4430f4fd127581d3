from contextlib import contextmanager

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.access.grants import grant_changes

WATCHED = "crm_access_grants_watched"
MADE = "crm_access_users_made"


class CrmAccessGrant(models.Model):
    """Who gave or took which access group, to or from whom, when, and by which group.

    Names are kept beside the links: the log outlives users and groups.
    """

    _name = "crm.access.grant"
    _description = "Grant of Access"
    _inherit = "crm.access.log.mixin"
    _order = "date desc, id desc"
    _rec_name = "group_name"

    date = fields.Datetime(required=True, readonly=True, index=True)
    actor_id = fields.Many2one("res.users", "By", readonly=True, ondelete="set null")
    user_id = fields.Many2one("res.users", "Whom", readonly=True, index=True, ondelete="set null")
    user_name = fields.Char("Name", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("granted", "Given"),
            ("revoked", "Revoked"),
            ("archived", "Archived"),
            ("unarchived", "Unarchived"),
        ],
        required=True,
        readonly=True,
    )
    group_id = fields.Many2one("res.groups", readonly=True, index=True, ondelete="set null")
    group_name = fields.Char(readonly=True)
    direct_group_id = fields.Many2one(
        "res.groups", "By the Group", readonly=True, ondelete="set null"
    )
    direct_group_name = fields.Char("By the Group Named", readonly=True)
    is_direct = fields.Boolean("Direct", readonly=True)
    reason = fields.Char(readonly=True)

    # keeping watch

    @api.model
    @contextmanager
    def _watched(self, users, is_unlink=False):
        """Log what happens inside to the groups of ``users``; the outermost watch does.

        :param users: ids, or None: all users
        :param is_unlink: names must be looked up before, since they go
        """
        cache = self.env.cr.cache
        if cache.get(WATCHED):
            yield
            return
        cache[WATCHED] = True
        try:
            before, implied = self._held(users), self._implied()
            names = self._names_of(before) if is_unlink else ({}, {})
            yield
            self.env["res.users"].flush_model(["active", "group_ids"])
            # who was made inside is watched as well
            made = cache.get(MADE, [])
            asked = None if users is None else [*users, *made]
            self._log(before, self._held(asked), implied, self._implied(), names)
        finally:
            cache[WATCHED] = False
            cache.pop(MADE, None)

    @api.model
    def _held(self, users):
        """Return ``{user id: (active, ids of the groups held directly)}``."""
        if users is not None and not users:
            return {}
        which = SQL("TRUE") if users is None else SQL("users.id IN %s", tuple(users))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT users.id, users.active, array_remove(array_agg(rel.gid), NULL)
                  FROM res_users users
             LEFT JOIN res_groups_users_rel rel ON rel.uid = users.id
                 WHERE %s GROUP BY users.id
                """,
                which,
            )
        )
        return {user_id: (active, groups) for user_id, active, groups in rows}

    @api.model
    def _implied(self):
        rows = self.env.execute_query(
            SQL("SELECT gid, array_agg(hid) FROM res_groups_implied_rel GROUP BY gid")
        )
        return dict(rows)

    @api.model
    def _names_of(self, held):
        """Return the names of users and groups, in the language of the system."""
        users = self.env.execute_query(
            SQL(
                """
                SELECT users.id, partner.name FROM res_users users
                  JOIN res_partner partner ON partner.id = users.partner_id
                 WHERE users.id = ANY(%s)
                """,
                list(held),
            )
        )
        groups = self.env.execute_query(
            SQL(
                """
                SELECT res_group.id, concat_ws(' / ', privilege.name->>'en_US',
                                               res_group.name->>'en_US')
                  FROM res_groups res_group
             LEFT JOIN res_groups_privilege privilege ON privilege.id = res_group.privilege_id
                """
            )
        )
        return dict(users), dict(groups)

    # logging

    @api.model
    def _log(self, before, after, implied_before, implied_after, names):
        """Insert what changed, in one statement."""
        changes = grant_changes(
            {user: groups for user, (_active, groups) in before.items()},
            {user: groups for user, (_active, groups) in after.items()},
            implied_before,
            implied_after,
        )
        switched = {
            (user, "unarchived" if active else "archived", None, None)
            for user, (active, _groups) in after.items()
            if user in before and before[user][0] != active
        }
        if changes or switched:
            rows = sorted(changes | switched, key=lambda row: (row[0], row[1], row[2] or 0))
            self._insert(rows, after, names)

    @api.model
    def _insert(self, rows, after, names):
        old_users, old_groups = names
        new_users, new_groups = self._names_of(after)
        users, groups = old_users | new_users, old_groups | new_groups
        values = [
            SQL(
                "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                fields.Datetime.now(),
                self.env.uid,
                user if user in new_users else None,
                users.get(user) or str(user),
                kind,
                group if group in new_groups else None,
                groups.get(group),
                direct if direct in new_groups else None,
                groups.get(direct),
                group is not None and group == direct,
                self.env.context.get("crm_grant_reason"),
            )
            for user, kind, group, direct in rows
        ]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO crm_access_grant (
                    date, actor_id, user_id, user_name, kind, group_id, group_name,
                    direct_group_id, direct_group_name, is_direct, reason)
                VALUES %s
                """,
                SQL(", ").join(values),
            )
        )
        self.invalidate_model()
