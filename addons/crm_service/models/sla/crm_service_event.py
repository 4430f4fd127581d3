from odoo import fields, models


class CrmServiceEvent(models.Model):
    """That a policy applies from now on, with another limit, or no longer."""

    _inherit = "crm.service.event"

    kind = fields.Selection(
        selection_add=[("policy", "SLA Policy")], ondelete={"policy": "cascade"}
    )
    sla_id = fields.Many2one("crm.service.sla", "Policy", ondelete="restrict", readonly=True)
    seconds = fields.Integer(
        "Limit (s)", readonly=True, help="Working seconds; 0: the policy no longer applies."
    )

    _sla_idx = models.Index("(sla_id) WHERE sla_id IS NOT NULL")
