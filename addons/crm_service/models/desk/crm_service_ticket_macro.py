from odoo import api, fields, models


class CrmServiceTicket(models.Model):
    """Macros on one ticket or on many, and the way back."""

    _inherit = "crm.service.ticket"

    can_undo_macro = fields.Boolean(compute="_compute_can_undo_macro")

    @api.depends_context("uid")
    def _compute_can_undo_macro(self):
        # sudo: the user's own runs
        undoable = self.env["crm.service.macro.run"]._find_undoable(self).sudo().ticket_id
        for ticket in self:
            ticket.can_undo_macro = ticket._origin in undoable

    @api.model
    def mail_allowed_qweb_expressions(self):
        """What a macro may show, beside the host's."""
        return (
            *super().mail_allowed_qweb_expressions(),
            "object.number",
            "object.commercial_partner_id.name",
            "object.order_id.name",
            "object.product_id.name",
            "object.serial_number",
            "object.team_id.name",
            "object.company_id.name",
        )

    def action_macro(self):
        """Open the dialog that chooses a macro for these tickets."""
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_macro_use_action"
        )
        return action | {"context": {"default_ticket_ids": [fields.Command.set(self.ids)]}}

    def action_undo_macro(self):
        """Take back the user's last macro on these tickets.

        :raise UserError: it is too late
        """
        runs = self.env["crm.service.macro.run"]._find_undoable(self)
        left = "\n".join(filter(None, runs._undo()))
        message = self.env._("Undone, but for what was touched since:\n%(list)s", list=left)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message if left else self.env._("The macro was undone."),
                "type": "warning" if left else "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
