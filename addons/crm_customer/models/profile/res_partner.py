from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.lifecycle import LIFECYCLE

GROUP = "crm_customer.group_customer_own"


def _search_profile(name):
    """Return the search method of the proxy ``name``."""

    def search(self, operator, value):
        return self._search_crm_profile(name, operator, value)

    return search


def _proxy(field_class, name, *args, **kwargs):
    """Return a field of ``res.partner`` that shows a column of the profile.

    It is not stored: ``_field_to_sql`` reads it, so that lists sort, group, sum
    and search it.
    """
    return field_class(
        *args,
        compute="_compute_crm_profile",
        search=_search_profile(name),
        groups=GROUP,
        **kwargs,
    )


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "crm.customer.fact.source"]

    _profile_partner_field = "commercial_partner_id"
    _profile_trigger_fields = frozenset(
        {"commercial_partner_id", "company_id", "crm_code", "crm_level_id", "crm_lifecycle_pin"}
    )

    crm_profile_ids = fields.One2many(
        "crm.customer.profile", "partner_id", "Profiles", readonly=True, groups=GROUP
    )
    crm_currency_id = fields.Many2one(
        "res.currency",
        "Company Currency",
        compute="_compute_crm_currency_id",
        groups=GROUP,
    )
    crm_lifecycle = _proxy(
        fields.Selection, "crm_lifecycle", LIFECYCLE, "Lifecycle", group_expand=True
    )
    crm_first_order_date = _proxy(fields.Date, "crm_first_order_date", "First Order")
    crm_last_order_date = _proxy(fields.Date, "crm_last_order_date", "Last Order")
    crm_order_count = _proxy(fields.Integer, "crm_order_count", "Confirmed Orders")
    crm_revenue_total = _proxy(
        fields.Monetary, "crm_revenue_total", "Revenue", currency_field="crm_currency_id"
    )
    crm_revenue_12m = _proxy(
        fields.Monetary,
        "crm_revenue_12m",
        "Revenue 12 Months",
        currency_field="crm_currency_id",
    )
    crm_order_average = _proxy(
        fields.Monetary,
        "crm_order_average",
        "Average Order",
        currency_field="crm_currency_id",
        aggregator="avg",
    )
    crm_order_interval = _proxy(
        fields.Float, "crm_order_interval", "Days Between Orders", aggregator="avg"
    )
    crm_open_lead_count = _proxy(fields.Integer, "crm_open_lead_count", "Open Leads")
    crm_open_opportunity_count = _proxy(
        fields.Integer, "crm_open_opportunity_count", "Open Opportunities"
    )
    crm_open_opportunity_amount = _proxy(
        fields.Monetary,
        "crm_open_opportunity_amount",
        "Open Expected Revenue",
        currency_field="crm_currency_id",
    )

    crm_last_interaction_date = _proxy(fields.Date, "crm_last_interaction_date", "Last Interaction")

    @api.model
    def _crm_profile_columns(self):
        """Return the proxies, to be extended with the columns that others add.

        :return: ``{field of this model: column of the profile}``
        """
        return {
            f"crm_{name}": name
            for name in (
                "lifecycle",
                "first_order_date",
                "last_order_date",
                "order_count",
                "revenue_total",
                "revenue_12m",
                "order_average",
                "order_interval",
                "open_lead_count",
                "open_opportunity_count",
                "open_opportunity_amount",
                "last_interaction_date",
            )
        }

    def _profile_filter_created(self):
        # a new contact without code is no fact yet
        return self.filtered("crm_code")

    def _crm_write_code(self, codes):
        result = super()._crm_write_code(codes)
        self._profile_note()
        return result

    @api.depends_context("company")
    def _compute_crm_currency_id(self):
        self.crm_currency_id = self.env.company.currency_id

    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_crm_profile(self):
        columns = self._crm_profile_columns()
        commercial_ids = self.commercial_partner_id._origin.ids
        values = self.env["crm.customer.profile"]._get_values(commercial_ids)
        for partner in self:
            row = values.get(partner.commercial_partner_id._origin.id, {})
            for name, column in columns.items():
                partner[name] = row.get(column, False)

    def _search_crm_profile(self, name, operator, value):
        field = self._fields[name]
        if operator.startswith("any") or operator.startswith("not any"):
            return NotImplemented
        return Domain.custom(
            to_sql=lambda model, alias, query: field.condition_to_sql(
                name, operator, value, model, alias, query
            )
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        if query is None or not field_expr.startswith("crm_"):
            return super()._field_to_sql(alias, field_expr, query)
        if field_expr == "crm_currency_id":
            self._check_field_access(self._fields[field_expr], "read")
            return SQL("%s::integer", self.env.company.currency_id.id)
        column = self._crm_profile_columns().get(field_expr)
        if column is None:
            return super()._field_to_sql(alias, field_expr, query)
        return self._crm_profile_to_sql(alias, field_expr, column, query)

    def _crm_profile_to_sql(self, alias, name, column, query):
        """Join the profile of the commercial partner in the current company."""
        self._check_field_access(self._fields[name], "read")
        profile = query.make_alias(alias, "crm_profile")
        query.add_join(
            "LEFT JOIN",
            profile,
            "crm_customer_profile",
            SQL(
                "%s = %s AND %s = %s",
                SQL.identifier(profile, "partner_id"),
                SQL.identifier(alias, "commercial_partner_id"),
                SQL.identifier(profile, "company_id"),
                self.env.company.id,
            ),
        )
        value = SQL.identifier(
            profile, column, to_flush=self.env["crm.customer.profile"]._fields[column]
        )
        if not self.env.context.get("crm_profile_once"):
            return value
        return SQL(
            "CASE WHEN %s = %s THEN %s END",
            SQL.identifier(alias, "id"),
            SQL.identifier(alias, "commercial_partner_id"),
            value,
        )

    def _read_group_select(self, aggregate_spec, query):
        # contacts show the figures of their company, totals count them once
        if aggregate_spec.split(":")[0] in self._crm_profile_columns():
            self = self.with_context(crm_profile_once=True)
        return super()._read_group_select(aggregate_spec, query)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if not nulls.code and field_name in self._crm_profile_columns():
            # who has no figure comes last, whichever way
            nulls = SQL("NULLS LAST")
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)
