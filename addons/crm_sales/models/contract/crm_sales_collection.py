from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CrmSalesCollection(models.Model):
    """Plans of a contract collect the money of its orders that have no plan of their own."""

    _inherit = "crm.sales.collection"

    contract_id = fields.Many2one(
        "crm.sales.contract",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )

    @api.model
    def _prepare_from_contract(self, contract):
        """Return the values of the plan of ``contract``, one instalment after signing."""
        name = self.env._("Full amount")
        line = {
            "name": name,
            "percent": 100,
            "event": "signing",
            "date_event": contract.date_signed,
        }
        return {
            "contract_id": contract.id,
            "partner_id": contract.commercial_partner_id.id,
            "user_id": contract.user_id.id or self.env.uid,
            "company_id": contract.company_id.id,
            "currency_id": contract.currency_id.id,
            "amount": contract.amount,
            "line_ids": [fields.Command.create(line)],
        }

    def _get_subject_name(self):
        if self.contract_id and not self.order_id:
            # sudo: the name alone, of what the plan is about
            return self.contract_id.sudo().display_name
        return super()._get_subject_name()

    def _get_request_source(self):
        return self.order_id or self.contract_id or super()._get_request_source()

    def _sql_plan_orders(self):
        self.env["sale.order"].flush_model(["crm_contract_id"])
        return SQL(
            """
            %(own)s
            UNION
            SELECT plan.id, sale.id
              FROM crm_sales_collection plan
              JOIN sale_order sale ON sale.crm_contract_id = plan.contract_id
             WHERE plan.id = ANY(%(ids)s) AND plan.order_id IS NULL
               AND NOT EXISTS (
                   SELECT FROM crm_sales_collection other
                    WHERE other.order_id = sale.id AND other.state <> 'cancelled')
            """,
            own=super()._sql_plan_orders(),
            ids=self.ids,
        )

    @api.model
    def _domain_of_orders(self, order_ids):
        of_contract = Domain("contract_id.order_ids", "in", order_ids)
        return super()._domain_of_orders(order_ids) | (
            of_contract & Domain("order_id", "=", False) & Domain("state", "!=", "cancelled")
        )

    def action_open_contract(self):
        return self.contract_id._get_records_action()
