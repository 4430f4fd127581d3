from odoo import models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def write(self, vals):
        """Let the interaction of a next step follow when its activity is moved."""
        result = super().write(vals)
        if "date_deadline" in vals:
            # sudo: who may move an activity need not be allowed to edit the interaction
            interactions = self.env["crm.customer.interaction"].sudo()
            for activity in self:
                moved = interactions.search(
                    [
                        ("activity_id", "=", activity.id),
                        ("next_step_date", "!=", activity.date_deadline),
                    ]
                )
                if moved:
                    moved.next_step_date = activity.date_deadline
        return result
