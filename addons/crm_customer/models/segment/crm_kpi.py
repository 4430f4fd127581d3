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
        column = {
            name: SQL.identifier(member, name)
            for name in ("partner_id", "company_id", "segment_id", "date_from", "date_to")
        }
        self.env["crm.customer.segment.member"].flush_model()
        condition = SQL(
            "%s = %s AND %s = %s AND %s <= %s AND (%s IS NULL OR %s > %s)",
            *(column["partner_id"], customer, column["company_id"], company.id),
            *(column["date_from"], day, column["date_to"], column["date_to"], day),
        )
        if keys is not None:
            condition = SQL("%s AND %s = ANY(%s)", condition, column["segment_id"], list(keys))
        query.add_join("JOIN", member, "crm_customer_segment_member", condition)
        return column["segment_id"]

    def _domain_of_keys(self, breakdown, keys, company, day):
        if breakdown != "segment":
            return super()._domain_of_keys(breakdown, keys, company, day)
        if day is None:
            return Domain.TRUE
        members = self.env["crm.customer.segment.member"].search_fetch(
            Domain("segment_id", "in", list(keys))
            & Domain("company_id", "=", company.id)
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">", day)),
            ["partner_id"],
        )
        path = f"{self.partner_path}.commercial_partner_id"
        return Domain(path, "in", members.partner_id.ids)
