from odoo import fields, models
from odoo.tools import SQL


class CrmSalesJourneyRun(models.Model):
    """Participants in another version of the steps, and of contacts and leads that are merged."""

    _inherit = "crm.sales.journey.run"

    def _move_to(self, journey):
        """Let these go on in the version in force, at the step where they stand.

        Called in sudo. What was done before is done: it is known by the lineage of the step.
        """
        steps = {step.lineage: step for step in journey._get_steps(journey.version)}
        gone = self.browse()
        for step, runs in self.grouped("step_id").items():
            twin = steps.get(step.lineage)
            if not twin:
                gone |= runs
                continue
            runs.write({"version": journey.version, "step_id": twin.id})
            # looked at anew: the wait may be another one now
            runs.date_due = fields.Datetime.now()
            runs._log("moved", twin)
        gone._leave("moved")
        journey._trigger()

    def _take_over(self, field_name, target):
        """Make these all participants ``target``: its turns are counted anew.

        Of several on the way in one journey the one of the target goes on, or the oldest.
        Called in sudo, before the records are merged.
        """
        for runs in self.grouped("journey_id").values():
            runs = runs.sorted("id")
            waiting = runs.filtered(lambda run: run.state == "waiting")
            own = waiting.filtered(lambda run: run[field_name] == target)
            (waiting - (own or waiting)[:1])._leave("merged")
            self.env.flush_all()
            # two updates: each row finds its place free
            self._renumber(runs.ids, -1, field_name, target)
            self._renumber(runs.ids, 1, field_name, target)
        self.env.invalidate_all()

    def _renumber(self, ids, sign, field_name, target):
        self.env.execute_query(
            SQL(
                """
                UPDATE crm_sales_journey_run run
                   SET turn = %(sign)s * place.at, %(field)s = %(target)s
                  FROM unnest(%(ids)s::int[]) WITH ORDINALITY AS place (id, at)
                 WHERE place.id = run.id RETURNING run.id
                """,
                sign=sign,
                field=SQL.identifier(field_name),
                target=target.id,
                ids=ids,
            )
        )
