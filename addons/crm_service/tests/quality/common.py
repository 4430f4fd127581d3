from freezegun import freeze_time

from odoo.fields import Command

from ..common import ServiceCommon


class QualityCommon(ServiceCommon):
    """Answers of March 2026, drawn on 2 April; two criteria of weights 3 and 1."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.service.quality.criterion"].search([]).active = False
        cls.right, cls.kind = cls.env["crm.service.quality.criterion"].create(
            [{"name": "Right", "weight": 3}, {"name": "Friendly", "weight": 1}]
        )

    def _answered(self, user, moment="2026-03-10 09:00:00", **values):
        """Return a ticket that ``user`` owns and answered at ``moment``."""
        with freeze_time(moment):
            ticket = self._create_ticket(**({"user_id": user.id} | values))
            self._answer(ticket, user)
        return ticket

    def _answer(self, ticket, user):
        ticket.with_user(user).message_post(
            body="Turn it off and on", message_type="comment", subtype_xmlid="mail.mt_comment"
        )

    def _create_sample(self, **values):
        with freeze_time("2026-04-02 09:00:00"):
            return (
                self.env["crm.service.quality.sample"]
                .with_user(self.head)
                .create({"team_ids": [Command.set(self.team.ids)], "seed": 5} | values)
            )

    def _draw(self, **values):
        sample = self._create_sample(**values)
        sample.action_draw()
        return sample

    def _review(self, review, *answers, comment=False):
        """Answer the criteria of ``review`` in their order, and finish it on 2 April."""
        for line, answer in zip(review.line_ids, answers, strict=True):
            line.answer = answer
        review.comment = comment
        with freeze_time("2026-04-02 10:00:00"):
            review.action_done()
