from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.intake.mapping import Line, MappingError, parse_path

TARGETS = [
    ("key", "Key (each submission once)"),
    ("subject", "Subject"),
    ("contact_name", "Name of the person"),
    ("partner_name", "Company"),
    ("function", "Job Position"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("website", "Website"),
    ("street", "Street"),
    ("city", "City"),
    ("zip", "ZIP"),
    ("state", "State"),
    ("country", "Country"),
    ("lang", "Language"),
    ("campaign", "Campaign"),
    ("medium", "Medium"),
    ("source", "Source"),
    ("tag", "Topic"),
    ("value", "Expected Revenue"),
    ("message", "Message"),
]


class CrmSalesLeadWebhookField(models.Model):
    """Where in what is sent a field of the enquiry is."""

    _name = "crm.sales.lead.webhook.field"
    _description = "Field of a Lead Webhook"
    _order = "sequence, id"
    _rec_name = "target"

    webhook_id = fields.Many2one(
        "crm.sales.lead.webhook", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    target = fields.Selection(TARGETS, "Field", required=True)
    path = fields.Char(
        help="For example contact.email, phones[0] or field_data[name=email].values[0]."
    )
    default = fields.Char("Otherwise", help="What is taken where nothing is sent.")
    transform = fields.Selection(
        [
            ("lower", "Small Letters"),
            ("title", "Capital First Letters"),
            ("digits", "Digits Only"),
            ("first_line", "First Line"),
            ("no_html", "Without HTML"),
        ],
        "Change",
    )

    @api.constrains("path", "default")
    def _check_path(self):
        for line in self:
            if not line.path and not line.default:
                raise ValidationError(self.env._("Say where a field is, or what is taken always."))
            try:
                if line.path:
                    parse_path(line.path)
            except MappingError as error:
                raise ValidationError(
                    self.env._(
                        "%(path)s is no path. Write names with dots: contact.email, phones[0].",
                        path=line.path,
                    )
                ) from error

    def _prepare_line(self):
        """Return the engine's ``Line``."""
        return Line(self.target, self.path or "", self.default or "", self.transform or "")
