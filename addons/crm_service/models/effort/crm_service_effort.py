from odoo import api, fields, models
from odoo.tools import plaintext2html

from ..nps.crm_service_invitation_mixin import PLANNED

BATCH = 100
HARD = 2


class CrmServiceEffort(models.Model):
    """How easy a process was for a contact: asked when it had ended, answered or not."""

    _name = "crm.service.effort"
    _description = "Customer Effort"
    _inherit = "crm.service.invitation.mixin"
    _order = "id desc"
    _asked_about = ("process_id", "res_model", "res_id")

    process_id = fields.Many2one(
        "crm.service.process", required=True, readonly=True, index=True, ondelete="restrict"
    )
    res_model = fields.Char("About (Model)", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "About", model_field="res_model", required=True, readonly=True
    )
    date_due = fields.Datetime("Ask From", required=True, readonly=True)

    _due_idx = models.Index("(date_due, id) WHERE state = 'planned'")
    _asked_idx = models.Index("(partner_id, date_asked) WHERE date_asked IS NOT NULL")
    _once = models.UniqueIndex(
        "(process_id, res_model, res_id, partner_id) WHERE state = 'planned'",
        "A contact is asked once about the same thing.",
    )

    def _get_survey(self):
        return self.process_id.survey_id or self.env.ref("crm_service.survey_ces")

    def _get_template(self):
        return self.env.ref("crm_service.mail_template_ces")

    def _get_pause(self):
        return self.process_id.pause_days

    @api.model
    def _cron_ask(self):
        """Ask who is due; each mail in a transaction of its own."""
        due = [("state", "=", PLANNED), ("date_due", "<=", fields.Datetime.now())]
        efforts = self.search(due, order="date_due, id", limit=BATCH)
        self.env["ir.cron"]._commit_progress(remaining=self.search_count(due))
        for effort in efforts:
            locked = effort.try_lock_for_update()
            locked.invalidate_recordset(["state"])
            if locked.state == PLANNED:
                locked._try_to_ask()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _note_answer(self):
        """Who had it hard is called: by who answers for it."""
        customer = self.commercial_partner_id
        user = (self.user_id | customer.user_id).filtered("active")[:1]
        if self.score > HARD or not customer or not user:
            return
        lang = self.with_context(lang=user.lang)
        words = lang.env._(
            "%(process)s: %(contact)s found it hard (%(score)s of 5). Why: %(words)s",
            process=lang.process_id.name,
            contact=self.partner_id.name or "–",
            score=self.score,
            words=self.comment or "–",
        )
        customer.activity_schedule(
            "crm_service.mail_activity_type_dissatisfied",
            user_id=user.id,
            note=plaintext2html(words),
        )
