from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import SQL

from ...tools.access.unused import group_evidence

UNUSED_DAYS = 90


class CrmAccessHolding(models.Model):
    """A group that a user holds directly, and when it was last needed.

    Rebuilt every night. A group is needed when the user creates or changes a record that
    no other of the user's groups would have allowed. What is only read leaves no fact.
    """

    _name = "crm.access.holding"
    _description = "Granted Access"
    _order = "date_last NULLS FIRST, user_id, id"
    _rec_name = "group_id"

    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade")
    group_id = fields.Many2one(
        "res.groups", required=True, readonly=True, ondelete="cascade", index=True
    )
    date_granted = fields.Date(
        "Granted On", readonly=True, help="As far as the log goes back; empty: before."
    )
    date_last = fields.Date("Last Needed", readonly=True)
    model_count = fields.Integer(
        "Models", readonly=True, help="Models that the user may change by this group alone."
    )
    state = fields.Selection(
        [("used", "Used"), ("unused", "Not used"), ("unknown", "Cannot be told")],
        required=True,
        readonly=True,
        index=True,
        help="Not used: granted, but not needed for 90 days. Cannot be told: the group lets "
        "change nothing that the user's other groups do not.",
    )

    _user_group_uniq = models.UniqueIndex("(user_id, group_id)")

    @api.model
    def _rebuild(self):
        """Write all rows anew, of active internal users."""
        rows = self._rows(self._direct())
        # nobody refers to these rows, they are a picture of tonight
        self.env.cr.execute(SQL("DELETE FROM crm_access_holding"))
        self.invalidate_model()
        self.sudo().create(rows)

    @api.model
    def _rows(self, held):
        """Return the values of a row per user and watched group.

        :param held: ``{user id: ids of the groups held directly}``
        """
        usage = self.env["crm.access.usage"]
        watched = set(usage._watched_groups().ids)
        granted = usage._granted_models()
        implied = self.env["crm.access.grant"]._implied()
        used = self._used()
        dates = self._dates_granted()
        rows = []
        for user, direct in held.items():
            evidence = group_evidence(direct, implied, granted, used.get(user, {}))
            rows += [
                self._row(user, group, *evidence[group], dates.get((user, group)))
                for group in sorted(watched & set(direct))
            ]
        return rows

    @api.model
    def _row(self, user, group, names, last, granted):
        limit = fields.Date.today() - timedelta(days=UNUSED_DAYS)
        if not names:
            state = "unknown"
        elif (last and last > limit) or (granted and granted > limit):
            state = "used"
        else:
            state = "unused"
        return {
            "user_id": user,
            "group_id": group,
            "date_granted": granted,
            "date_last": last,
            "model_count": len(names),
            "state": state,
        }

    @api.model
    def _direct(self):
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT users.id, array_agg(rel.gid) FROM res_users users
                      JOIN res_groups_users_rel rel ON rel.uid = users.id
                     WHERE users.active AND users.share IS NOT TRUE AND users.id != 1
                     GROUP BY users.id
                    """
                )
            )
        )

    @api.model
    def _used(self):
        found = {}
        rows = self.env.execute_query(
            SQL("SELECT user_id, res_model, date_last FROM crm_access_usage")
        )
        for user, name, last in rows:
            found.setdefault(user, {})[name] = last
        return found

    @api.model
    def _dates_granted(self):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT user_id, group_id, max(date)::date FROM crm_access_grant
                 WHERE kind = 'granted' AND user_id IS NOT NULL AND group_id IS NOT NULL
                 GROUP BY user_id, group_id
                """
            )
        )
        return {(user, group): date for user, group, date in rows}

    def action_revoke(self):
        """Take the group from the user, with the rights of who asks; it is logged."""
        self.env["res.groups"].check_access("write")
        for holding in self:
            reason = self.env._("Not used since %(date)s", date=holding.date_last or "—")
            # the host decides whether this user may be changed
            holding.user_id.with_context(crm_grant_reason=reason).write(
                {"group_ids": [Command.unlink(holding.group_id.id)]}
            )
        # sudo: rows are written by the system alone; these are true no longer
        self.sudo().unlink()
