from odoo import api, fields, models
from odoo.fields import Domain

from .crm_request_steps import ESCALATION

BATCH = 50


class CrmRequest(models.Model):
    """Overdue questions reach somebody who can do something about it, once."""

    _inherit = "crm.request"

    @api.model
    def _cron_escalate(self):
        """Escalate what is overdue, each batch committed with its marks.

        Stopped and started again, or after days without a server, each question is
        escalated once for its due day: mark, activity and message are one transaction.
        """
        domain = Domain("is_overdue", "=", True) & Domain("date_escalated", "=", False)
        commit = self.env["ir.cron"]._commit_progress
        left = self.search_count(domain)
        commit(remaining=left)
        while left:
            batch = self.search(domain, order="date_due, id", limit=BATCH)
            # another worker may be at the rest
            locked = batch.try_lock_for_update()
            locked._escalate()
            left = max(0, left - BATCH) if locked else 0
            if not commit(len(locked), remaining=left):
                break

    def _escalate(self):
        """Tell the department's superior; called by the clock alone."""
        for request in self:
            department = request.department_id
            chief = department.escalation_user_id or department.user_id
            localised = request.with_context(lang=chief.lang)
            request.date_escalated = fields.Datetime.now()
            request.with_context(mail_activity_quick_update=True).activity_schedule(
                ESCALATION,
                date_deadline=request._get_today(),
                summary=localised.env._("Overdue question: %(name)s", name=request.name),
                user_id=chief.id,
            )
            request.message_post(
                body=localised.env._(
                    "Overdue: %(person)s was to answer by %(date)s.",
                    person=request.user_id.name,
                    date=request._format_due(chief.lang),
                ),
                partner_ids=(chief | request.user_id).partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )

    def _format_due(self, lang):
        """Return the due day as people of that language write it."""
        return (
            self.env["ir.qweb.field.date"].with_context(lang=lang).value_to_html(self.date_due, {})
        )
