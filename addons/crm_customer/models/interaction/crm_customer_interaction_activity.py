from odoo import api, models


class CrmCustomerInteraction(models.Model):
    _inherit = "crm.customer.interaction"

    @api.model_create_multi
    def create(self, vals_list):
        """Mark the activity done for which the dialog was opened, see ``action_crm_log``."""
        interactions = super().create(vals_list)
        activity_id = self.env.context.get("crm_done_activity_id")
        if activity_id and len(interactions) == 1:
            interactions._finish_activity(activity_id)
        return interactions

    def _finish_activity(self, activity_id):
        """Mark an activity done; the host's message about it says the same as this."""
        activity = self.env["mail.activity"].browse(activity_id).exists()
        message_id = activity.filtered("active").action_feedback()
        if message_id and not self.mail_message_id:
            self.mail_message_id = message_id
