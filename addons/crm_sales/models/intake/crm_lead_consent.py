from odoo import models


class CrmLead(models.Model):
    """A consent that was given with an enquiry is recorded when the lead becomes a contact.

    Not for who is a contact already: nobody has proven that it was the person.
    """

    _inherit = "crm.lead"

    def _create_customer(self, with_parent=None):
        partner = super()._create_customer(with_parent=with_parent)
        # sudo: facts of the lead that the user converts
        arrivals = self.sudo().crm_arrival_ids.filtered(
            lambda arrival: arrival.is_consent and arrival.consent_purpose_id
        )
        arrivals.env["crm.consent"].create(
            [
                {
                    "partner_id": partner.id,
                    "purpose_id": arrival.consent_purpose_id.id,
                    "channel": "any",
                    "state": "granted",
                    "date": arrival.date,
                    "source": "web",
                    "proof": arrival.consent_text,
                    "company_id": arrival.company_id.id,
                    "user_id": self.env.uid,
                }
                for arrival in arrivals
            ]
        )
        return partner
