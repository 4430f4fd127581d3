import logging

from psycopg2 import Error as DatabaseError

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

LAST_MAIL = """
SELECT DISTINCT ON (event.run_id) event.run_id, trace.open_datetime IS NOT NULL
       OR trace.trace_status IN ('open', 'reply'), trace.links_click_datetime IS NOT NULL
  FROM crm_sales_journey_event event
  JOIN mailing_trace trace ON trace.id = event.trace_id
 WHERE event.run_id = ANY(%(ids)s) AND event.kind = 'mail'
 ORDER BY event.run_id, event.id DESC
"""


class CrmSalesJourneyRun(models.Model):
    """What is done at a step, for all participants who stand there, but e-mails.

    Each ``_do_<kind>`` returns ``{run id: answer}`` of those who go on; the answer is True or
    False at a branch.
    """

    _inherit = "crm.sales.journey.run"

    def _log_done(self, kind, step, details=None):
        """Write that ``step`` was done for these, once and for all."""
        return self._log(kind, step, details, lineage=step.lineage)

    def _do_wait(self, step):
        self._log_done("wait", step)
        return dict.fromkeys(self.ids)

    def _do_tag(self, step):
        self.partner_id.filtered(
            lambda partner: step.tag_id not in partner.category_id
        ).category_id = [(4, step.tag_id.id)]
        self._log_done("tag", step)
        return dict.fromkeys(self.ids)

    # activities
    def _do_activity(self, step):
        failed = self._try("_plan_activities", step)
        (self - failed)._log_done("activity", step)
        words = self.env._("The activity could not be planned.")
        failed._log_done("skipped", step, dict.fromkeys(failed.ids, words))
        return dict.fromkeys(self.ids)

    def _try(self, name, step):
        """Call the method ``name`` of these; if it fails, of each; return whom it failed for."""
        if not self:
            return self
        try:
            with self.env.cr.savepoint():
                getattr(self, name)(step)
        except DatabaseError:
            raise
        except Exception as error:  # whatever a template or another app can contain
            if len(self) > 1:
                return self.browse().union(*(run._try(name, step) for run in self))
            _logger.info("Step %s of a journey failed: %s", step.id, error)
            return self
        return self.browse()

    def _plan_activities(self, step):
        today = fields.Date.context_today(self.with_context(tz=self.env.company._crm_get_tz()))
        values = [run._prepare_activity(step, today) for run in self]
        # no notification for each: they stand in the owner's list of activities
        activities = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        activities.create(values)

    def _prepare_activity(self, step, today):
        document = self._get_main_document()
        user = self._get_doer(step)
        localised = step.with_context(lang=user.lang)
        return {
            "activity_type_id": step.activity_type_id.id,
            "automated": True,
            "date_deadline": today,
            "summary": localised.name,
            "note": localised.activity_note or False,
            "res_id": document.id,
            "res_model_id": self.env["ir.model"]._get_id(document._name),
            "user_id": user.id,
        }

    def _get_doer(self, step):
        """Return who does it: the owner of the document or contact, else the responsible."""
        self.ensure_one()
        if step.user_rule == "user":
            return step.user_id
        owners = (self._get_main_document().user_id, self.user_id, self.journey_id.user_id)
        return next((user for user in owners if user.active), self.journey_id.user_id)

    # branches
    def _do_branch(self, step):
        yes = self._find_yes(step)
        yes._log_done("yes", step)
        (self - yes)._log_done("no", step)
        return {run.id: run in yes for run in self}

    def _find_yes(self, step):
        """Return those for whom the condition of ``step`` holds."""
        if step.condition == "replied":
            return self._find_answered()
        if step.condition in ("opened", "clicked"):
            self.env.flush_all()
            rows = self.env.execute_query(SQL(LAST_MAIL, ids=self.ids))
            place = 1 if step.condition == "opened" else 2
            return self.browse(row[0] for row in rows if row[place])
        name = "lead_id" if step.condition == "lead" else "partner_id"
        # asked by the rights of who wrote it, so that nobody learns more than he may see
        records = self[name].with_user(step.author_id or step.create_uid)
        records = records.with_company(self.env.company).with_context(active_test=False)
        found = set(records.search(Domain("id", "in", self[name].ids) & step._get_domain()).ids)
        return self.filtered(lambda run: run[name].id in found)
