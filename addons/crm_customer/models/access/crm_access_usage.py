from odoo import api, fields, models
from odoo.tools import SQL, sql

# which groups are asked about: those of the suite, and what money depends on
PRIVILEGES = (
    "sales_team.res_groups_privilege_sales",
    "account.res_groups_privilege_accounting",
)
CATEGORY = "crm_customer.module_category_crm_suite"


class CrmAccessUsage(models.Model):
    """When a user last created or changed a record of a model.

    Taken every night from the records themselves: nobody is watched while working, and
    reading leaves no fact.
    """

    _name = "crm.access.usage"
    _description = "Use of Access"
    _order = "date_last desc, id desc"

    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade", index=True
    )
    res_model = fields.Char("Model", required=True, readonly=True)
    date_last = fields.Date("Last Use", required=True, readonly=True)

    _user_model_uniq = models.UniqueIndex("(user_id, res_model)")

    @api.model
    def _watched_groups(self):
        """Return the groups of the suite, and those of sales and accounting."""
        category = self.env.ref(CATEGORY)
        refs = (self.env.ref(name, raise_if_not_found=False) for name in PRIVILEGES)
        privileges = self.env["res.groups.privilege"].union(*(ref for ref in refs if ref))
        # sudo: which groups there are is no secret
        return (
            self.env["res.groups"]
            .sudo()
            .search(
                [
                    "|",
                    ("privilege_id", "in", privileges.ids),
                    ("privilege_id.category_id", "=", category.id),
                ]
            )
        )

    @api.model
    def _granted_models(self):
        """Return ``{group id: names of the models that it lets create or change}``."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT access.group_id, array_agg(DISTINCT model.model)
                  FROM ir_model_access access
                  JOIN ir_model model ON model.id = access.model_id
                 WHERE access.active AND access.group_id IS NOT NULL
                   AND (access.perm_create OR access.perm_write)
                   AND NOT model.transient
                 GROUP BY access.group_id
                """
            )
        )
        return dict(rows)

    @api.model
    def _cron_refresh(self):
        """Note the last use model by model, each committed, then rebuild the report."""
        held = self._watched_groups().all_implied_ids
        granted = self._granted_models()
        names = sorted({name for group in held.ids for name in granted.get(group, ())})
        left = len(names)
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=left + 1)
        for name in names:
            self._refresh_model(name)
            left -= 1
            if not commit(1, remaining=left + 1):
                return
        self.env["crm.access.holding"]._rebuild()
        commit(1, remaining=0)

    @api.model
    def _refresh_model(self, name):
        """Note per user the last day on which a record of ``name`` was made or changed."""
        model = self.env.get(name)
        if model is None or model._abstract or not model._auto or not model._log_access:
            return
        if not sql.table_exists(self.env.cr, model._table):
            return
        model.flush_model(["create_uid", "create_date", "write_uid", "write_date"])
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO crm_access_usage AS usage (user_id, res_model, date_last)
                SELECT users.id, %(name)s, max(used.at)::date
                  FROM (SELECT create_uid AS uid, max(create_date) AS at FROM %(table)s
                         GROUP BY create_uid
                        UNION ALL
                        SELECT write_uid, max(write_date) FROM %(table)s
                         GROUP BY write_uid) AS used
                  JOIN res_users users ON users.id = used.uid
                 WHERE used.at IS NOT NULL
                 GROUP BY users.id
                ON CONFLICT (user_id, res_model) DO UPDATE
                   SET date_last = GREATEST(usage.date_last, EXCLUDED.date_last)
                 WHERE usage.date_last < EXCLUDED.date_last
                """,
                name=name,
                table=SQL.identifier(model._table),
            )
        )
        self.invalidate_model()
