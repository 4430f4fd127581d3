from odoo import models

from odoo.addons.crm_customer.tools.personal_data import ANONYMISE, Holding


class ResPartner(models.Model):
    """What somebody said in interviews is personal data."""

    _inherit = "res.partner"

    def _crm_personal_data(self):
        return [
            *super()._crm_personal_data(),
            Holding(
                self.env._("Interviews for Market Studies"),
                self._crm_search_of_people("crm.sales.study.interview", "partner_id"),
                ("study_id", "date", "note"),
                ANONYMISE,
                self.env._("That somebody was asked is a fact; what was said is removed."),
                ("person", "note"),
            ),
            Holding(
                self.env._("Quoted in Market Findings"),
                self._crm_search_of_people("crm.sales.finding.evidence", "interview_id.partner_id"),
                ("finding_id", "name", "origin"),
                ANONYMISE,
                self.env._("The finding stays; the words and the name are removed."),
            ),
        ]
