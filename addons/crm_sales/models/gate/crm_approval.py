from odoo import api, fields, models

from odoo.addons.crm_customer.tools.approval import engine


class CrmApproval(models.Model):
    """An approved override of stage rules lets one move pass, once."""

    _inherit = "crm.approval"

    sales_date_used = fields.Datetime(
        "Used On",
        readonly=True,
        copy=False,
        help="When the move past the stage rules was made that was approved.",
    )

    def _sales_is_for(self, lead, start, goal):
        """Say whether it lets ``lead`` move from ``start`` to ``goal``."""
        self.ensure_one()
        values = self.approved_values or {}
        return (
            self.res_id == lead.id
            and values.get("stage_id") == goal.id
            and (values.get("start_id") or False) == start.id
        )

    @api.model
    def _sales_grant(self, lead, rule, values, reason):
        """Keep an override that a rule grants without being asked; return it, in sudo.

        The caller has checked that the user may move the lead.
        """
        amount, currency = lead._approval_amount(rule.kind, values)
        # sudo: requests are written by their own acts alone
        approval = self.sudo().create(
            {
                "kind": rule.kind,
                "res_model": lead._name,
                "res_id": lead.id,
                "subject": lead.display_name,
                "description": lead._approval_summary(rule.kind, values),
                "amount": amount,
                "currency_id": currency.id,
                "reason": reason,
                "approved_values": values,
                "digest": engine.digest(values),
                "user_id": self.env.uid,
                "company_id": lead._approval_company().id,
                "rule_id": rule.id,
                "state": "approved",
                "date_end": fields.Datetime.now(),
            }
        )
        approval._log("requested", comment=reason)
        approval._note_on_subject(lead.sudo())
        return approval
