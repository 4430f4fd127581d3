from odoo import api, fields, models
from odoo.exceptions import UserError


class ReportStatement(models.AbstractModel):
    """Statement of account of a customer (对账单), from the collection plans one may read."""

    _name = "report.crm_sales.report_statement"
    _description = "Statement of Account"

    @api.model
    def _get_report_values(self, docids, data=None):
        partners = self.env["res.partner"].browse(docids).commercial_partner_id
        plans = self.env["crm.sales.collection"].search(
            [("partner_id", "in", partners.ids), ("state", "in", ("open", "done"))],
            order="partner_id, currency_id, id",
        )
        if not plans:
            raise UserError(self.env._("There is no running collection plan to state."))
        return {
            "doc_ids": partners.ids,
            "doc_model": "res.partner",
            "docs": plans.partner_id,
            "today": fields.Date.context_today(self),
            "get_parts": lambda partner: self._get_parts(
                plans.filtered(lambda plan: plan.partner_id == partner)
            ),
        }

    @api.model
    def _get_parts(self, plans):
        """Return a part per company and currency: its plans, their sums, the rest in capitals."""
        parts = []
        for (company, currency), group in plans.grouped(
            lambda plan: (plan.company_id, plan.currency_id)
        ).items():
            sums = {
                name: sum(group.mapped(name))
                for name in ("amount", "amount_received", "amount_open", "amount_overdue")
            }
            parts.append(
                {
                    "company": company,
                    "currency": currency,
                    "plans": group,
                    "capitals": currency._crm_in_capitals(sums["amount_open"]),
                    **sums,
                }
            )
        return parts
