from odoo import api, models
from odoo.exceptions import UserError, ValidationError

from ...tools.import_ import Column, Row, RowChecker
from .crm_customer_import import POLICIES

MAX_RECORDS = 1_000


class CrmCustomerImport(models.Model):
    """The same check and load for other systems, by JSON-2."""

    _inherit = "crm.customer.import"

    @api.model
    def upsert(self, system, records, policy="update_all", target="customer"):
        """Create or update customers by the keys of another system; idempotent.

        ``POST /json/2/crm.customer.import/upsert`` with an API key of a manager of
        customers as bearer token::

            {"system": "ERP", "policy": "update_all", "records": [
                {"key": "10045", "name": "深圳市蓝海贸易有限公司", "phone": "0755-82345678",
                 "contact_name": "王强", "mobile": "13800138000"}]}

        :param str system: code of an external system
        :param list[dict] records: at most 1,000; ``key`` and fields of the import's target as
            texts, as a cell would have them
        :param str policy: update_all, update_empty, skip or create
        :return: per record ``{"key", "id", "code", "action", "issues": [{"field", "value",
            "code", "reason", "suggestion", "level"}]}``; action is created, updated,
            unchanged or refused
        :raise ValidationError: the call itself is wrong; nothing was written
        """
        self.browse().check_access("create")
        job = self._create_upsert_job(system, records, policy, target)
        job = job.sudo()  # staging is the engine's; loading runs as the user
        if not job._begin_batch():
            raise UserError(
                self.env._("An import of this company is running. Try again in a minute.")
            )
        job._stage_records(records)
        job._match_rows()
        job.write({"state": "checked"} | job._count_rows())
        while rows := job._fetch_rows("TRUE", depth_first=True):
            job._load_batch([row for row in rows if row["depth"] == rows[0]["depth"]])
        job._finish_load()
        return job._upsert_results(records)

    def _create_upsert_job(self, system, records, policy, target):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        systems = self.env["crm.customer.external.system"]
        found = systems._find_for_call(system, records, MAX_RECORDS)
        if policy not in dict(POLICIES):
            raise ValidationError(_("There is no policy %(policy)s.", policy=policy))
        if target != "customer":
            raise ValidationError(_("Only customers can be sent this way."))
        # sudo: a user may create imports, but not say where they stand
        return self.sudo().create(
            {
                "name": _("%(system)s: %(count)s records", system=system, count=len(records)),
                "origin": "api",
                "policy": policy,
                "target": target,
                "system_id": found.id,
                "task": "load",
                "skip_bad_cells": False,
            }
        )

    def _stage_records(self, records):
        """Check ``records`` of ``upsert`` as rows of a file with a column per field."""
        specs = self._target()._get_fields()
        records = self._target()._prepare_api_records(records)
        names = list(dict.fromkeys(name for record in records for name in record))
        names = ["external_key"] + [name for name in names if name in specs]
        unknown = {name for record in records for name in record} - {*specs, "key"}
        checker = self._make_api_checker(names, specs)
        self.env["crm.customer.import.column"].create(
            [
                {"import_id": self.id, "position": position, "heading": name, "field_name": name}
                for position, name in enumerate(names)
            ]
        )
        rows = [
            Row(number, [self._cell(record, name, specs[name].kind) for name in names], {})
            for number, record in enumerate(records, start=1)
        ]
        self._stage(rows, checker, self._target()._get_tools(self))
        if unknown:
            self._report_unknown(records, unknown)

    def _make_api_checker(self, names, specs):
        target = self._target()
        columns = [
            Column(
                index=position,
                field=name,
                kind=specs[name].kind,
                heading=name,
                choices=target._get_choices(name, self),
            )
            for position, name in enumerate(names)
        ]
        return RowChecker(columns, self._clean_context())

    @api.model
    def _cell(self, record, name, kind):
        value = record.get("key" if name == "external_key" else name)
        if value is False and kind == "boolean":
            return "false"
        if value is None or value is False:
            return ""
        if isinstance(value, list):
            return ";".join(str(item) for item in value)
        return str(value)

    def _report_unknown(self, records, unknown):
        issues = self.env["crm.customer.import.issue"]
        issues.create(
            [
                {
                    "import_id": self.id,
                    "number": number,
                    "position": -1,
                    "field_name": name,
                    "code": "unknown_field",
                    "params": {"field": name},
                    "level": "warning",
                }
                for number, record in enumerate(records, start=1)
                for name in sorted(unknown.intersection(record))
            ]
        )

    def _upsert_results(self, records):
        self.env["crm.customer.import.row"].invalidate_model()
        self.env["crm.customer.import.issue"].invalidate_model()
        rows = {row.number: row for row in self.row_ids if row.part == "main"}
        issues = self.issue_ids.grouped("number")
        firsts = {row.id: row for row in rows.values()}
        results = []
        for number, record in enumerate(records, start=1):
            row = rows[number]
            first = firsts.get(row.same_row_id, row)
            results.append(
                {
                    "key": str(record["key"]),
                    "id": first.res_id or False,
                    "code": self.env["res.partner"].browse(first.res_id).crm_code,
                    "action": self._result_action(row, number),
                    "issues": [
                        {
                            "field": issue.field_name or False,
                            "value": issue.value or False,
                            "code": issue.code,
                            "reason": issue.reason,
                            "suggestion": issue.suggestion or False,
                            "level": issue.level,
                        }
                        for issue in issues.get(number, ())
                    ],
                }
            )
        return results

    def _result_action(self, row, number):
        parts = self.row_ids.filtered(lambda part: part.number == number)
        if any(part.state == "failed" or part.action == "error" for part in parts):
            return "refused"
        actions = parts.mapped("action")
        if row.action == "create":
            return "created"
        return "updated" if {"create", "update"} & set(actions) else "unchanged"
