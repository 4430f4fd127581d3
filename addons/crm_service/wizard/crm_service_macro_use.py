from odoo import api, fields, models


class CrmServiceMacroUse(models.TransientModel):
    """Chooses a macro, and shows what it would say."""

    _name = "crm.service.macro.use"
    _description = "Use a Macro"

    ticket_ids = fields.Many2many("crm.service.ticket", string="Tickets", required=True)
    allowed_macro_ids = fields.Many2many("crm.service.macro", compute="_compute_allowed_macro_ids")
    macro_id = fields.Many2one("crm.service.macro", domain="[('id', 'in', allowed_macro_ids)]")
    preview = fields.Html(compute="_compute_preview", help="For the first of the tickets.")
    is_held = fields.Boolean(compute="_compute_preview")

    @api.depends("ticket_ids")
    def _compute_allowed_macro_ids(self):
        for wizard in self:
            wizard.allowed_macro_ids = wizard.macro_id._find_for(wizard.ticket_ids._origin)

    @api.depends("macro_id", "ticket_ids")
    def _compute_preview(self):
        for wizard in self:
            macro, ticket = wizard.macro_id, wizard.ticket_ids._origin[:1]
            wizard.preview = macro._render_answer(ticket) if macro and ticket else False
            wizard.is_held = bool(wizard.preview) and not macro.is_note

    def action_apply(self):
        """Use the macro on the tickets."""
        self.ensure_one()
        self.macro_id._apply(self.ticket_ids)
        if self.is_held:
            message = self.env._("The answer is sent in a minute. Undo Macro takes it back.")
        else:
            message = self.env._("Done. Undo Macro takes it back.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
