from odoo import fields, models
from odoo.exceptions import UserError

from .crm_customer_interaction_record import CATEGORY_KINDS


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def action_crm_snooze(self):
        """Move open activities to the next working day after today of whoever does them."""
        for activity in self.filtered("active"):
            person = activity.user_id or self.env.user
            clock = self.with_context(tz=person._crm_get_zone())
            calendar = self.env["crm.workday"]._compiled(person.sudo().company_id)
            activity.date_deadline = calendar.add_working_days(fields.Date.context_today(clock), 1)

    def action_crm_log(self):
        """Open the dialog that records what was done; saving it marks the activity done.

        :raise UserError: the activity is about no customer
        """
        self.ensure_one()
        self.check_access("read")
        step = self.env["crm.customer.interaction"].search([("activity_id", "=", self.id)], limit=1)
        if step:
            return step.action_follow_up()
        partner = self._crm_get_partner()
        if not partner:
            raise UserError(
                self.env._("This activity is about no customer. Open it and mark it done there.")
            )
        customer = partner.commercial_partner_id
        defaults = {
            "default_partner_id": customer.id,
            "default_contact_ids": (partner - customer).ids,
            "default_lead_id": self.res_id if self.res_model == "crm.lead" else False,
            "default_name": self.summary,
            "crm_done_activity_id": self.id,
        }
        if kind := CATEGORY_KINDS.get(self.activity_category):
            defaults["default_kind"] = kind
        return step._action_log(**defaults)

    def _crm_get_partner(self):
        """Return the partner that the record of this activity is or belongs to."""
        partner = self.env["res.partner"]
        if not self.res_model:
            return partner
        record = self.env[self.res_model].browse(self.res_id).exists()
        record.check_access("read")
        if self.res_model == "res.partner":
            return record
        return record.partner_id if self._crm_has_partner() else partner

    def _crm_has_partner(self):
        """Whether records of the kind that this activity is about belong to a partner."""
        if self.res_model == "res.partner":
            return True
        model = self.env.get(self.res_model)
        field = model is not None and model._fields.get("partner_id")
        return bool(field) and field.comodel_name == "res.partner"
