from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

GROUP = "crm_customer.group_customer_own"
ANY = ("any", "any!")


class CrmCustomerSegmentHolder(models.AbstractModel):
    """Mixin of a model whose records show the segments and the RFM class of a customer.

    Its fields are computed, and lists search and group them by joining what is stored. The
    context key ``crm_segment_asof``, a day, asks the segments of that day instead of today's.
    """

    _name = "crm.customer.segment.holder"
    _description = "Record with Segments"

    # names of the two fields on the model
    _segment_field = None
    _rfm_class_field = None

    # hooks

    def _segment_keys(self):
        """Return ``{record: (customer id, company id)}``."""
        raise NotImplementedError

    @api.model
    def _segment_partner_sql(self, alias):
        """Return the column of the customer's id on the table ``alias``."""
        raise NotImplementedError

    @api.model
    def _segment_company_sql(self, alias):
        """Return the company's id for the table ``alias``."""
        raise NotImplementedError

    # computing

    def _compute_segments(self):
        keys = self._segment_keys()
        found = self._read_segments(keys.values())
        segments = self.env["crm.customer.segment"]
        # what rights are checked by; else each record asks for the segments of its own
        segments.browse({each for ids in found.values() for each in ids}).fetch(
            ["active", "company_id"]
        )
        for record in self:
            record[self._segment_field] = segments.browse(found.get(keys[record], ()))

    def _compute_rfm_class(self):
        keys = self._segment_keys()
        query = SQL(
            "SELECT partner_id, company_id, class_id FROM crm_customer_rfm"
            " WHERE partner_id = ANY(%s::int[]) AND company_id = ANY(%s::int[])",
            # a customer that is only being entered has no id yet
            [partner_id for partner_id, _company in keys.values() if partner_id],
            list({company_id for _partner, company_id in keys.values() if company_id}),
        )
        found = {(row[0], row[1]): row[2] for row in self.env.execute_query(query)}
        for record in self:
            record[self._rfm_class_field] = found.get(keys[record], False)

    @api.model
    def _read_segments(self, keys):
        """Return ``{(customer id, company id): segment ids}`` in the order of the segments."""
        query = self.env["crm.customer.segment"]._search([], order="sequence, id")
        rows = self.env.execute_query(
            SQL(
                """
                SELECT member.partner_id, member.company_id, segment.id
                  FROM (%(segments)s) segment
                  JOIN crm_customer_segment_member member ON member.segment_id = segment.id
                 WHERE member.partner_id = ANY(%(partners)s::int[])
                   AND member.company_id = ANY(%(companies)s::int[]) AND %(day)s
                 ORDER BY segment.sequence, segment.id
                """,
                segments=query.select(
                    SQL.identifier("crm_customer_segment", "id"),
                    SQL.identifier("crm_customer_segment", "sequence"),
                ),
                # a customer that is only being entered has no id yet
                partners=[partner_id for partner_id, _company in keys if partner_id],
                companies=list({company_id for _partner, company_id in keys if company_id}),
                day=self._segment_day_sql("member"),
            )
        )
        found = {}
        for partner_id, company_id, segment_id in rows:
            found.setdefault((partner_id, company_id), []).append(segment_id)
        return found

    @api.model
    def _segment_day_sql(self, alias):
        """Return the condition on memberships at the asked day."""
        day = fields.Date.to_date(self.env.context.get("crm_segment_asof"))
        if not day:
            return SQL("%s IS NULL", SQL.identifier(alias, "date_to"))
        return SQL(
            "%s <= %s AND (%s IS NULL OR %s > %s)",
            SQL.identifier(alias, "date_from"),
            day,
            SQL.identifier(alias, "date_to"),
            SQL.identifier(alias, "date_to"),
            day,
        )

    # searching

    @api.model
    def _search_segments(self, operator, value):
        segments = self.env["crm.customer.segment"]
        return self._search_by(segments, self._segment_exists_domain, operator, value)

    @api.model
    def _search_by(self, model, exists, operator, value):
        """Return the condition ``operator value`` on records of ``model``.

        :param exists: returns the condition that a query of ``model`` has one of a customer
        """
        if operator == "in":
            domain = exists(model._search([("id", "in", [one for one in value if one])]))
            if False in value:
                domain |= ~exists(model._search([]))
            return domain
        if operator in ANY and isinstance(value, Domain):
            return exists(model._search(value))
        return NotImplemented

    @api.model
    def _segment_exists_domain(self, segments):
        def to_sql(model, alias, query):
            return SQL(
                """
                EXISTS (SELECT FROM crm_customer_segment_member member
                         WHERE member.partner_id = %s AND member.company_id = %s
                           AND member.segment_id IN %s AND %s)
                """,
                model._segment_partner_sql(alias),
                model._segment_company_sql(alias),
                segments.subselect(),
                model._segment_day_sql("member"),
            )

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _search_rfm_class(self, operator, value):
        classes = self.env["crm.customer.rfm.class"]
        return self._search_by(classes, self._rfm_exists_domain, operator, value)

    @api.model
    def _rfm_exists_domain(self, classes):
        def to_sql(model, alias, query):
            return SQL(
                """
                EXISTS (SELECT FROM crm_customer_rfm rfm
                         WHERE rfm.partner_id = %s AND rfm.company_id = %s
                           AND rfm.class_id IN %s)
                """,
                model._segment_partner_sql(alias),
                model._segment_company_sql(alias),
                classes.subselect(),
            )

        return Domain.custom(to_sql=to_sql)

    # grouping

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != self._rfm_class_field or query is None:
            return super()._field_to_sql(alias, field_expr, query)
        self._check_field_access(self._fields[field_expr], "read")
        rfm = self._segment_join(alias, "crm_customer_rfm", SQL("TRUE"), query)
        return SQL.identifier(rfm, "class_id")

    def _read_group_groupby(self, alias, groupby_spec, query):
        """A customer in two segments stands in both groups, as with any field of many."""
        if groupby_spec != self._segment_field:
            return super()._read_group_groupby(alias, groupby_spec, query)
        self._check_field_access(self._fields[groupby_spec], "read")
        name = query.make_alias(alias, "crm_customer_segment_member")
        condition = SQL(
            "%s AND %s IN %s",
            self._segment_day_sql(name),
            SQL.identifier(name, "segment_id"),
            self.env["crm.customer.segment"]._search([]).subselect(),
        )
        self._segment_join(alias, "crm_customer_segment_member", condition, query)
        return SQL.identifier(name, "segment_id")

    def _segment_join(self, alias, table, condition, query):
        """Join ``table`` by customer and company; return its alias."""
        name = query.make_alias(alias, table)
        query.add_join(
            "LEFT JOIN",
            name,
            table,
            SQL(
                "%s = %s AND %s = %s AND %s",
                SQL.identifier(name, "partner_id"),
                self._segment_partner_sql(alias),
                SQL.identifier(name, "company_id"),
                self._segment_company_sql(alias),
                condition,
            ),
        )
        return name
