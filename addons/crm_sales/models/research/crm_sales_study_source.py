from odoo import api, fields, models
from odoo.exceptions import ValidationError

RELIABILITIES = [("1", "1 – Hearsay"), ("2", "2 – Plausible"), ("3", "3 – Checked")]


class CrmSalesStudySource(models.Model):
    """Where something was read: title, address, day, how far it can be relied upon."""

    _name = "crm.sales.study.source"
    _description = "Source of a Study"
    _order = "sequence, id"

    study_id = fields.Many2one("crm.sales.study", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="study_id.company_id")
    sequence = fields.Integer(default=10)
    name = fields.Char("Source", required=True)
    publisher = fields.Char()
    url = fields.Char("Address")
    date = fields.Date("Read On", default=fields.Date.context_today)
    reliability = fields.Selection(RELIABILITIES, required=True, default="2")
    note = fields.Text("What It Says")

    @api.constrains("url")
    def _check_url(self):
        """:raise ValidationError: an address that a browser would not open as a page"""
        for source in self.filtered("url"):
            scheme, _colon, rest = source.url.strip().partition("://")
            host = rest.split("/")[0]
            if scheme.lower() not in ("http", "https") or not host or " " in source.url.strip():
                raise ValidationError(
                    self.env._(
                        "%(url)s is no address of a page: it starts with https://.",
                        url=source.url,
                    )
                )
