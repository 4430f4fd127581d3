from odoo import fields, models


class CrmServiceTicket(models.Model):
    """What a ticket tells beyond the case: feedback in one click."""

    _inherit = "crm.service.ticket"

    feedback_ids = fields.One2many(
        "crm.service.feedback", "ticket_id", groups="crm_service.group_service_own"
    )
    feedback_count = fields.Integer(
        "Number of Feedback",
        compute="_compute_feedback_count",
        groups="crm_service.group_service_own",
    )

    def _compute_feedback_count(self):
        counts = dict(
            self.env["crm.service.feedback"]._read_group(
                [("ticket_id", "in", self.ids)], ["ticket_id"], ["__count"]
            )
        )
        for ticket in self:
            ticket.feedback_count = counts.get(ticket._origin, 0)

    def action_make_feedback(self):
        """Open the feedback of this ticket, made if there is none."""
        self.ensure_one()
        return self.env["crm.service.feedback"]._open_from("ticket", self)

    def _follow_up(self, rating):
        """A low rating becomes feedback where the team wants that; called in sudo."""
        result = super()._follow_up(rating)
        feedback = self.env["crm.service.feedback"].sudo()
        if self.team_id._wants_feedback(rating) and not feedback._find_from("rating", rating):
            feedback.create(
                feedback._prepare_from_rating(rating) | {"user_id": self.team_id.user_id.id}
            )
        return result
