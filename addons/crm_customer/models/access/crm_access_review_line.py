from odoo import api, fields, models
from odoo.exceptions import UserError

from .crm_access_review import ADMINISTRATOR


class CrmAccessReviewLine(models.Model):
    """One grant of one user as the review found it, and what was decided on it.

    Names are kept beside the links: the evidence outlives users and groups.
    """

    _name = "crm.access.review.line"
    _description = "Reviewed Grant"
    _order = "review_id, user_name, user_id, group_name, id"
    _rec_name = "group_name"

    review_id = fields.Many2one(
        "crm.access.review", required=True, readonly=True, ondelete="cascade", index=True
    )
    state = fields.Selection(related="review_id.state", string="Review State")

    # whose, what
    user_id = fields.Many2one("res.users", readonly=True, ondelete="set null", index=True)
    user_name = fields.Char("Person", required=True, readonly=True)
    is_archived = fields.Boolean("Has Left", readonly=True, help="The user was archived.")
    group_id = fields.Many2one("res.groups", readonly=True, ondelete="set null")
    group_name = fields.Char("Group Named", required=True, readonly=True)

    # since when, and whether it is needed
    date_granted = fields.Date(
        "Granted On", readonly=True, help="As far as the log goes back; empty: before."
    )
    granted_by_id = fields.Many2one("res.users", readonly=True, ondelete="set null")
    date_used = fields.Date("Last Needed", readonly=True)
    usage = fields.Selection(
        [("used", "Used"), ("unused", "Not used"), ("unknown", "Cannot be told")],
        required=True,
        readonly=True,
        default="unknown",
        help="Not used: granted, but not needed for 90 days. Cannot be told: the group lets "
        "change nothing that the user's other groups do not.",
    )
    date_login = fields.Datetime("Last Log-In", readonly=True)

    # what was decided
    decision = fields.Selection(
        [("confirm", "Confirmed"), ("withdraw", "Withdrawn")],
        "Review Decision",
        readonly=True,
        index=True,
    )
    reason = fields.Char(readonly=True)
    decision_user_id = fields.Many2one(
        "res.users", "Decided By", readonly=True, ondelete="set null"
    )
    date_decision = fields.Datetime("Decided On", readonly=True)
    is_removed = fields.Boolean(
        "Carried Out", readonly=True, help="The group was taken from the user by this review."
    )

    _user_group_uniq = models.UniqueIndex("(review_id, user_id, group_id)")

    def action_confirm(self):
        """Confirm the selected grants."""
        self._decide("confirm")

    def action_withdraw(self):
        """Ask for the reason to withdraw the selected grants."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Withdraw"),
            "res_model": "crm.access.review.decide",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_line_ids": self.ids, "default_decision": "withdraw"},
        }

    @api.private
    def _decide(self, decision, reason=None):
        """Note ``decision`` (confirm or withdraw); it is carried out when the review ends.

        :raise UserError: the review is not open or not the user's, the grant is the
            user's own, who asks has no say, no reason is given to withdraw, or nobody
            would be left to manage access
        """
        self.review_id.check_access("write")
        for review in self.review_id:
            review._check_reviewing()
        self._check_say(self.env.user, withdraws=decision == "withdraw")
        if decision == "withdraw" and not (reason or "").strip():
            raise UserError(self.env._("Give a reason to withdraw."))
        # sudo: lines are written by the system alone
        self.sudo().write(
            {
                "decision": decision,
                "reason": (reason or "").strip() or False,
                "decision_user_id": self.env.uid,
                "date_decision": fields.Datetime.now(),
            }
        )
        if decision == "withdraw":
            for review in self.review_id:
                # sudo: all lines of the review count, which the reader may see
                withdrawn = review.sudo().line_ids.filtered(lambda line: line.decision == decision)
                review._check_manager_left(withdrawn)

    def _check_say(self, acting, withdraws=True):
        """Refuse to decide on the own grants, and on those of whom ``acting`` has no say over.

        :raise UserError: says why
        """
        # sudo: where a colleague works and whether they administer access is asked, not shown
        users = self.sudo().user_id
        for decider in acting.sudo():
            if decider in users:
                raise UserError(
                    self.env._(
                        "%(name)s cannot decide on the own grants: another reviewer must.",
                        name=decider.name,
                    )
                )
            if withdraws and not decider.has_group(ADMINISTRATOR):
                users._crm_check_reach(decider)
