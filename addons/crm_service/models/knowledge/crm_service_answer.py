from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty


class CrmServiceAnswer(models.Model):
    """What somebody of the service answers to a question."""

    _name = "crm.service.answer"
    _description = "Answer of an Expert"
    _inherit = ["crm.sealed.mixin"]
    _order = "id"
    _rec_name = "question_id"
    _sealed_fields = frozenset({"date"})

    question_id = fields.Many2one(
        "crm.service.question", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", "Answered By", required=True, default=lambda self: self.env.user
    )
    date = fields.Datetime("Answered On", default=lambda self: fields.Datetime.now(), readonly=True)
    body = fields.Html("Answer", required=True)
    is_accepted = fields.Boolean("Accepted", compute="_compute_is_accepted")

    _user_idx = models.Index("(user_id)")

    @api.depends("question_id.accepted_id")
    def _compute_is_accepted(self):
        for answer in self:
            answer.is_accepted = answer == answer.question_id.accepted_id

    @api.constrains("body")
    def _check_body(self):
        """:raise UserError: nothing is said"""
        if self.filtered(lambda answer: is_html_empty(answer.body)):
            raise UserError(self.env._("An answer needs some words."))

    @api.model_create_multi
    def create(self, vals_list):
        answers = super().create(vals_list)
        # sudo: the state of the question is written by the acts alone
        for answer in answers.sudo():
            answer.question_id._note_answer(answer)
        return answers

    @api.ondelete(at_uninstall=False)
    def _unlink_except_accepted(self):
        """:raise UserError: the answer was accepted"""
        if self.filtered("is_accepted"):
            raise UserError(self.env._("The accepted answer stays. Ask once more instead."))

    def action_accept(self):
        """Say that this answer helped."""
        self.ensure_one()
        self.question_id._accept(self)
