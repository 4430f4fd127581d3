from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize


class CrmCustomerEmail(models.Model):
    """Another address from which a contact writes; filed mails are recognised by it."""

    _name = "crm.customer.email"
    _description = "Other Email Address"
    _rec_name = "email"
    _order = "email, id"

    partner_id = fields.Many2one(
        "res.partner", "Contact", required=True, ondelete="cascade", index=True
    )
    email = fields.Char(required=True, index=True)

    _email_uniq = models.UniqueIndex(
        "(email, partner_id)", "The contact has this email address already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalize(vals) for vals in vals_list])

    def write(self, vals):
        result = super().write(self._normalize(vals))
        if "partner_id" in vals:
            # the host checks rules before a write: nobody gives one to whom he may not edit
            self.check_access("write")
        return result

    def _normalize(self, vals):
        if "email" not in vals:
            return vals
        email = email_normalize(vals["email"] or "")
        if not email:
            raise ValidationError(
                self.env._("%(email)s is no email address.", email=vals["email"] or "")
            )
        return vals | {"email": email}
