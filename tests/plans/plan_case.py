"""What the planner makes of a page of a list."""

from odoo.tools import SQL


class PlanCase:
    """Asks the planner as it is set up, nothing made dear or forbidden."""

    model = None  #: the name of the model whose pages are read

    def _nodes(self, statement):
        """Return ``{(kind of node, table or index)}`` of the plan of ``statement``."""
        plan = self.env.execute_query(SQL("EXPLAIN (FORMAT JSON) %s", statement))[0][0]
        return set(self._walk(plan[0]["Plan"]))

    def _walk(self, node):
        yield node["Node Type"], node.get("Index Name") or node.get("Relation Name")
        for child in node.get("Plans", ()):
            yield from self._walk(child)

    def _page(self, domain, model=None, order=None, limit=80, user=None):
        """Return the nodes of a page, as ``user``; the table is not read from end to end."""
        records = self.env[model or self.model].with_user(user or self.env.user)
        query = records._search(domain, order=order or records._order, limit=limit)
        nodes = self._nodes(query.select())
        self.assertNotIn(("Seq Scan", records._table), nodes)
        return nodes

    def _assert_walks(self, nodes, index):
        self.assertTrue({("Index Scan", index), ("Index Only Scan", index)} & nodes, nodes)
        self.assertNotIn(("Sort", None), nodes)
