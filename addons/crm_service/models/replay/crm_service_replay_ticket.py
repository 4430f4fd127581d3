from odoo import fields, models

VERDICTS = [("met", "Met"), ("breached", "Breached"), ("open", "Not Decided")]


class CrmServiceReplayTicket(models.Model):
    """A ticket with another verdict under the change."""

    _name = "crm.service.replay.ticket"
    _description = "Ticket With Another Verdict"
    _order = "sla_id, ticket_id, id"
    _log_access = False

    replay_id = fields.Many2one(
        "crm.service.replay", required=True, ondelete="cascade", readonly=True, index=True
    )
    ticket_id = fields.Many2one(
        "crm.service.ticket", required=True, ondelete="cascade", readonly=True, index=True
    )
    sla_id = fields.Many2one(
        "crm.service.sla", "Policy", required=True, ondelete="cascade", readonly=True
    )
    month = fields.Date(readonly=True)
    verdict = fields.Selection(VERDICTS, "Now", readonly=True)
    new_verdict = fields.Selection(VERDICTS, "Under the Change", readonly=True)
    hours = fields.Float("Took", readonly=True, help="In working hours; 0: not reached.")
    new_hours = fields.Float("Would Have Taken", readonly=True)

    def action_view_ticket(self):
        """Open the ticket."""
        self.ensure_one()
        return self.ticket_id._get_records_action(name=self.ticket_id.display_name)

    def _view_tickets(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_ticket_action"
        )
        found = {
            "domain": [("id", "in", self.ticket_id.ids)],
            "context": {"active_test": False},
        }
        return action | found | {"display_name": self.env._("Verdicts That Change")}
