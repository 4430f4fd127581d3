from odoo import api, fields, models


class CrmSalesLeadArrival(models.Model):
    """Mails that made no lead."""

    _inherit = "crm.sales.lead.arrival"

    @api.model
    def _note_ignored(self, msg_dict, reason):
        """Write down that a mail made no lead, and why."""
        texts = {
            "auto_reply": self.env._("Automatic reply"),
            "generated": self.env._("Sent by a program"),
            "list": self.env._("Mailing list"),
            "report": self.env._("Delivery report"),
        }
        self.create(
            {
                "date": fields.Datetime.now(),
                "channel": "email",
                "result": "ignored",
                "reason": texts[reason],
                "name": (msg_dict.get("subject") or "")[:200],
                "company_id": self.env.company.id,
            }
        )
