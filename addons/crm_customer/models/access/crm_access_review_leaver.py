from odoo import fields, models


class CrmAccessReviewLeaver(models.Model):
    """A user who was archived and still had grants or open work when the review began."""

    _name = "crm.access.review.leaver"
    _description = "Leaver with Access"
    _order = "review_id, user_name, id"
    _rec_name = "user_name"

    review_id = fields.Many2one(
        "crm.access.review", required=True, readonly=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one("res.users", readonly=True, ondelete="set null", index=True)
    user_name = fields.Char("Person", required=True, readonly=True)
    date_archived = fields.Date(
        "Archived On", readonly=True, help="As far as the log goes back; empty: before."
    )
    group_count = fields.Integer("Groups Left", readonly=True)
    work_count = fields.Integer(
        "Open Work", readonly=True, help="Customers, opportunities, activities and so on."
    )

    def action_hand_over(self):
        """Open a hand-over of what the person left behind."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand-Over"),
            "res_model": "crm.handover",
            "views": [(False, "form")],
            "context": {"default_user_id": self.user_id.id},
        }
