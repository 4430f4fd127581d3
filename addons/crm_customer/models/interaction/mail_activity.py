from odoo import fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    crm_is_follow_up = fields.Boolean(
        "Automatic Follow-Up",
        readonly=True,
        copy=False,
        help="Planned because nobody contacted the customer for the days of its level.",
    )

    _crm_one_follow_up = models.UniqueIndex(
        "(res_id) WHERE crm_is_follow_up AND active AND res_model = 'res.partner'",
        "This customer has an open follow-up already.",
    )

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
