from odoo import api, fields, models
from odoo.tools import html2plaintext


class CrmSalesStudyInterview(models.Model):
    """Somebody who was asked for a study: who, when, what was said."""

    _name = "crm.sales.study.interview"
    _description = "Interview of a Study"
    _order = "date desc, id desc"

    study_id = fields.Many2one("crm.sales.study", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="study_id.company_id")
    interaction_id = fields.Many2one(
        "crm.customer.interaction",
        ondelete="set null",
        index="btree_not_null",
        help="Where the talk was recorded; its person, day and notes are taken over.",
    )
    partner_id = fields.Many2one(
        "res.partner", "Contact", ondelete="set null", index="btree_not_null"
    )
    person = fields.Char(help="Who is no contact of ours.")
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users",
        "Interviewer",
        ondelete="set null",
        default=lambda self: self.env.user,
        index="btree_not_null",
        domain="[('share', '=', False)]",
    )
    note = fields.Text("What Was Said")

    @api.depends("partner_id", "person", "date")
    def _compute_display_name(self):
        for interview in self:
            who = interview.partner_id.name or interview.person or self.env._("Somebody")
            interview.display_name = f"{who} · {interview.date or ''}"

    @api.onchange("interaction_id")
    def _onchange_interaction_id(self):
        talk = self.interaction_id
        if talk:
            self.partner_id = talk.contact_ids[:1] or talk.partner_id
            self.date = fields.Date.context_today(self, talk.date)
            self.note = self.note or html2plaintext(talk.note or "") or talk.name
