import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.fields import Domain

_logger = logging.getLogger(__name__)
PURPOSE = "survey"
PLANNED, ASKED, ANSWERED, SKIPPED = "planned", "asked", "answered", "skipped"
REASONS = [
    ("no_email", "No e-mail address"),
    ("refused", "Does not want to be asked"),
    ("too_soon", "Was asked a short time ago"),
    ("cancelled", "Cancelled"),
    ("failed", "The mail could not be written"),
]


class CrmServiceInvitationMixin(models.AbstractModel):
    """A question that is put to a contact once, by mail, with a survey of the host.

    Who was asked stands here for good, with what was true of the customer then: the survey and
    its answers may be deleted. Written by the system alone; each is sent in a transaction of
    its own, so that a killed worker sends nothing twice.
    """

    _name = "crm.service.invitation.mixin"
    _description = "Question to a Contact"
    _rec_name = "partner_id"
    _asked_about = ()  #: the fields that say what the question is about

    partner_id = fields.Many2one(
        "res.partner", "Contact", readonly=True, index="btree_not_null", ondelete="set null"
    )
    commercial_partner_id = fields.Many2one(
        "res.partner", "Customer", readonly=True, index="btree_not_null", ondelete="set null"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    # what was true when the contact was asked
    user_id = fields.Many2one("res.users", "Owner", readonly=True, index="btree_not_null")
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    level_id = fields.Many2one("crm.customer.level", "Customer Level", readonly=True)

    # how it went
    state = fields.Selection(
        [
            (PLANNED, "To Be Asked"),
            (ASKED, "Asked"),
            (ANSWERED, "Answered"),
            (SKIPPED, "Not Asked"),
        ],
        required=True,
        readonly=True,
        default=PLANNED,
    )
    reason = fields.Selection(REASONS, "Why Not", readonly=True)
    date_asked = fields.Datetime("Asked On", readonly=True)
    date_answered = fields.Datetime("Answered On", readonly=True)
    score = fields.Integer("Score Given", readonly=True, aggregator="avg")
    comment = fields.Text("Reason Given", readonly=True)
    user_input_id = fields.Many2one(
        "survey.user_input",
        "Answers to the Survey",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        groups="survey.group_survey_user",
    )

    # what each of them says
    def _get_survey(self):
        """Return the survey that is answered."""
        raise NotImplementedError

    def _get_template(self):
        """Return the mail that asks: its context holds ``crm_survey_url``, ``crm_opt_out_url``."""
        raise NotImplementedError

    def _get_pause(self):
        """Return within how many days a contact is not asked again; 0: always."""
        raise NotImplementedError

    def _get_deadline(self):
        """Return until when the answer counts, False: for ever."""
        return False

    def _note_answer(self):
        """Do what follows from an answer, which was just taken."""

    @api.model
    def _prepare_facts(self, partner, company, owner=None):
        """Return what is true of the customer of a contact now."""
        customer = partner.commercial_partner_id
        owner = owner or customer.user_id
        return {
            "partner_id": partner.id,
            "commercial_partner_id": customer.id,
            "company_id": company.id,
            "user_id": owner.id,
            "team_id": owner.sale_team_id.id,
            "level_id": customer.crm_level_id.id,
        }

    # asking
    def _try_to_ask(self):
        """Ask; a mail that cannot be written does not hold up those after it."""
        try:
            with self.env.cr.savepoint():
                self._ask()
        except OperationalError:
            raise
        except Exception:
            _logger.exception("%s: nobody could be asked", self)
            self._skip("failed")

    def _ask(self):
        """Send the mail, if nothing is against it; called in sudo."""
        self.ensure_one()
        reason = self._get_obstacle()
        if reason:
            self._skip(reason)
            return
        answers = self.env["survey.user_input"].create(self._prepare_answers())
        self.write(
            {
                "state": ASKED,
                "date_asked": fields.Datetime.now(),
                "user_input_id": answers.id,
            }
        )
        self._send(self._get_template())

    def _prepare_answers(self):
        survey, lang = self._get_survey(), self.partner_id.lang
        return {
            "survey_id": survey.id,
            "partner_id": self.partner_id.id,
            "email": self.partner_id.email,
            "deadline": self._get_deadline(),
            "lang_id": self.env["res.lang"]._get_data(code=lang or self.env.lang).id,
            # of its own: the host counts attempts by it
            "invite_token": self.env["survey.user_input"]._generate_invite_token(),
        }

    def _send(self, template):
        path = self.user_input_id.get_start_url()
        template.with_context(
            crm_survey_url=f"{self.get_base_url()}{path}", crm_opt_out_url=self._get_opt_out_url()
        ).send_mail(
            self.id,
            # whoever reads a thread would find the key to the answer
            email_values={"model": False, "res_id": False},
            email_layout_xmlid="mail.mail_notification_light",
        )

    def _skip(self, reason):
        self.write({"state": SKIPPED, "reason": reason})

    def _get_obstacle(self):
        """Return why the contact is not asked, None if nothing is against it."""
        reason = self._get_refusal()
        if not reason and self._is_too_soon(self.partner_id, self._get_pause()):
            return "too_soon"
        return reason

    def _get_refusal(self):
        """Return why the contact may not be written to, None if it may."""
        if not self.partner_id.email_normalized:
            return "no_email"
        consents = self.env["crm.consent"].with_company(self.company_id)
        allowed = consents._filter_allowed(self.partner_id, "email", PURPOSE)
        return None if allowed else "refused"

    @api.model
    def _is_too_soon(self, partner, days):
        """Say whether a contact was asked anything about satisfaction within ``days``."""
        if not days:
            return False
        since = Domain("crm_date_asked", ">", fields.Datetime.now() - timedelta(days=days))
        rated = self.env["rating.rating"].search_count(since & self._same(partner), limit=1)
        return bool(rated) or self._is_asked_within(partner, days)

    @api.model
    def _is_asked_within(self, partner, days):
        """Say whether a contact, or its address, was asked by a survey within ``days``."""
        since = Domain("date_asked", ">", fields.Datetime.now() - timedelta(days=days))
        asked = since & self._same(partner)
        return any(self.env[name].search_count(asked, limit=1) for name in self._get_kinds())

    @api.model
    def _same(self, partner):
        same = Domain("partner_id", "=", partner.id)
        if partner.email_normalized:
            same |= Domain("partner_id.email_normalized", "=", partner.email_normalized)
        return same

    @api.model
    def _get_kinds(self):
        """Return the models that ask contacts by this mixin."""
        children = self.pool["crm.service.invitation.mixin"]._inherit_children
        return [name for name in children if not self.env[name]._abstract]

    # the answer
    def _take(self, answers):
        """Take what was answered, once; called in sudo.

        :param answers: the ``survey.user_input`` that is completed
        """
        self.ensure_one()
        lines = answers.user_input_line_ids.filtered(lambda line: not line.skipped)
        scales = lines.filtered(lambda line: line.answer_type == "scale")
        if self.state != ASKED or not scales:
            return
        words = lines.filtered(lambda line: line.answer_type in ("text_box", "char_box"))
        said = [line.value_text_box or line.value_char_box for line in words]
        self.write(
            {
                "state": ANSWERED,
                "date_answered": fields.Datetime.now(),
                "score": scales[0].value_scale,
                "comment": "\n".join(filter(None, said)) or False,
            }
        )
        self._note_answer()
