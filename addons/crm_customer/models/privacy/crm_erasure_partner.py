from odoo import models
from odoo.tools import SQL

KEPT_TYPES = ("char", "text", "html", "date", "properties", "json", "float")
# what computes itself, or says nothing about a person
KEPT_FIELDS = {"name", "partner_latitude", "partner_longitude"}
MORE_FIELDS = (
    "crm_preferred_channel",
    "crm_preferred_time",
    "crm_lifecycle_pin",
    "crm_level_id",
    "crm_source_id",
    "industry_id",
    "partner_latitude",
    "partner_longitude",
)


class CrmErasure(models.Model):
    """Empties the contact itself and gives it the pseudonym."""

    _inherit = "crm.erasure"

    def _erase_people(self, people):
        """Empty the contacts in the database.

        Past ``write``, which would carry an emptied address up to the company above, keep
        the name as a former one and log every old value.
        """
        self.env.flush_all()
        names = self._fields_to_empty(people)
        self.env.execute_query(
            SQL(
                """
                UPDATE res_partner
                   SET name = CASE WHEN name IS NULL THEN NULL ELSE %s END,
                       active = FALSE, crm_erasure_id = %s, crm_erased_before_id = NULL, %s
                 WHERE id = ANY(%s)
                RETURNING id
                """,
                self.pseudonym,
                self.id,
                SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in names),
                people.ids,
            )
        )
        people.invalidate_recordset(flush=False)
        people.modified(["name", "active", "crm_erasure_id", *names])
        self._empty_relations(people)
        self.env.flush_all()
        people._crm_write_keys()

    def _fields_to_empty(self, people):
        return [
            name
            for name, field in people._fields.items()
            if field.column_type
            and field.store
            and (name in MORE_FIELDS or self._is_personal(name, field))
        ]

    def _is_personal(self, name, field):
        return (
            field.type in KEPT_TYPES
            and field.type != "float"
            and name not in KEPT_FIELDS
            and not field.required
            and not field.company_dependent
            and not (field.compute and field.readonly)
        )

    def _empty_relations(self, people):
        """Drop tags, roles, followers and the messages' receivers of the people."""
        self.env["mail.followers"].sudo().search([("partner_id", "in", people.ids)]).unlink()
        for name, field in people._fields.items():
            if field.type == "many2many" and field.store and self._is_tag(name):
                self.env.execute_query(
                    SQL(
                        "DELETE FROM %s WHERE %s = ANY(%s) RETURNING 1",
                        SQL.identifier(field.relation),
                        SQL.identifier(field.column1),
                        people.ids,
                    )
                )
        self.env.invalidate_all(flush=False)

    def _is_tag(self, name):
        return name == "category_id" or name.startswith("crm_")
