from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.improvement import steps

PURPOSE = "service"
TELLING = (steps.RELEASED, steps.VERIFIED, steps.DECLINED)


class CrmServiceImprovement(models.Model):
    """Telling those who asked for it what became of it."""

    _inherit = "crm.service.improvement"

    notice_ids = fields.One2many(
        "crm.service.improvement.notice", "improvement_id", "Told", readonly=True
    )
    notice_count = fields.Integer("People Told", compute="_compute_notice_count")

    @api.depends("notice_ids")
    def _compute_notice_count(self):
        self._set_counts("notice_count", "crm.service.improvement.notice")

    def _find_askers(self):
        """Return ``{word: contacts}`` of who asked for it, in sudo: ``to_tell``, and why others
        are not told: ``told``, ``no_email``, ``refused``.
        """
        self.ensure_one()
        # sudo: contacts of tickets that the user does not read are told as well
        improvement = self.sudo()
        asking = improvement.feedback_ids.filtered(lambda one: one.state != "declined")
        people = self.env["res.partner"].sudo()
        for one in asking:
            people |= one._get_asker()
        people |= improvement.ticket_ids.partner_id
        people = people.filtered("active").sorted("id")
        told = people & improvement.notice_ids.partner_id
        no_email = people.filtered(lambda person: not person.email_normalized) - told
        rest = people - told - no_email
        consents = self.env["crm.consent"].sudo().with_company(self.company_id)
        allowed = consents._filter_allowed(rest, "email", PURPOSE) if rest else rest
        return {
            "to_tell": allowed,
            "told": told,
            "no_email": no_email,
            "refused": rest - allowed,
        }

    def action_tell(self):
        """Show who would be told, before anybody is.

        :raise UserError: there is nothing to tell yet
        """
        self.ensure_one()
        self._check_may_improve()
        if self.state not in TELLING or not (self.answer or "").strip():
            raise UserError(
                self.env._(
                    "There is nothing to tell yet: release or decline it, with an answer to "
                    "the askers."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tell the Askers"),
            "res_model": "crm.service.improvement.tell",
            "view_mode": "form",
            "target": "new",
            "context": {"default_improvement_id": self.id},
        }

    def _tell(self):
        """Write to each asker in the own language, once; return the notices (sudo).

        The mails are queued: they leave with the log, or not at all.
        """
        # two people at once would write twice, and one of them would fail
        self.lock_for_update()
        people = self._find_askers()["to_tell"]
        # sudo: the log and the mails are the system's, after the check of the button
        notices = (
            self.env["crm.service.improvement.notice"]
            .sudo()
            .create(
                [
                    {
                        "improvement_id": self.id,
                        "partner_id": person.id,
                        "user_id": self.env.uid,
                        "state": self.state,
                        "lang": person.lang,
                    }
                    for person in people
                ]
            )
        )
        template = self.env.ref("crm_service.mail_template_improvement").sudo()
        if notices:
            template.send_mail_batch(notices.ids, email_layout_xmlid="mail.mail_notification_light")
        told = self.sudo().feedback_ids.filtered(lambda one: one.state == "grouped")
        told._set_state("answered")
        return notices

    def action_view_notices(self):
        """Open who was told."""
        self.ensure_one()
        return self.notice_ids._get_records_action(name=self.env._("People Told"))
