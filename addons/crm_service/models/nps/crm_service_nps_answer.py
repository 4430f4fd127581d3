from odoo import api, fields, models
from odoo.tools import plaintext2html

from ...tools.nps import DETRACTOR, PASSIVE, PROMOTER, group_of
from .crm_service_invitation_mixin import ANSWERED

GROUPS = [(PROMOTER, "Promoter"), (PASSIVE, "Passive"), (DETRACTOR, "Detractor")]
WORTH = {PROMOTER: 100.0, PASSIVE: 0.0, DETRACTOR: -100.0}


class CrmServiceNpsAnswer(models.Model):
    """Whether a contact recommends us: asked in a round, answered or not."""

    _name = "crm.service.nps.answer"
    _description = "NPS Answer"
    _inherit = "crm.service.invitation.mixin"
    _order = "quarter desc, id desc"
    _asked_about = ("round_id",)

    round_id = fields.Many2one(
        "crm.service.nps.round",
        "NPS Round",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    quarter = fields.Date(required=True, readonly=True)
    segment_ids = fields.Many2many(
        "crm.customer.segment",
        "crm_service_nps_answer_segment_rel",
        "answer_id",
        "segment_id",
        string="Segments",
        readonly=True,
        help="Of which segments the customer was when the contact was asked.",
    )
    date_reminded = fields.Datetime("Reminded On", readonly=True)
    group = fields.Selection(
        GROUPS,
        "NPS Group",
        compute="_compute_group",
        store=True,
        help="9 and 10 are promoters, 7 and 8 passive, 0 to 6 detractors.",
    )
    nps = fields.Float(
        "NPS",
        compute="_compute_group",
        store=True,
        aggregator="avg",
        digits=(5, 1),
        help="Share of promoters less that of detractors: from -100 to 100.",
    )
    nps_low = fields.Float(
        "NPS At Least",
        compute="_compute_group",
        store=True,
        aggregator="avg",
        digits=(5, 1),
        help="Lower end of the range that holds the true score with a certainty of 95 %.",
    )
    nps_high = fields.Float(
        "NPS At Most",
        compute="_compute_group",
        store=True,
        aggregator="avg",
        digits=(5, 1),
        help="Upper end of the range that holds the true score with a certainty of 95 %.",
    )
    is_asked = fields.Integer("Asked", compute="_compute_counts", store=True)
    is_answered = fields.Integer("Answers", compute="_compute_counts", store=True)
    response_rate = fields.Float(compute="_compute_counts", store=True, aggregator="avg")

    _order_idx = models.Index("(quarter DESC, id DESC)")
    _planned_idx = models.Index("(round_id, id) WHERE state = 'planned'")
    _asked_idx = models.Index("(partner_id, date_asked) WHERE date_asked IS NOT NULL")
    _answered_idx = models.Index("(commercial_partner_id, quarter DESC) WHERE state = 'answered'")
    _planned_once = models.UniqueIndex(
        "(round_id, partner_id) WHERE state = 'planned'", "A contact is asked once in a round."
    )

    @api.depends("state", "score")
    def _compute_group(self):
        for answer in self:
            said = answer.state == ANSWERED
            answer.group = group_of(answer.score) if said else False
            worth = WORTH.get(answer.group, 0.0)
            answer.nps = answer.nps_low = answer.nps_high = worth

    @api.depends("date_asked", "date_answered")
    def _compute_counts(self):
        for answer in self:
            answer.is_asked = int(bool(answer.date_asked))
            answer.is_answered = answer.response_rate = int(bool(answer.date_answered))

    # asking
    def _get_survey(self):
        return self.round_id.survey_id or self.env.ref("crm_service.survey_nps")

    def _get_template(self):
        return self.env.ref("crm_service.mail_template_nps")

    def _get_pause(self):
        return self.round_id.pause_days

    def _get_deadline(self):
        return self.round_id._get_deadline()

    def _remind(self):
        """Send the second and last mail; called in sudo."""
        self.date_reminded = fields.Datetime.now()
        if self.user_input_id and self._get_refusal() is None:
            self._send(self.env.ref("crm_service.mail_template_nps_reminder"))

    # what follows
    def _note_answer(self):
        """A detractor is called: by the owner of the customer, once."""
        customer = self.commercial_partner_id
        user = customer.user_id.filtered("active") or self.round_id.user_id
        if self.group != DETRACTOR or not customer or not user:
            return
        lang = self.with_context(lang=user.lang)
        words = lang.env._(
            "%(contact)s answered %(score)s of 10. Why: %(words)s",
            contact=self.partner_id.name or "–",
            score=self.score,
            words=self.comment or "–",
        )
        customer.activity_schedule(
            "crm_service.mail_activity_type_dissatisfied",
            user_id=user.id,
            note=plaintext2html(words),
        )
