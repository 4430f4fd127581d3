from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmConsentPurpose(models.Model):
    """What for somebody's data is used, and what the law asks for it."""

    _name = "crm.consent.purpose"
    _description = "Purpose of a Consent"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        copy=False,
        help="The word by which programs ask, for example marketing. It does not change.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    needs_grant = fields.Boolean(
        "Needs Consent",
        default=True,
        help="Nobody is addressed before saying yes. Otherwise everybody is, until saying no.",
    )
    is_separate = fields.Boolean(
        "Separate Consent",
        help="The law wants a consent of its own, with proof, apart from all others: "
        "sensitive data, export abroad.",
    )
    obeys_blacklist = fields.Boolean(
        "Obeys Blacklists",
        default=True,
        help="An e-mail address or phone number on a blacklist of Odoo counts as refused.",
    )
    writes_blacklist = fields.Boolean(
        "Refusal Blacklists",
        help="Who refuses or withdraws is also put on the blacklist of Odoo, so that no "
        "mailing of any app reaches the address any more.",
    )
    validity_months = fields.Integer(
        "Valid For (months)", help="How long a consent holds, 0 for until withdrawn."
    )
    description = fields.Text(
        translate=True, help="What the person is told when asked, in the words of your policy."
    )

    _code_uniq = models.Constraint("UNIQUE(code)", "Another purpose has this code.")
    _validity_positive = models.Constraint(
        "CHECK(validity_months >= 0)", "A consent cannot be valid for less than no time."
    )
    _separate_needs_grant = models.Constraint(
        "CHECK(NOT is_separate OR needs_grant)",
        "What needs a separate consent is not done without one.",
    )

    @api.constrains("code")
    def _check_code(self):
        for purpose in self:
            if not purpose.code.strip().isidentifier():
                raise ValidationError(
                    self.env._(
                        "The code %(code)s may have letters, digits and underscores only.",
                        code=purpose.code,
                    )
                )

    def write(self, vals):
        if "code" in vals and any(purpose.code != vals["code"] for purpose in self):
            raise ValidationError(
                self.env._("Programs ask by the code: add a purpose instead of changing it.")
            )
        return super().write(vals)

    @api.model
    def _by_code(self, code):
        """Return the purpose, whoever asks.

        :raise ValueError: there is no such purpose, or it is archived
        """
        # sudo: the words of a law are no secret, and jobs of every addon ask
        purpose = self.sudo().search([("code", "=", code)])
        if not purpose:
            raise ValueError(f"no purpose of consent {code!r}")
        return purpose
