from odoo import api, fields, models
from odoo.tools.misc import get_lang


class CrmServiceImprovementTell(models.TransientModel):
    """Shows who is told what became of an improvement, in which languages, before it is sent."""

    _name = "crm.service.improvement.tell"
    _description = "Tell the Askers"

    improvement_id = fields.Many2one("crm.service.improvement", required=True, ondelete="cascade")
    answer = fields.Text(related="improvement_id.answer")
    to_tell_count = fields.Integer("Will Be Told", compute="_compute_askers")
    told_count = fields.Integer("Told Already", compute="_compute_askers")
    no_email_count = fields.Integer("Without E-Mail", compute="_compute_askers")
    refused_count = fields.Integer("Do Not Want It", compute="_compute_askers")
    people = fields.Text(compute="_compute_askers")
    languages = fields.Char(compute="_compute_askers")

    @api.depends("improvement_id")
    def _compute_askers(self):
        names = dict(self.env["res.lang"].get_installed())
        for wizard in self:
            askers = wizard.improvement_id._find_askers() if wizard.improvement_id else {}
            people = askers.get("to_tell", self.env["res.partner"])
            wizard.to_tell_count = len(people)
            wizard.people = "\n".join(person.display_name for person in people)
            for word in ("told", "no_email", "refused"):
                wizard[f"{word}_count"] = len(askers.get(word, ()))
            codes = sorted({person.lang or get_lang(self.env).code for person in people})
            wizard.languages = ", ".join(names.get(code, code) for code in codes)

    def action_send(self):
        """Write to them, and say to how many."""
        self.ensure_one()
        self.improvement_id._check_may_improve()
        notices = self.improvement_id._tell()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("%(count)s people are told.", count=len(notices)),
                "type": "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
