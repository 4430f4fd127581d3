from odoo import models
from odoo.tools import SQL


class CrmErasure(models.Model):
    """What was granted to a portal user stays in the log, without the name."""

    _inherit = "crm.erasure"

    def _erase_res_users(self, users):
        result = super()._erase_res_users(users)
        self.env.flush_all()
        # past the model, whose rows nobody changes
        self.env.execute_query(
            SQL(
                "UPDATE crm_access_grant SET user_name = %s WHERE user_id = ANY(%s) RETURNING 1",
                self.pseudonym,
                users.ids,
            )
        )
        self.env["crm.access.grant"].invalidate_model(["user_name"], flush=False)
        return result
