from odoo import fields, models


class CrmServiceTeam(models.Model):
    """What a team opens to people without an account."""

    _inherit = "crm.service.team"

    is_web_form = fields.Boolean(
        "Public Form",
        tracking=True,
        help="Everybody can send this team a ticket at /service/new, without an account.",
    )
    web_form_limit = fields.Integer(
        "Entries per Hour",
        default=10,
        help="How many entries of the public form are taken within an hour from one network "
        "address, and from one e-mail address.",
    )

    _web_form_limit_valid = models.Constraint(
        "CHECK(web_form_limit > 0)", "At least one entry per hour has to be taken."
    )
