from odoo import models
from odoo.tools import SQL

from odoo.addons.crm_customer.tools.wilson import Z

from ...tools.nps.score import ADDED, ADDED_IN_ALL

# the same as tools.nps.score, for the rows of a group
NPS = "AVG(%(nps)s) FILTER (WHERE %(answered)s > 0)"
RANGE = """
    CASE WHEN SUM(%(answered)s) > 0 THEN
        GREATEST(-100, LEAST(100, 100 * (
            (%(up)s - %(down)s) / %(size)s
            %(sign)s %(z)s * SQRT((
                (%(up)s + %(down)s + 2 * %(added)s) / %(size)s
                - ((%(up)s - %(down)s) / %(size)s) ^ 2
            ) / %(size)s)
        )))
    END
"""
RATE = "AVG(%(answered)s) FILTER (WHERE %(asked)s > 0)"
MEAN = "AVG(%(score)s) FILTER (WHERE %(answered)s > 0)"
SIGNS = {"nps_low:avg": "-", "nps_high:avg": "+"}
SINGLE = {"nps:avg": NPS, "response_rate:avg": RATE, "score:avg": MEAN}


class CrmServiceNpsAnswer(models.Model):
    """Figures of a group: of those who answered, its rate of those who were asked."""

    _inherit = "crm.service.nps.answer"

    def _read_group_select(self, aggregate_spec, query):
        """The ends of the range are no averages: they follow from all answers of a group."""
        expression = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec not in SIGNS and aggregate_spec not in SINGLE:
            return expression
        names = {"nps": "nps", "score": "score", "asked": "is_asked", "answered": "is_answered"}
        columns = {key: self._field_to_sql(self._table, name, query) for key, name in names.items()}
        if aggregate_spec in SINGLE:
            return SQL(SINGLE[aggregate_spec], **columns)
        return self._sql_range(SIGNS[aggregate_spec], columns["nps"], columns["answered"])

    def _sql_range(self, sign, nps, answered):
        return SQL(
            RANGE,
            answered=answered,
            up=SQL("COUNT(*) FILTER (WHERE %s > 0)", nps),
            down=SQL("COUNT(*) FILTER (WHERE %s < 0)", nps),
            size=SQL("(SUM(%s) + %s)::numeric", answered, ADDED_IN_ALL),
            sign=SQL(sign),
            z=SQL("%s::numeric", Z),
            added=SQL("%s::numeric", ADDED),
        )
