from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

LINE = "crm_kpi_line"
# what lines can tell: how many records have one, how many values differ, sums of the lines
COUNTS = ("count", "ratio", "rate")


class CrmKpi(models.Model):
    """Figures by product of records that have it on their lines, such as orders.

    The path then goes through the list of lines (``order_line.product_id``). A record counts
    once for each product; a sum is that of the lines.
    """

    _inherit = "crm.kpi"

    @api.model
    def _kpi_line_measures(self):
        """Return ``{(model, field): field of its lines}``: sums that lines can tell; to extend."""
        return {
            ("sale.order", "amount_untaxed"): "price_subtotal",
            ("sale.order", "amount_total"): "price_total",
            ("sale.order", "amount_tax"): "price_tax",
        }

    def _get_line_path(self):
        """Return (field of the lines, path from there), None of any other product path."""
        name, _dot, path = (self.product_path or "").partition(".")
        if not path or self.model_name not in self.env:
            return None
        field = self._get_model()._fields.get(name)
        return (field, path) if field is not None and field.type == "one2many" else None

    def _get_line_measure(self):
        return self._kpi_line_measures().get((self.model_name, self.measure_field))

    def _can_break_down(self, breakdown):
        if breakdown != "product" or self._is_of_kpis() or not self._get_line_path():
            return super()._can_break_down(breakdown)
        if self.measure in COUNTS and not self.measure_field or self.measure == "distinct":
            return True
        return self.measure in ("sum", "ratio", "rate") and bool(self._get_line_measure())

    def _check_path(self, model, path, query):
        if path != self.product_path or not (line_path := self._get_line_path()):
            return super()._check_path(model, path, query)
        field, path = line_path
        model._check_field_access(field, "read")
        lines = model.env[field.comodel_name]
        lines.check_access("read")
        return lines._read_group_groupby(lines._table, path, lines._search([]))

    def _sql_key(self, model, query, company, breakdown, keys, day):
        if breakdown != "product" or not (line_path := self._get_line_path()):
            return super()._sql_key(model, query, company, breakdown, keys, day)
        field, path = line_path
        lines = model.env[field.comodel_name].with_context(active_test=False)
        lines.flush_model()
        alias = query.make_alias(model._table, LINE)
        seen = lines._search(Domain(path, "in", list(keys)) if keys is not None else [])
        query.add_join(
            "JOIN",
            alias,
            seen.subselect(SQL("%s.*", SQL.identifier(lines._table))),
            SQL(
                "%s = %s",
                SQL.identifier(alias, field.inverse_name),
                SQL.identifier(model._table, "id"),
            ),
        )
        return lines._read_group_groupby(alias, path, query)

    def _sql_figures(self, model, query, company, breakdown, day):
        if breakdown != "product" or not self._get_line_path():
            return super()._sql_figures(model, query, company, breakdown, day)
        records = SQL("COUNT(DISTINCT %s)", SQL.identifier(model._table, "id"))
        if self.measure == "distinct":
            return self._sql_value(model, query, company, day), records
        if not self.measure_field:
            return records, records
        column = SQL.identifier(query.make_alias(model._table, LINE), self._get_line_measure())
        if model._fields[self.measure_field].type == "monetary":
            column = self._sql_money(model, query, column, company, day)
        return SQL("SUM(%s)", column), records
