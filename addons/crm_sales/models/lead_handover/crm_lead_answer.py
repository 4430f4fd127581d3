from odoo import models
from odoo.exceptions import AccessError, UserError

from .crm_lead import WAITING


class CrmLead(models.Model):
    """The answer of sales."""

    _inherit = "crm.lead"

    def action_crm_accept(self):
        """Accept leads that were handed over."""
        self._crm_check_answer()
        # sudo: nobody writes the facts by hand; who may has been checked
        self.env["crm.sales.lead.handover"].sudo()._end_of(self, "accepted")
        self.sudo().with_context(crm_handover=True).crm_handover_state = "accepted"

    def action_crm_refuse(self):
        """Ask why leads are refused."""
        self._crm_check_answer()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_lead_refuse_action"
        )
        return action | {"context": {"default_lead_ids": self.ids}}

    def _crm_check_answer(self):
        """:raise UserError: a lead waits for no answer; AccessError: not for that of the user"""
        self.check_access("read")
        for lead in self:
            if lead.crm_handover_state not in WAITING:
                raise UserError(self.env._("%(lead)s waits for no answer.", lead=lead.display_name))
            if not lead._crm_may_answer():
                raise AccessError(
                    self.env._("%(lead)s was handed over to somebody else.", lead=lead.display_name)
                )

    def _crm_refuse(self, reason, note=""):
        """Give leads back to marketing, with the reason.

        :raise UserError: the reason asks for a note
        """
        self._crm_check_answer()
        if reason.needs_note and not (note or "").strip():
            raise UserError(self.env._("Please say more: this reason asks for a note."))
        # sudo: the salesperson gives the lead away; who may has been checked
        leads = self.sudo().with_context(crm_handover=True)
        givers = {row.lead_id.id: row.from_user_id for row in leads.crm_handover_ids if row.is_open}
        self.env["crm.sales.lead.handover"].sudo()._end_of(leads, "refused", reason, note)
        leads.write({"user_id": False, "crm_handover_state": "refused"})
        for lead in leads:
            giver = givers.get(lead.id)
            localised = lead.with_context(lang=giver.lang) if giver else lead
            words = localised.env._(
                "%(person)s refused the lead: %(reason)s",
                person=self.env.user.name,
                reason=": ".join(filter(None, (reason.with_env(localised.env).name, note))),
            )
            lead.message_post(body=words, partner_ids=giver.partner_id.ids if giver else [])
