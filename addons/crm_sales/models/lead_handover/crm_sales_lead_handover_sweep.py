from odoo import api, fields, models
from odoo.fields import Domain

BATCH = 50


class CrmSalesLeadHandover(models.Model):
    """What nobody answered in time reaches the leader of the team, once."""

    _inherit = "crm.sales.lead.handover"

    @api.model
    def _cron_expire(self):
        """Mark what is overdue, each batch committed with what was told.

        Stopped and started again, or after days without a server, each is told once: mark,
        state and activity are one transaction.
        """
        domain = (
            Domain("is_open", "=", True)
            & Domain("date_told", "=", False)
            & Domain("date_deadline", "<", fields.Datetime.now())
        )
        commit = self.env["ir.cron"]._commit_progress
        left = self.search_count(domain)
        commit(remaining=left)
        while left:
            batch = self.search(domain, order="date_deadline, id", limit=BATCH)
            # another worker may be at the rest
            locked = batch.try_lock_for_update()
            locked._expire()
            left = max(0, left - BATCH) if locked else 0
            if not commit(len(locked), remaining=left):
                break

    def _expire(self):
        """Say on leads that the answer did not come, and tell who leads the team."""
        self.write({"date_told": fields.Datetime.now(), "is_late": True, "result": "expired"})
        self.lead_id.with_context(crm_handover=True).crm_handover_state = "expired"
        for handover in self:
            chief = handover.team_id.user_id or handover.from_user_id
            lead = handover.lead_id.with_context(
                lang=chief.lang or self.env.lang, mail_activity_quick_update=True
            )
            text = lead.env._(
                "%(person)s did not answer in time whether the lead is accepted.",
                person=handover.user_id.name,
            )
            lead._message_log(body=text)
            if chief:
                lead.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=lead.env._("Lead without an answer"),
                    note=text,
                    user_id=chief.id,
                )
