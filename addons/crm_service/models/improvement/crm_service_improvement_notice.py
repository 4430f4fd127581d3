from odoo import api, fields, models


class CrmServiceImprovementNotice(models.Model):
    """Who was told what became of an improvement: each person once."""

    _name = "crm.service.improvement.notice"
    _description = "Improvement Notice"
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    improvement_id = fields.Many2one(
        "crm.service.improvement", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="improvement_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner", "Contact", required=True, readonly=True, index=True, ondelete="cascade"
    )
    date = fields.Datetime("Told On", required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", "Told By", readonly=True, ondelete="set null")
    state = fields.Selection(
        lambda self: (
            self.env["crm.service.improvement"]._fields["state"]._description_selection(self.env)
        ),
        "Stage Told",
        readonly=True,
    )
    lang = fields.Selection("_selection_lang", "Language", readonly=True)
    said = fields.Text("What They Had Said", compute="_compute_said")

    _once = models.UniqueIndex("(improvement_id, partner_id)", "This person was told already.")
    _date_idx = models.Index("(date DESC, id DESC)")

    @api.model
    def _selection_lang(self):
        """Languages that have been switched off, too: somebody was told in them."""
        langs = self.env["res.lang"].with_context(active_test=False)
        langs = langs.search([])  # pylint: disable=no-search-all
        return [(lang.code, lang.name) for lang in langs]

    def _compute_said(self):
        """The summaries of what this person said, for the mail."""
        for notice in self:
            feedback = notice.improvement_id.feedback_ids.filtered(
                lambda one, person=notice.partner_id: one._get_asker() == person
            )
            notice.said = "\n".join(feedback.mapped("name"))
