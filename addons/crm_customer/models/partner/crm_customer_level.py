from odoo import fields, models


class CrmCustomerLevel(models.Model):
    _name = "crm.customer.level"
    _description = "Customer Level"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer(default=0)
    description = fields.Text(
        translate=True, help="When a customer belongs to this level, in a sentence."
    )
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Leave empty to use the level in every company.",
    )

    # what the level means
    is_key = fields.Boolean(
        string="Key Customers",
        help="Customers of this level who buy are in the lifecycle stage Key Customer.",
    )
    follow_up_days = fields.Integer(
        string="Follow Up After",
        default=0,
        help="Days without contact after which a follow-up is planned for the owner. 0 plans none.",
    )

    # counters
    customer_count = fields.Integer(string="Customers", compute="_compute_customer_count")

    _follow_up_days_positive = models.Constraint(
        "CHECK(follow_up_days >= 0)",
        "The days without contact cannot be negative.",
    )
    _name_uniq = models.UniqueIndex(
        "((name->>'en_US'), COALESCE(company_id, 0))",
        "This customer level exists already.",
    )

    def _compute_customer_count(self):
        groups = self.env["res.partner"]._read_group(
            [("crm_level_id", "in", self.ids), ("crm_code", "!=", False)],
            ["crm_level_id"],
            ["__count"],
        )
        counts = {level.id: count for level, count in groups}
        for level in self:
            level.customer_count = counts.get(level.id, 0)

    def action_open_customers(self):
        """Open the customers of this level."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.res_partner_action_customers"
        )
        return action | {"context": {"crm_customer": True, "search_default_crm_level_id": self.id}}
