from odoo import fields, models


class CrmLead(models.Model):
    """The ticket that an opportunity came of."""

    _inherit = "crm.lead"

    crm_ticket_id = fields.Many2one(
        "crm.service.ticket",
        "Service Ticket",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        groups="crm_service.group_service_own",
    )

    def action_view_crm_ticket(self):
        """Open the ticket that the opportunity came of."""
        return self.crm_ticket_id._get_records_action()
