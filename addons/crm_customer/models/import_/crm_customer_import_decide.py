from odoo import fields, models
from odoo.exceptions import UserError

from .crm_customer_import_check import UNDECIDED

#: kinds of issues that a decision about a value settles
DECIDABLE = ("choice_unknown", "choice_left_out")
VALUES = 100  # of a column, shown at once
OPTIONS = 500


class CrmCustomerImport(models.Model):
    """Values of a column that nobody knows, decided once for all rows that have them.

    ``decisions`` is ``{field: {value of the file: known label, or "" for empty}}``. The
    next file of the same user starts with what was decided for the last one.
    """

    _inherit = "crm.customer.import"

    decisions = fields.Json(readonly=True)

    def get_open_values(self):
        """Return what is to be decided, and what was.

        :return: ``{"columns": [{field, label, heading, options, count, values: [{value,
            count, suggestion}]}], "decided": [{field, label, value, meaning}]}``
        """
        self.ensure_one()
        self.check_access("read")
        columns = {}
        for field, heading, value, count, suggestion in self._fetch_open_values():
            column = columns.setdefault(field, {"field": field, "heading": heading, "values": []})
            column["values"].append({"value": value, "count": count, "suggestion": suggestion})
        specs = self._target()._get_fields()
        shown = [columns[field] for field in columns if field in specs]
        for column in shown:
            column["label"] = specs[column["field"]].label
            column["count"] = len(column["values"])
            column["values"] = column["values"][:VALUES]
            column["options"] = self._decided_choices(column["field"]).options()[:OPTIONS]
        return {"columns": shown, "decided": self._get_decided(specs)}

    def _fetch_open_values(self):
        self.env.cr.execute(
            """
            SELECT field_name, min(heading), params->>'value' AS value,
                   count(DISTINCT number) AS count, min(suggestion)
              FROM crm_customer_import_issue
             WHERE import_id = %s AND code IN %s AND is_accepted IS NOT TRUE
             GROUP BY field_name, params->>'value' ORDER BY count DESC, value
            """,
            (self.id, DECIDABLE),
        )
        return self.env.cr.fetchall()

    def _get_decided(self, specs):
        return [
            {"field": name, "label": specs[name].label, "value": value, "meaning": meaning}
            for name, meanings in (self.decisions or {}).items()
            if name in specs
            for value, meaning in meanings.items()
        ]

    def action_decide(self, decisions):
        """Take unknown values for known ones, or for nothing, and check their rows again.

        :param decisions: ``{field: {value: label or ""}}``; "*" as value: all that are open
        :raise UserError: not checked yet, or a label is not known
        """
        self.ensure_one()
        self.check_access("write")
        if self.task or self.state != "checked":
            raise UserError(self.env._("Unknown values can be decided after checking only."))
        job = self.sudo()  # what the engine keeps is checked and written by itself
        decisions = job._expand_decisions(decisions)
        job._check_decisions(decisions)
        merged = {name: dict(meanings) for name, meanings in (job.decisions or {}).items()}
        for name, meanings in decisions.items():
            merged.setdefault(name, {}).update(meanings)
        job.decisions = merged
        if count := job._mark_decided(decisions):
            job._start("check", "accept", work_total=count, **UNDECIDED)
        return True

    def action_drop_decision(self, field, value):
        """Take a decision back and check the file again."""
        self.ensure_one()
        self.check_access("write")
        if self.task or self.state != "checked":
            raise UserError(self.env._("Unknown values can be decided after checking only."))
        decisions = {name: dict(meanings) for name, meanings in (self.decisions or {}).items()}
        decisions.get(field, {}).pop(value, None)
        self.sudo().decisions = {name: found for name, found in decisions.items() if found}
        return self.action_check()

    def _expand_decisions(self, decisions):
        """Return ``decisions`` with the open values in place of "*"."""
        expanded = {}
        for name, meanings in decisions.items():
            meanings = dict(meanings)
            if "*" in meanings:
                meaning = meanings.pop("*")
                values = [row[2] for row in self._fetch_open_values() if row[0] == name]
                meanings = dict.fromkeys(values, meaning) | meanings
            expanded[name] = meanings
        return expanded

    def _check_decisions(self, decisions):
        """:raise UserError: a field has no choices, or not this one"""
        mapped = set(self.column_ids.mapped("field_name"))
        for name, meanings in decisions.items():
            choices = self._target()._get_choices(name, self) if name in mapped else None
            for meaning in set(meanings.values()):
                if choices is None or (meaning and choices.find(meaning) is None):
                    raise UserError(
                        self.env._("%(value)s is none of the known values.", value=meaning or name)
                    )

    def _mark_decided(self, decisions):
        """Mark the issues that ``decisions`` settle, for their rows to be checked again."""
        pairs = [(name, value) for name, meanings in decisions.items() for value in meanings]
        self.env.cr.execute(
            """
            UPDATE crm_customer_import_issue SET is_accepted = TRUE, suggestion = NULL
             WHERE import_id = %s AND code IN %s
               AND (field_name, params->>'value') IN (SELECT * FROM unnest(%s, %s))
            """,
            (self.id, DECIDABLE, [pair[0] for pair in pairs], [pair[1] for pair in pairs]),
        )
        self.env["crm.customer.import.issue"].invalidate_model()
        return self.env.cr.rowcount

    def _decided_choices(self, name):
        """Return the engine's choices of field ``name`` as this job understands them."""
        choices = self._target()._get_choices(name, self)
        for value, meaning in (self.decisions or {}).get(name, {}).items():
            if choices is None:
                break
            key = choices.find(meaning) if meaning else None
            if key is not None:
                choices.add_alias(value, key)
            elif not meaning:
                choices.ignore(value)
        return choices

    def _recall_decisions(self):
        """Start with what the user decided for the last file of this kind."""
        if self.decisions:
            return
        last = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("target", "=", self.target),
                ("user_id", "=", self.user_id.id),
                ("decisions", "!=", False),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        self.decisions = last.decisions or False
