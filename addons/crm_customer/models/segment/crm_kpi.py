from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class CrmKpi(models.Model):
    """Figures by segment: of the customers who were members on the last day of the period.

    Who is in two segments counts in both, so these figures do not add up to the company's.
    """

    _inherit = "crm.kpi"

    @api.model
    def _kpi_breakdowns(self):
        return super()._kpi_breakdowns() | {"segment": ("segment_id", "partner_path")}

    def _sql_key(self, model, query, company, breakdown, keys, day):
        if breakdown != "segment":
            return super()._sql_key(model, query, company, breakdown, keys, day)
        path = f"{self.partner_path}.commercial_partner_id"
        customer = model._read_group_groupby(model._table, path, query)
        member = query.make_alias(model._table, "crm_kpi_segment_member")
        condition, key = self._sql_member(member, customer, company, day)
        if keys is not None:
            condition = SQL("%s AND %s", condition, self._sql_keys(key, keys))
        query.add_join("JOIN", member, "crm_customer_segment_member", condition)
        return key

    @api.model
    def _sql_member(self, alias, customer, company, day):
        """Return (whether ``alias`` is a stay of ``customer`` on ``day``, its segment) as SQL."""
        self.env["crm.customer.segment.member"].flush_model()
        column = {
            name: SQL.identifier(alias, name)
            for name in ("partner_id", "company_id", "segment_id", "date_from", "date_to")
        }
        condition = SQL(
            "%s = %s AND %s = %s AND %s <= %s AND (%s IS NULL OR %s > %s)",
            *(column["partner_id"], customer, column["company_id"], company.id),
            *(column["date_from"], day, column["date_to"], column["date_to"], day),
        )
        return condition, column["segment_id"]

    @api.model
    def _sql_split(self, breakdown, keys, company, columns):
        if breakdown != "segment":
            return super()._sql_split(breakdown, keys, company, columns)
        condition, key = self._sql_member("member", columns["customer"], company, columns["day"])
        join = SQL("JOIN crm_customer_segment_member member ON %s", condition)
        return key, join, self._sql_keys(key, keys)

    def _domain_of_keys(self, breakdown, keys, company, day):
        if breakdown != "segment":
            return super()._domain_of_keys(breakdown, keys, company, day)
        if day is None:
            return Domain.TRUE
        members = self._get_members(keys, company, day)
        return Domain(f"{self.partner_path}.commercial_partner_id", "in", members.ids)

    @api.model
    def _domain_of_split(self, breakdown, keys, company, day, paths):
        if breakdown != "segment" or keys is None:
            return super()._domain_of_split(breakdown, keys, company, day, paths)
        return Domain(paths["customer"], "in", self._get_members(keys, company, day).ids)

    @api.model
    def _get_members(self, keys, company, day):
        """Return the customers who were in one of the segments at the end of ``day``."""
        members = self.env["crm.customer.segment.member"].search_fetch(
            Domain("segment_id", "in", list(keys))
            & Domain("company_id", "=", company.id)
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">", day)),
            ["partner_id"],
        )
        return members.partner_id
