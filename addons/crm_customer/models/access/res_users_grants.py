from odoo import api, models

from .crm_access_grant import MADE

# what may change who holds which group
WATCHED = {"group_ids", "all_group_ids", "role", "active", "share"}


class ResUsers(models.Model):
    """Every change of a user's access groups is logged."""

    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        with self.env["crm.access.grant"]._watched([]):
            users = super().create(vals_list)
            self.env.cr.cache.setdefault(MADE, []).extend(users.ids)
        return users

    def write(self, vals):
        if not WATCHED & vals.keys():
            return super().write(vals)
        with self.env["crm.access.grant"]._watched(self.ids):
            return super().write(vals)

    def unlink(self):
        with self.env["crm.access.grant"]._watched(self.ids, is_unlink=True):
            return super().unlink()
