from odoo import api, models
from odoo.tools import SQL

# in smaller tables each plan is quick
MANY_PARTNERS = 20_000
# more matches than these take longer to sort than walking along names until a page is full
MAX_SORTED = 100_000
MAX_SORTED_SHARE = 8


class ResPartner(models.Model):
    """Opens the page of a list that is filtered by a search term.

    PostgreSQL would walk along the index of names until the page is full, believing that
    those that match are spread evenly. They are not: who is looked for by the beginning of
    the name stands in one place, and nearly all names are read until it is reached. So
    unless the term matches a large share, the matches are taken from the index of the key,
    and sorted.
    """

    _inherit = "res.partner"

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        query = super()._search(domain, offset, limit, order, **kwargs)
        if limit and order and getattr(query, "crm_by_key", False) and self._crm_sorts(query):
            # no index has this order
            no_key = SQL("(%s IS NULL)", self._crm_key_sql(self._table))
            query.order = SQL("%s, %s", no_key, query.order)
        return query

    @api.model
    def _crm_sorts(self, query):
        """Say whether ``query`` has few enough rows to sort them, as the planner expects."""
        partners = self.env.execute_query(
            SQL("SELECT reltuples FROM pg_class WHERE oid = 'res_partner'::regclass")
        )[0][0]
        if partners < MANY_PARTNERS:
            return False
        found = self._crm_expected_rows(query)
        return found <= min(MAX_SORTED, partners / MAX_SORTED_SHARE)

    @api.model
    def _crm_expected_rows(self, query):
        """Return how many rows the planner expects ``query`` to have without its limit."""
        order, limit, offset = query.order, query.limit, query.offset
        query.order = query.limit = query.offset = None
        statement = SQL("EXPLAIN (FORMAT JSON) %s", query.select())
        query.order, query.limit, query.offset = order, limit, offset
        return self.env.execute_query(statement)[0][0][0]["Plan"]["Plan Rows"]
