from odoo import models
from odoo.exceptions import AccessError, LockError
from odoo.tools import plaintext2html

from .rating_rating import EFFORTS

# as the host's smileys: 1, 3, 5
LOW = 2
NONCE = "crm_rating_nonce"
EFFORT = "crm_rating_effort"
# of the host's mixin: from figures of colleagues comes a ranking
RATING_FIELDS = frozenset(
    {
        "rating_avg",
        "rating_avg_text",
        "rating_count",
        "rating_ids",
        "rating_last_feedback",
        "rating_last_image",
        "rating_last_text",
        "rating_last_value",
        "rating_percentage_satisfaction",
    }
)


class RatingRefused(AccessError):
    """The vote is not taken: it was given already, or did not come from the page."""


class CrmServiceTicket(models.Model):
    """The vote of a customer: once, from the page that was asked for, by nobody else."""

    _inherit = "crm.service.ticket"

    def _has_field_access(self, field, operation):
        """Agents find their ratings under My Ratings; figures of tickets are for leaders."""
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su or field.name not in RATING_FIELDS:
            return True
        return self.env.user.has_group("crm_service.group_service_team")

    def _compute_rating_last_value(self):
        """A new ticket has no ratings that the host would have to look for."""
        rated = self.filtered("rating_ids")
        (self - rated).rating_last_value = 0
        return super(CrmServiceTicket, rated)._compute_rating_last_value()

    def _rating_get_access_token(self, partner=None):
        """The key to a vote is for the mail to the customer, never for whom is rated."""
        if not self.env.su:
            raise AccessError(self.env._("Ratings of tickets are given by customers alone."))
        return super()._rating_get_access_token(partner)

    def rating_apply(
        self,
        rate,
        token=None,
        rating=None,
        feedback=None,
        subtype_xmlid=None,
        notify_delay_send=False,
    ):
        """Take a vote that comes from the page of the rating, which put its nonce into the
        context; see the host for the parameters.

        :raise RatingRefused: there is no nonce, or it is spent
        """
        # sudo: the nonce, not a right, lets a customer vote
        ratings = self.env["rating.rating"].sudo()
        rating = rating.sudo() if rating else ratings.search([("access_token", "=", token)])
        self._spend_nonce(rating)
        result = super(CrmServiceTicket, self.sudo()).rating_apply(
            rate,
            rating=rating,
            feedback=feedback,
            subtype_xmlid=subtype_xmlid,
            notify_delay_send=notify_delay_send,
        )
        effort = self.env.context.get(EFFORT)
        if effort in dict(EFFORTS):
            rating.crm_effort = effort
        self.sudo()._follow_up(rating)
        return result

    def _spend_nonce(self, rating):
        """:raise RatingRefused: the vote does not come from the page of ``rating``, or again"""
        refused = RatingRefused(
            self.env._("This rating was given already, or its page is too old.")
        )
        if len(rating) != 1 or rating.crm_ticket_id != self:
            raise refused
        try:
            rating.lock_for_update()
        except LockError:
            raise refused from None
        rating.invalidate_recordset(["consumed", "access_token"])
        if rating.consumed or not rating._crm_is_nonce(self.env.context.get(NONCE)):
            raise refused

    def _follow_up(self, rating):
        """Ask the leader to look at a low rating, once at a time; called in sudo."""
        leader = self.team_id.user_id or self.user_id
        kind = self.env.ref("crm_service.mail_activity_type_low_rating")
        if rating.rating > LOW or not leader:
            return
        if self.activity_ids.filtered(lambda activity: activity.activity_type_id == kind):
            return
        said = self.env._("The customer says: %(words)s", words=rating.feedback or "–")
        self.activity_schedule(
            activity_type_id=kind.id, user_id=leader.id, note=plaintext2html(said)
        )

    # no second way to a vote
    def _get_allowed_message_params(self):
        return super()._get_allowed_message_params() - {"rating_value"}

    def message_post(self, **kwargs):
        """A message carries no vote: it would count again and again."""
        kwargs.pop("rating_value", None)
        return super().message_post(**kwargs)

    def _message_update_content(self, message, /, *, body, **kwargs):
        kwargs.pop("rating_value", None)
        return super()._message_update_content(message, body=body, **kwargs)
