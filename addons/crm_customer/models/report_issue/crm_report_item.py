import logging
from datetime import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from ...tools.report_issue.schedule import period_label
from ...tools.report_issue.workbook import Part

_logger = logging.getLogger(__name__)
ROWS = 30
INTERVALS = ("day", "week", "month", "quarter", "year")
NUMBERS = ("float", "integer", "monetary")


class CrmReportItem(models.Model):
    """One table of a report: a saved view, read as the one who reads the report."""

    _name = "crm.report.item"
    _description = "Part of a Report"
    _order = "series_id, sequence, id"

    series_id = fields.Many2one("crm.report.series", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="series_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char("Heading", required=True)
    kind = fields.Selection(
        selection="_selection_kind", required=True, default="filter", help="What is shown."
    )
    filter_id = fields.Many2one(
        "ir.filters",
        "Saved View",
        ondelete="set null",
        help="A favourite that you saved in a list, pivot or graph: its filters, groups and "
        "measures are shown.",
    )
    group_by = fields.Char(
        "Rows",
        help="Fields to group by instead of those of the saved view, at most two: "
        "user_id, date_order:month",
    )
    measures = fields.Char(
        help="Fields to add up instead of those of the saved view: amount_total",
    )
    row_limit = fields.Integer("Rows at Most", default=ROWS)

    _row_limit_positive = models.Constraint(
        "CHECK(row_limit BETWEEN 1 AND 1000)", "A part shows 1 to 1000 rows."
    )

    @api.model
    def _report_item_kinds(self):
        """Return ``{kind: (label, name of the method that gives its Part)}``; to extend.

        The method is called on one item in the environment of the reader, without
        superuser rights, and may raise AccessError: then the reader is told so.
        """
        return {"filter": (self.env._("Saved View"), "_get_filter_part")}

    @api.model
    def _selection_kind(self):
        return [(kind, label) for kind, (label, _name) in self._report_item_kinds().items()]

    @api.constrains("kind", "filter_id", "group_by", "measures")
    def _check_fields(self):
        for item in self.filtered(lambda item: item.kind == "filter" and item.filter_id):
            names = item._split(item.group_by) + item._split(item.measures)
            known = self.env[item.sudo().filter_id.model_id]._fields
            wrong = [name for name in names if name.split(":")[0] not in known]
            if wrong:
                raise ValidationError(
                    self.env._(
                        "%(item)s: the records have no field %(fields)s.",
                        item=item.name,
                        fields=", ".join(wrong),
                    )
                )

    @api.onchange("filter_id")
    def _onchange_filter_id(self):
        self.name = self.name or self.filter_id.name

    def _split(self, names):
        return [name.strip() for name in (names or "").split(",") if name.strip()]

    # figures
    def _get_part(self, env):
        """Return the :class:`Part` that the user of ``env`` may see.

        What a report shows is set up by its analyst and read in sudo; every figure is read
        through ``env``, so that access rights and rules hold.
        """
        self.ensure_one()
        item = self.with_env(env)
        # sudo: the set-up holds no figures
        setup = item.sudo()
        _label, method = self._report_item_kinds()[setup.kind]
        try:
            return getattr(item, method)(setup)
        except AccessError:
            return Part(setup.name, note=env._("No access to this part."))
        except (ValueError, SyntaxError) as error:  # a saved view may fit no more
            _logger.info("Part %s of a report cannot be computed: %s", item.id, error)
            return Part(setup.name, note=env._("This part cannot be computed any more."))

    def _get_filter_part(self, setup):
        """Return the table of a saved view; ``setup`` is the item in sudo."""
        saved = setup.filter_id
        if not saved or saved.model_id not in self.env:
            return Part(setup.name, note=self.env._("The saved view does not exist any more."))
        records = self.env[saved.model_id]
        records.check_access("read")
        context = self._evaluate(saved.context)
        groups = self._get_groups(setup, context, records)
        measures = self._get_measures(setup, context, records)
        domain = Domain(self._evaluate(saved.domain) or Domain.TRUE)
        aggregates = ["__count", *measures]
        rows = records._read_group(
            domain, groups, aggregates, limit=setup.row_limit if groups else None
        )
        if not rows:
            return Part(setup.name, note=self.env._("Nothing to show."))
        labels = [self._get_label(records, spec.split(":")[0]) for spec in (*groups, *measures)]
        headings = [*labels[: len(groups)], self.env._("Count"), *labels[len(groups) :]]
        part = Part(setup.name, headings)
        for row in rows:
            keys = [
                self._get_text(records, spec, value)
                for spec, value in zip(groups, row, strict=False)
            ]
            part.rows.append([*keys, *self._get_numbers(records, measures, row[len(groups) :])])
        if groups:
            total = records._read_group(domain, [], aggregates)[0]
            blanks = [""] * (len(groups) - 1)
            numbers = self._get_numbers(records, measures, total)
            part.total = [self.env._("Total"), *blanks, *numbers]
        return part

    def _evaluate(self, text):
        """Return what a saved view says, for the one who reads."""
        return safe_eval(
            text or "[]",
            {
                "uid": self.env.uid,
                "context_today": lambda: fields.Date.context_today(self),
                "datetime": datetime,
                "relativedelta": relativedelta,
            },
        )

    def _get_groups(self, setup, context, records):
        """Return at most two specifications to group by."""
        groups = self._split(setup.group_by)
        for key in ("group_by", "pivot_row_groupby", "graph_groupbys"):
            groups = groups or (isinstance(context, dict) and context.get(key)) or []
        groups = [groups] if isinstance(groups, str) else list(groups)
        specs = []
        for spec in groups[:2]:
            name, _colon, interval = spec.partition(":")
            if name in records._fields and records._fields[name].type in ("date", "datetime"):
                interval = interval if interval in INTERVALS else "month"
                specs.append(f"{name}:{interval}")
            elif name in records._fields:
                specs.append(name)
        return specs

    def _get_measures(self, setup, context, records):
        """Return the aggregates of the fields to add up, in the reader's currency."""
        names = self._split(setup.measures)
        if not names and isinstance(context, dict):
            single = context.get("graph_measure")
            names = context.get("pivot_measures") or ([single] if single else [])
        measures = []
        for name in names:
            field = records._fields.get(name)
            if not field or field.type not in NUMBERS or not (field.store and field.aggregator):
                continue
            is_money = field.type == "monetary" and field.aggregator == "sum"
            measures.append(f"{name}:{'sum_currency' if is_money else field.aggregator}")
        return measures

    def _get_numbers(self, records, measures, values):
        """Return the count and the measures of a row; nothing at all counts 0."""
        fields_ = [records._fields[spec.split(":")[0]] for spec in measures]
        return [
            values[0],
            *(
                value or (0 if field.type == "integer" else 0.0)
                for field, value in zip(fields_, values[1:], strict=True)
            ),
        ]

    def _get_label(self, records, name):
        return records._fields[name]._description_string(self.env)

    def _get_text(self, records, spec, value):
        """Return the text of a group's value as lists of the host show it."""
        name, _colon, interval = spec.partition(":")
        field = records._fields[name]
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if not value and field.type not in NUMBERS:
            return self.env._("None")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.relational:
            # sudo: a record shows the names of what it refers to, as in any list
            return value.sudo().display_name
        return period_label(value, interval) if interval else str(value)
