from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_dormant_days = fields.Integer(
        "Dormant After",
        default=180,
        help="A customer without an order for so many days is dormant. 0 for never.",
    )
    crm_lost_days = fields.Integer(
        "Lost After",
        default=365,
        help="A customer without an order for so many days is lost. 0 for never.",
    )
    crm_key_revenue = fields.Monetary(
        "Key Customer From",
        help="A customer with this revenue in 12 months is a key customer. 0 for none.",
    )

    _crm_lifecycle_days_valid = models.Constraint(
        "CHECK(crm_dormant_days >= 0 AND crm_lost_days >= 0"
        " AND (crm_lost_days = 0 OR crm_dormant_days <= crm_lost_days))",
        "Days are not negative, and a customer is dormant before it is lost.",
    )

    def write(self, vals):
        result = super().write(vals)
        if self._crm_lifecycle_fields() & vals.keys():
            self.env["crm.customer.profile"]._queue_all()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        self.env["crm.customer.profile"]._queue_all()
        return companies

    @api.model
    def _crm_lifecycle_fields(self):
        """Return the names of the settings that the facts of all customers rest on."""
        return {
            "active",
            "crm_dormant_days",
            "crm_key_revenue",
            "crm_lost_days",
            "currency_id",
            "resource_calendar_id",
        }
