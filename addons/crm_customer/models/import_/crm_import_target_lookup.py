from functools import partial

from odoo import api, models
from odoo.tools import SQL

from .crm_import_target import StagedRow, TargetField
from .match_sql import name_key

CUSTOMER_KEYS = ("customer_external", "customer_code", "customer_vat", "customer")


class CrmImportTargetLookup(models.AbstractModel):
    """Targets whose rows belong to a customer that is here already.

    A row is staged twice: part "customer", only looked up, and part "main", the record
    itself, which is created with ``parent_res_id``.
    """

    _name = "crm.import.target.lookup"
    _inherit = ["crm.import.partner.match", "crm.import.target"]
    _description = "Import Target of Known Customers"

    @api.model
    def _get_customer_fields(self):
        """Return the fields that say which customer a row is about."""
        group = self.env._("Customer")
        return {
            "customer": TargetField(
                self.env._("Customer name"),
                "company",
                group,
                words=(
                    "客户名称",
                    "客户",
                    "公司名称",
                    "购货单位",
                    "Customer",
                    "Company",
                    "Account Name",
                ),
            ),
            "customer_code": TargetField(
                self.env._("Customer code"),
                "code",
                group,
                words=("客户编号", "客户编码", "Customer Code", "Customer No"),
            ),
            "customer_vat": TargetField(
                self.env._("Tax ID"),
                "tax_id",
                group,
                words=("税号", "税务识别码", "统一社会信用代码", "Tax ID", "VAT"),
            ),
            "customer_external": TargetField(
                self.env._("Key in the other system"),
                "code",
                group,
                words=("客户ID", "外部ID", "External ID", "Account ID"),
            ),
        }

    @api.model
    def _get_required(self):
        return [(CUSTOMER_KEYS, "customer_missing")]

    @api.model
    def _split(self, checked, tools):
        values = checked.values
        name = values.get("customer") or values.get("customer_code") or ""
        keys = {
            "external": values.get("customer_external"),
            "code": values.get("customer_code"),
            "vat": values.get("customer_vat"),
            "name": name_key(values.get("customer")),
        }
        lookup = StagedRow("customer", 0, name, {"is_company": True}, keys)
        vals = self._prepare_vals(values, tools)
        main = StagedRow("main", 1, vals.get("name") or name, vals, {"name": self._get_key(vals)})
        return [lookup, main]

    @api.model
    def _prepare_vals(self, values, tools):
        """Return the values of the record from those of the row."""
        raise NotImplementedError

    @api.model
    def _get_key_fields(self):
        """Return the fields that make two records of a customer the same."""
        raise NotImplementedError

    @api.model
    def _get_figure_fields(self):
        """Return the fields in which two lines with the same key may differ."""
        return ()

    @api.model
    def _get_key(self, vals):
        names = (*self._get_key_fields(), *self._get_figure_fields())
        return "|".join(str(vals.get(name) or "") for name in names)

    @api.model
    def _match_steps(self, job):
        return [
            *self._match_existing_steps(job, "customer"),
            partial(self._link_parents, job, "main", "customer"),
            partial(self._refuse_unknown, job),
            partial(self._match_repeated, job),
            partial(self._match_records, job),
        ]

    @api.model
    def _refuse_unknown(self, job):
        self.env.cr.execute(
            """
            WITH unknown AS (
                UPDATE crm_customer_import_row r SET level = 'error'
                  FROM crm_customer_import_row c
                 WHERE r.import_id = %(job)s AND r.part = 'main' AND c.id = r.parent_row_id
                   AND r.level != 'error'
                   AND c.res_id IS NULL AND c.match_kind IS DISTINCT FROM 'ambiguous'
             RETURNING r.import_id, r.number, c.label)
            INSERT INTO crm_customer_import_issue
                   (import_id, number, position, code, value, params, level)
            SELECT import_id, number, -1, 'customer_unknown', label, '{}', 'error' FROM unknown
            """,
            {"job": job.id},
        )

    @api.model
    def _match_repeated(self, job):
        """The same fact twice in the file is loaded once."""
        self.env.cr.execute(
            """
            UPDATE crm_customer_import_row r
               SET same_row_id = first.id, match_kind = 'number', match_score = 1
              FROM (SELECT c.res_id, r.key_name, min(r.id) AS id
                      FROM crm_customer_import_row r
                      JOIN crm_customer_import_row c ON c.id = r.parent_row_id
                     WHERE r.import_id = %(job)s AND r.part = 'main' AND r.level != 'error'
                     GROUP BY 1, 2 HAVING count(*) > 1) first,
                   crm_customer_import_row c
             WHERE r.import_id = %(job)s AND r.part = 'main' AND r.level != 'error'
               AND c.id = r.parent_row_id AND c.res_id = first.res_id
               AND r.key_name = first.key_name AND r.id != first.id
            """,
            {"job": job.id},
        )

    @api.model
    def _match_records(self, job):
        """Find the facts that are here already."""
        key = SQL(" AND ").join(
            SQL(
                "COALESCE(t.%s::text, '') = COALESCE(r.vals->>%s, '')",
                SQL.identifier(name),
                name,
            )
            for name in self._get_key_fields()
        )
        # what is stored was rounded
        figures = [
            SQL(
                "abs(COALESCE(t.%s, 0) - COALESCE((r.vals->>%s)::numeric, 0)) < 0.5",
                SQL.identifier(name),
                name,
            )
            for name in self._get_figure_fields()
        ]
        self._take_records(job, SQL(" AND ").join([key, *figures]), SQL("r.id"))
        if figures and job.policy == "update_all":  # with figures that were corrected
            names = [SQL("r.vals->>%s", name) for name in self._get_key_fields()]
            self._take_records(job, key, SQL(", ").join(names))

    @api.model
    def _take_records(self, job, condition, group):
        """Match rows with records that no row of the file has taken, by ``condition``.

        :param group: SQL of what rows share that are paired with their records in order
        """
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_customer_import_row row
                   SET res_id = hit.id, match_kind = 'number', match_score = 1
                  FROM (SELECT r.id AS row_id, t.id,
                               dense_rank() OVER (PARTITION BY c.res_id, %(group)s
                                                  ORDER BY r.id) AS row_place,
                               dense_rank() OVER (PARTITION BY c.res_id, %(group)s
                                                  ORDER BY t.id) AS place
                          FROM crm_customer_import_row r
                          JOIN crm_customer_import_row c ON c.id = r.parent_row_id
                          JOIN %(table)s t ON t.partner_id = c.res_id AND %(condition)s
                         WHERE r.import_id = %(job)s AND r.part = 'main'
                           AND r.level != 'error' AND r.same_row_id IS NULL
                           AND r.res_id IS NULL AND t.company_id = %(company)s
                           AND NOT EXISTS (SELECT FROM crm_customer_import_row taken
                                            WHERE taken.import_id = %(job)s
                                              AND taken.res_model = %(model)s
                                              AND taken.res_id = t.id)) hit
                 WHERE row.id = hit.row_id AND hit.place = hit.row_place
                """,
                table=SQL.identifier(self.env[self._get_models()["main"]]._table),
                model=self._get_models()["main"],
                condition=condition,
                group=group,
                job=job.id,
                company=job.company_id.id,
            )
        )

    @api.model
    def _prepare_create(self, job, part, row):
        return row["vals"] | {
            "partner_id": row["parent_res_id"],
            "company_id": job.company_id.id,
        }
