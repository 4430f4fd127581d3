from odoo import api, models

WATCHED = {"user_ids", "all_user_ids", "implied_ids", "implied_by_ids"}


class ResGroups(models.Model):
    """Every change of who holds a group, also by what it implies, is logged."""

    _inherit = "res.groups"

    @api.model_create_multi
    def create(self, vals_list):
        if not any(WATCHED & vals.keys() for vals in vals_list):
            return super().create(vals_list)
        with self.env["crm.access.grant"]._watched(None):
            return super().create(vals_list)

    def write(self, vals):
        if not WATCHED & vals.keys():
            return super().write(vals)
        with self.env["crm.access.grant"]._watched(None):
            return super().write(vals)

    def unlink(self):
        with self.env["crm.access.grant"]._watched(None, is_unlink=True):
            return super().unlink()
