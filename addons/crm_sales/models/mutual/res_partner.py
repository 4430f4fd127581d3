from odoo import models

from odoo.addons.crm_customer.tools.personal_data import ANONYMISE, Holding


class ResPartner(models.Model):
    """Plans that were shared with a person, and the steps that were theirs."""

    _inherit = "res.partner"

    def _crm_personal_data(self):
        return [
            *super()._crm_personal_data(),
            Holding(
                self.env._("Shared Mutual Plans"),
                self._crm_search_of_people("crm.sales.mutual.share", "partner_id"),
                ("lead_id", "date_until", "date_seen"),
            ),
            Holding(
                self.env._("Steps of Mutual Plans"),
                self._crm_search_of_people("crm.sales.mutual.step", "partner_id"),
                ("lead_id", "name", "date_due", "date_done", "done_by"),
                ANONYMISE,
                self.env._("What was agreed stays with the opportunity; the name is removed."),
                ("done_by",),
            ),
        ]
