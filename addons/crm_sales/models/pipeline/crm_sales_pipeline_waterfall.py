import json
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.pipeline.waterfall import SIGNS, Amounts, Side, moves, waterfall, ways_of

STORY = ("company", "opening", "closing", "start", "stop", "team", "user")
# both days side by side. What held on both is one row; of the rest what ended is beside what began,
# and a side that is not there has status "none".
_SIDES = """
WITH rows AS (
    SELECT %(table)s.id, lead_number, status, value, date_from, date_to,
           %(place)s AS place, %(reached)s AS is_reached
      FROM %(source)s
     WHERE %(table)s.company_id = %(company)s AND date_from <= %(closing)s
       AND (date_to IS NULL OR date_to >= %(opening)s)
), sides AS (
    SELECT id AS opening_id, id AS closing_id, status AS status_0, place AS place_0,
           is_reached AS reached_0, status AS status_1, place AS place_1, is_reached AS reached_1,
           value AS before, value AS after
      FROM rows WHERE date_from <= %(opening)s AND (date_to IS NULL OR date_to >= %(closing)s)
     UNION ALL
    SELECT opening.id, closing.id, COALESCE(opening.status, 'none'),
           COALESCE(opening.place, 'after'), COALESCE(opening.is_reached, false),
           COALESCE(closing.status, 'none'), COALESCE(closing.place, 'after'),
           COALESCE(closing.is_reached, false),
           COALESCE(opening.value, 0), COALESCE(closing.value, 0)
      FROM (SELECT * FROM rows WHERE date_from <= %(opening)s AND date_to < %(closing)s) opening
      FULL JOIN (
            SELECT * FROM rows
             WHERE date_from > %(opening)s AND (date_to IS NULL OR date_to >= %(closing)s)
           ) closing ON closing.lead_number = opening.lead_number
)
"""
# the sums as text, for the host reads numbers as floats, and cents would be lost
_GROUPS = f"""{_SIDES}
SELECT status_0, place_0, reached_0, status_1, place_1, reached_1,
       sum(before)::text, sum(after)::text,
       sum(GREATEST(after - before, 0))::text, sum(GREATEST(before - after, 0))::text,
       count(*), count(*) FILTER (WHERE after > before), count(*) FILTER (WHERE after < before)
  FROM sides GROUP BY 1, 2, 3, 4, 5, 6
"""
_IDS = f"""{_SIDES}
SELECT CASE WHEN way.amount = 'before' THEN opening_id ELSE closing_id END
  FROM sides
  JOIN (VALUES %(ways)s) way (status_0, place_0, reached_0, status_1, place_1, reached_1, amount)
       USING (status_0, place_0, reached_0, status_1, place_1, reached_1)
 WHERE CASE way.amount WHEN 'up' THEN after > before WHEN 'down' THEN after < before ELSE true END
"""


class CrmSalesPipelineSnapshot(models.Model):
    """How the pipeline came from one day's value to another's, and which opportunities did it.

    A *story* says between which days and of what: ``{company, opening, closing}`` (an id and two
    days that are known), ``{start, stop}`` (the closing dates that are looked at, or None),
    ``{team, user}`` (ids, or None for all).
    """

    _inherit = "crm.sales.pipeline.snapshot"

    @api.model
    def _get_waterfall(self, story):
        """Return ``({movement: sum}, {movement: number of opportunities})``, in one statement."""
        groups, counts = {}, dict.fromkeys(("opening", *SIGNS, "closing"), 0)
        for row in self.env.execute_query(SQL(_GROUPS, **self._prepare_sides(story))):
            before, after = Side(*row[:3]), Side(*row[3:6])
            groups[before, after] = Amounts(*(Decimal(amount) for amount in row[6:10]))
            total, ups, downs = row[10:]
            counts["opening"] += total if before.is_inside else 0
            counts["closing"] += total if after.is_inside else 0
            for movement, name in moves(before, after):
                counts[movement] += {"up": ups, "down": downs}.get(name, total)
        return waterfall(groups), counts

    @api.model
    def _prepare_sides(self, story):
        """Return what ``_SIDES`` asks for. Who reads reaches what the record rules show."""
        self.env.flush_all()
        query = self._search(self._domain_of_story(story))
        return {
            "table": SQL.identifier(self._table),
            "source": query.from_clause,
            "reached": SQL("(%s) IS TRUE", query.where_clause or SQL("true")),
            "place": self._sql_place(story),
            "company": story["company"],
            "opening": fields.Date.to_date(story["opening"]),
            "closing": fields.Date.to_date(story["closing"]),
        }

    def _sql_place(self, story):
        if not story["start"]:
            return SQL("'inside'")
        return SQL(
            "CASE WHEN date_close < %s THEN 'before' WHEN date_close <= %s THEN 'inside'"
            " ELSE 'after' END",
            fields.Date.to_date(story["start"]),
            fields.Date.to_date(story["stop"]),
        )

    def _domain_of_story(self, story):
        domain = Domain("company_id", "=", story["company"])
        if story["team"]:
            domain &= Domain("team_id", "=", story["team"])
        if story["user"]:
            domain &= Domain("owner_id", "=", story["user"])
        return domain

    # drilling down
    @api.model
    def _get_movement_token(self, story, movement):
        """Return what to search ``movement`` for: exactly the rows behind a figure."""
        values = {
            name: fields.Date.to_string(value) if hasattr(value, "isoformat") else value
            for name, value in story.items()
        }
        return json.dumps(values | {"movement": movement}, sort_keys=True)

    def _search_movement(self, operator, value):
        """Find the rows behind figures of a waterfall, by tokens of ``_get_movement_token``."""
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._domain_of_movement(token) for token in value)

    def _domain_of_movement(self, token):
        story = self._parse_token(token)
        ways = SQL(", ").join(
            SQL("(%s, %s, %s, %s, %s, %s, %s)", *before, *after, name)
            for before, after, name in ways_of(story["movement"])
        )
        rows = SQL(_IDS, ways=ways, **self._prepare_sides(story))
        return Domain("id", "in", SQL("(%s)", rows))

    def _parse_token(self, token):
        """Read a token; it may come from anywhere.

        :raise ValidationError: it says nothing that is known
        """
        try:
            story = json.loads(token)
            values = {name: story[name] for name in (*STORY, "movement")}
            for name in ("opening", "closing", "start", "stop"):
                values[name] = fields.Date.to_date(values[name])
            for name in ("company", "team", "user"):
                values[name] = values[name] and int(values[name])
        except (KeyError, TypeError, ValueError) as error:
            raise ValidationError(self.env._("This figure cannot be opened.")) from error
        if values["movement"] not in ("opening", *SIGNS, "closing"):
            raise ValidationError(self.env._("This figure cannot be opened."))
        return values
