from odoo import api, fields, models


class CrmCustomerExternalKey(models.Model):
    _name = "crm.customer.external.key"
    _description = "External Key"
    _inherit = ["crm.customer.detail.mixin"]
    _order = "system_id, key, id"
    _rec_name = "key"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="cascade"
    )
    system_id = fields.Many2one("crm.customer.external.system", required=True, ondelete="restrict")
    key = fields.Char(
        required=True, help="What the other system calls this customer, for example 10045."
    )

    _system_key_uniq = models.UniqueIndex(
        "(system_id, key)",
        "Another customer has this key in the same external system.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._clean_key(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._clean_key(vals))

    @api.model
    def _clean_key(self, vals):
        """Keys typed or imported with a blank more or less are the same key."""
        if vals.get("key"):
            return vals | {"key": vals["key"].strip()}
        return vals
