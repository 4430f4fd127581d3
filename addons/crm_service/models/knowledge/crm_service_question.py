from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

STATES = [
    ("open", "Open"),
    ("answered", "Answered"),
    ("solved", "Solved"),
]


class CrmServiceQuestion(models.Model):
    """What somebody of the service asks an expert; the accepted answer can become an article."""

    _name = "crm.service.question"
    _description = "Question to an Expert"
    _inherit = ["mail.thread", "mail.activity.mixin", "crm.sealed.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _sealed_fields = frozenset({"state", "accepted_id", "article_id", "date_solved"})

    name = fields.Char("What Is Asked", required=True, tracking=True)
    body = fields.Html("Details")
    state = fields.Selection(
        STATES, required=True, default="open", readonly=True, copy=False, tracking=True
    )
    asker_id = fields.Many2one(
        "res.users", "Asked By", required=True, default=lambda self: self.env.user, index=True
    )
    expert_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False)]",
        index="btree_not_null",
        tracking=True,
        help="Who is asked. Empty: whoever of the service knows.",
    )
    category_id = fields.Many2one(
        "crm.service.category", ondelete="restrict", index="btree_not_null"
    )
    product_id = fields.Many2one("product.product", index="btree_not_null")
    ticket_id = fields.Many2one(
        "crm.service.ticket", ondelete="set null", index="btree_not_null", check_company=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    answer_ids = fields.One2many("crm.service.answer", "question_id", "Answers")
    answer_count = fields.Integer("Number of Answers", compute="_compute_answer_count")
    accepted_id = fields.Many2one(
        "crm.service.answer", "Accepted Answer", readonly=True, copy=False, ondelete="set null"
    )
    date_solved = fields.Datetime("Solved On", readonly=True, copy=False)
    article_id = fields.Many2one(
        "crm.service.article", readonly=True, copy=False, index="btree_not_null"
    )
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")

    _state_idx = models.Index("(state, id DESC)")

    @api.depends("answer_ids")
    def _compute_answer_count(self):
        for question in self:
            question.answer_count = len(question.answer_ids)

    @api.depends("asker_id", "expert_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for question in self:
            question.is_mine = self.env.user in question.asker_id | question.expert_id

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return ["|", ("asker_id", "=", self.env.uid), ("expert_id", "=", self.env.uid)]

    @api.constrains("expert_id")
    def _check_expert_id(self):
        """:raise UserError: the expert could not read the question"""
        for question in self:
            expert = question.expert_id
            if expert and not expert.has_group("crm_service.group_service_own"):
                raise UserError(
                    self.env._(
                        "%(person)s has no access to the service and cannot answer.",
                        person=expert.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        for question in questions:
            question._ask()
        return questions

    def write(self, vals):
        before = {question: question.expert_id for question in self}
        result = super().write(vals)
        for question, expert in before.items():
            if question.expert_id != expert:
                question._ask()
        return result

    def _ask(self):
        """Give the expert an activity."""
        if self.expert_id and self.state == "open" and self.expert_id != self.env.user:
            self.activity_unlink(["mail.mail_activity_data_todo"])
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Answer the question"),
                user_id=self.expert_id.id,
            )

    def _note_answer(self, answer):
        """Tell the asker; called in sudo when an answer has come."""
        if self.state == "open":
            self.state = "answered"
        self.activity_feedback(["mail.mail_activity_data_todo"])
        if answer.user_id != self.asker_id:
            self.message_notify(
                partner_ids=self.asker_id.partner_id.ids,
                subject=self.name,
                body=answer.body,
                author_id=answer.user_id.partner_id.id,
            )

    def _accept(self, answer):
        """Take ``answer`` as the one that helped.

        :raise AccessError: neither the asker nor a manager says so
        """
        is_manager = self.env.user.has_group("crm_service.group_service_manager")
        if self.asker_id != self.env.user and not is_manager:
            raise AccessError(self.env._("Whoever asked says which answer helped."))
        # sudo: the state is written by the acts alone
        self.sudo().write(
            {
                "accepted_id": answer.id,
                "date_solved": fields.Datetime.now(),
                "state": "solved",
            }
        )

    def action_reopen(self):
        """Ask once more: the accepted answer did not help after all."""
        self.check_access("write")
        # sudo: the state is written by the acts alone
        self.sudo().write({"accepted_id": False, "date_solved": False, "state": "open"})

    def action_answer(self):
        """Open a new answer to the question."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer"),
            "res_model": "crm.service.answer",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_question_id": self.id},
        }

    def action_write_article(self):
        """Make an article of question and accepted answer, or open the one that was made.

        :raise UserError: no answer was accepted
        """
        self.ensure_one()
        if not self.accepted_id:
            raise UserError(self.env._("Accept the answer that helped first."))
        if not self.article_id:
            article = self.env["crm.service.article"].create(self._prepare_article())
            # sudo: written by this act alone
            self.sudo().article_id = article
        return self.article_id._get_records_action()

    def _prepare_article(self):
        parts = [part for part in (self.body, self.accepted_id.body) if part]
        return {
            "name": self.name,
            "kind": "faq",
            "body": Markup("<hr/>").join(Markup(part) for part in parts),
            "category_id": self.category_id.id,
            "product_ids": [fields.Command.set(self.product_id.ids)],
            "company_id": self.company_id.id,
        }
