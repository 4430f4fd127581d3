from odoo import SUPERUSER_ID, api, models
from odoo.tools.misc import hash_sign, verify_hash_signed

from odoo.addons.crm_customer.tools.consent import ALLOWING, GRANTED

from .crm_service_invitation_mixin import PURPOSE

SCOPE = "crm_service.opt_out"


class CrmServiceInvitationMixin(models.AbstractModel):
    """How a contact says no to further questions: by a link in each mail, which never gets old."""

    _inherit = "crm.service.invitation.mixin"

    def _get_opt_out_url(self):
        self.ensure_one()
        token = hash_sign(self.env(su=True), SCOPE, [self._name, self.id])
        return f"{self.get_base_url()}/crm/opt-out/{token}"

    @api.model
    def _from_opt_out(self, token):
        """Return what was asked by the mail with this ``token``, None if there is none; in sudo."""
        try:
            name, number = verify_hash_signed(self.env(su=True), SCOPE, token) or (None, None)
        except ValueError:
            return None
        if name not in self._get_kinds():
            return None
        # sudo: the token lets the visitor in
        asked = self.env[name].sudo().browse(number).exists()
        return asked if asked.partner_id else None

    def _get_consent(self):
        """Return the word of ``tools.consent`` on what the contact says to such mails."""
        consents = self.env["crm.consent"].with_company(self._get_consent_company())
        purpose = self.env["crm.consent.purpose"]._by_code(PURPOSE)
        [(*_key, word)] = consents._verdicts(self.partner_id, ("email",), purpose)
        return word

    def _get_consent_company(self):
        # who has moved to another company since is asked by that one
        return self.partner_id.company_id or self.company_id

    def _is_opted_out(self):
        return self._get_consent() not in ALLOWING

    def _opt_out(self):
        """Record that the contact wants no such mails any more, once; called in sudo."""
        word = self._get_consent()
        if word not in ALLOWING:
            return
        self.env["crm.consent"].create(
            {
                "partner_id": self.partner_id.id,
                "purpose_id": self.env["crm.consent.purpose"]._by_code(PURPOSE).id,
                "company_id": self._get_consent_company().id,
                "channel": "email",
                "state": "withdrawn" if word == GRANTED else "refused",
                "source": "web",
                "user_id": SUPERUSER_ID,
                "proof": self.env._(
                    "By the link in the mail of %(date)s: %(what)s.",
                    date=self.date_asked,
                    what=self._description,
                ),
            }
        )
