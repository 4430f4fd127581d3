from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.journey.chart import Box, draw
from ...tools.journey.flow import reachable
from .crm_sales_journey_event import AT_STEP

GROUP = "crm_sales.group_sales_own"
#: what is counted at a step, by which participants
COUNTED = ("waiting", "done", "left", "opened", "clicked", "replied", "bounced")
FIGURES = """
SELECT event.step_id,
       COUNT(*) FILTER (WHERE event.kind = ANY(%(done)s)),
       COUNT(*) FILTER (WHERE trace.open_datetime IS NOT NULL
                           OR trace.trace_status IN ('open', 'reply')),
       COUNT(*) FILTER (WHERE trace.links_click_datetime IS NOT NULL),
       COUNT(*) FILTER (WHERE trace.reply_datetime IS NOT NULL),
       COUNT(*) FILTER (WHERE trace.trace_status IN ('bounce', 'error'))
  FROM crm_sales_journey_event event
  LEFT JOIN mailing_trace trace ON trace.id = event.trace_id
 WHERE event.step_id = ANY(%(steps)s) AND event.run_id IN (%(runs)s)
 GROUP BY event.step_id
"""
BY_TRACE = {
    "opened": "(trace.open_datetime IS NOT NULL OR trace.trace_status IN ('open', 'reply'))",
    "clicked": "trace.links_click_datetime IS NOT NULL",
    "replied": "trace.reply_datetime IS NOT NULL",
    "bounced": "trace.trace_status IN ('bounce', 'error')",
}
WHO = """
SELECT event.run_id FROM crm_sales_journey_event event
  JOIN mailing_trace trace ON trace.id = event.trace_id
 WHERE event.step_id = %(step)s AND {condition}
"""


class CrmSalesJourney(models.Model):
    """The drawing of a journey with how many are where; each figure opens its participants."""

    _inherit = "crm.sales.journey"

    flow = fields.Json("Drawing", compute="_compute_flow")
    waiting_count = fields.Integer("On the Way", compute="_compute_counts")
    entered_count = fields.Integer("Entered", compute="_compute_counts")
    goal_count = fields.Integer("Reached the Goal", compute="_compute_counts")
    goal_rate = fields.Float(compute="_compute_counts")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_counts(self):
        rows = self.env["crm.sales.journey.run"]._read_group(
            [("journey_id", "in", self.ids)],
            ["journey_id", "state"],
            ["__count", "date_goal:count"],
        )
        for journey in self:
            own = [row for row in rows if row[0] == journey._origin]
            journey.entered_count = sum(count for *_key, count, _goals in own)
            journey.waiting_count = sum(row[2] for row in own if row[1] == "waiting")
            journey.goal_count = sum(row[3] for row in own)
            journey.goal_rate = journey.goal_count / (journey.entered_count or 1)

    @api.depends(
        "step_ids.name", "step_ids.kind", "step_ids.next_id", "step_ids.yes_id",
        "step_ids.no_id", "step_ids.sequence", "step_ids.detail", "state",
    )  # fmt: skip
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_flow(self):
        for journey in self:
            # a step that is not saved yet has no place to lead to
            steps = journey.step_ids._origin.sorted()
            journey.flow = journey._draw(steps) if steps else False

    def _draw(self, steps):
        ways = steps._get_ways()
        boxes = [Box(step.id, step.kind, step.name, step.detail) for step in steps]
        reached = reachable(ways, steps[:1].id)
        drawing = draw(boxes, ways, set(steps.ids) - reached)
        words = {"yes": self.env._("yes"), "no": self.env._("no"), "": ""}
        for line in drawing["links"]:
            line["label"] = words[line["word"]]
        figures = self._get_figures(steps)
        labels = self._get_figure_labels()
        for node in drawing["nodes"]:
            counts = figures.get(node["key"], {})
            node["counts"] = [
                {"what": what, "label": labels[what], "count": counts[what]}
                for what in COUNTED
                if counts.get(what)
            ]
        drawing["version"] = self.latest_version
        return drawing

    def _get_figure_labels(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        return {
            "waiting": _("waiting"),
            "done": _("done"),
            "left": _("left"),
            "opened": _("opened"),
            "clicked": _("clicked"),
            "replied": _("answered"),
            "bounced": _("bounced"),
        }

    def _get_figures(self, steps):
        """Return how many are where: ``{step id: {word of COUNTED: number}}``.

        Of the participants that the user may see.
        """
        runs = self.env["crm.sales.journey.run"]
        rows = runs._read_group(
            [("step_id", "in", steps.ids), ("state", "in", ("waiting", "left"))],
            ["step_id", "state"],
            ["__count"],
        )
        figures = {step.id: {} for step in steps}
        for step, state, count in rows:
            figures[step.id][state] = count
        self.env.flush_all()
        seen = runs._search([("journey_id", "in", self.ids)])
        rows = self.env.execute_query(
            SQL(FIGURES, done=list(AT_STEP), steps=steps.ids, runs=seen.subselect())
        )
        for step_id, *counts in rows:
            figures[step_id] |= dict(zip(COUNTED[1:2] + COUNTED[3:], counts, strict=True))
        return figures

    # what is behind a figure
    def action_view_runs(self):
        return self._view_runs([("journey_id", "in", self.ids)])

    def action_view_goals(self):
        return self._view_runs([("journey_id", "in", self.ids), ("date_goal", "!=", False)])

    def action_view_waiting(self):
        return self._view_runs([("journey_id", "in", self.ids), ("state", "=", "waiting")])

    def action_view_old(self):
        return self._view_runs(
            [
                ("journey_id", "in", self.ids),
                ("state", "=", "waiting"),
                ("version", "<", self.version),
            ]
        )

    def action_view_step(self, step_id, what):
        """Open the participants behind a figure of the drawing.

        :param what: one of ``COUNTED``
        """
        self.ensure_one()
        self.check_access("read")
        step = self.env["crm.sales.journey.step"].browse(int(step_id))
        step.check_access("read")
        domain = [("journey_id", "=", self.id)]
        if what in ("waiting", "left"):
            domain += [("step_id", "=", step.id), ("state", "=", what)]
        elif what in BY_TRACE:
            # the ids alone; which of them are shown is for the rules
            rows = self.env.execute_query(SQL(WHO.format(condition=BY_TRACE[what]), step=step.id))
            domain += [("id", "in", [row[0] for row in rows])]
        else:
            done = [("step_id", "=", step.id), ("kind", "in", AT_STEP)]
            domain += [("event_ids", "any", done)]
        return self._view_runs(domain, step.name)

    def _view_runs(self, domain, title=None):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_journey_run_action"
        )
        action |= {"domain": domain, "context": {}, "path": False}
        return action | ({"name": title, "display_name": title} if title else {})
