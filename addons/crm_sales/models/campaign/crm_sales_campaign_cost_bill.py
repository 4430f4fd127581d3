from odoo import api, models

BILLS = ("in_invoice", "in_refund", "in_receipt")


class CrmSalesCampaignCost(models.Model):
    """Costs that posted vendor bills tell of."""

    _inherit = "crm.sales.campaign.cost"

    @api.model
    def _note_bills(self, moves):
        """Let the costs be what the lines of ``moves`` say now."""
        bills = moves.filtered(lambda move: move.move_type in BILLS)
        if not bills:
            return
        # sudo: the books say it, whoever posts; most bills have nothing to do with campaigns
        lines = self.env["account.move.line"].sudo()
        self._note_bill_lines(
            lines.search([("move_id", "in", bills.ids), ("crm_campaign_id", "!=", False)])
        )

    @api.model
    def _note_bill_lines(self, lines):
        """Write, change or take back the cost of each of ``lines``."""
        # sudo: costs of bills are written by the bills alone
        lines, costs = lines.sudo(), self.sudo()
        known = {
            cost.move_line_id: cost for cost in costs.search([("move_line_id", "in", lines.ids)])
        }
        missing = []
        for line in lines:
            cost = known.get(line, costs.browse())
            if line.crm_campaign_id and self._is_cost(line):
                values = self._prepare_bill_cost(line)
                if cost:
                    cost.write(values)
                else:
                    missing.append(values)
            else:
                cost.unlink()
        costs.create(missing)

    @api.model
    def _is_cost(self, line):
        move = line.move_id
        return (
            move.state == "posted" and move.move_type in BILLS and line.display_type == "product"
        )

    @api.model
    def _prepare_bill_cost(self, line):
        """Return the values of the cost: what the line added to the books, credit subtracts."""
        return {
            "campaign_id": line.crm_campaign_id.id,
            "date": line.move_id.invoice_date or line.date,
            "name": False,
            "kind": self._get_bill_kind(line),
            "company_id": line.company_id.id,
            "currency_id": line.company_id.currency_id.id,
            "amount": line.balance,
            "origin": "bill",
            "move_line_id": line.id,
        }

    @api.model
    def _get_bill_kind(self, line):
        """Return the kind that the budget of the campaign has for the vendor, else others."""
        budget = line.crm_campaign_id.crm_budget_ids.filtered(
            lambda one: one.partner_id.commercial_partner_id
            == line.partner_id.commercial_partner_id
            and one.partner_id
        )
        return budget[:1].kind or "other"
