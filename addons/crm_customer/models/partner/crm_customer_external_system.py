from odoo import fields, models


class CrmCustomerExternalSystem(models.Model):
    _name = "crm.customer.external.system"
    _description = "External System"
    _order = "sequence, name, id"

    name = fields.Char(required=True)
    code = fields.Char(
        required=True,
        help="Short name by which imports and other programs say which system a key "
        "belongs to, for example ERP or TMALL.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    key_count = fields.Integer(string="Keys", compute="_compute_key_count")

    _code_uniq = models.UniqueIndex("(code)", "Another external system has this code already.")

    def _compute_key_count(self):
        groups = self.env["crm.customer.external.key"]._read_group(
            [("system_id", "in", self.ids)], ["system_id"], ["__count"]
        )
        counts = {system.id: count for system, count in groups}
        for system in self:
            system.key_count = counts.get(system.id, 0)

    def action_open_keys(self):
        """Open the keys by which this system knows customers."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "crm.customer.external.key",
            "view_mode": "list",
            "views": [
                (self.env.ref("crm_customer.crm_customer_external_key_view_list_system").id, "list")
            ],
            "domain": [("system_id", "=", self.id)],
        }
