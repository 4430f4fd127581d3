from odoo import api, fields, models

from ...tools.intake.entry import TEXTS

ASKED = [
    ("contact_name", "Your Name"),
    ("partner_name", "Company"),
    ("function", "Job Position"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("country", "Country"),
    ("state", "State"),
    ("city", "City"),
    ("zip", "ZIP"),
    ("street", "Street"),
    ("website", "Website"),
    ("tag", "Topic"),
    ("subject", "Subject"),
    ("message", "Message"),
]
# how the browser of the visitor fills them in
AUTOCOMPLETE = {
    "contact_name": "name", "partner_name": "organization", "function": "organization-title",
    "email": "email", "phone": "tel", "country": "country", "state": "address-level1",
    "city": "address-level2", "zip": "postal-code", "street": "street-address",
    "website": "url",
}  # fmt: skip
TYPES = {
    "email": "email",
    "phone": "tel",
    "message": "textarea",
    "country": "select",
    "tag": "select",
}


class CrmSalesLeadFormField(models.Model):
    """What a form asks."""

    _name = "crm.sales.lead.form.field"
    _description = "Field of a Lead Form"
    _order = "sequence, id"

    form_id = fields.Many2one("crm.sales.lead.form", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(ASKED, "Asked", required=True)
    label = fields.Char("Other Words", translate=True, help="Empty: the usual word.")
    is_required = fields.Boolean("Required")

    _kind_uniq = models.UniqueIndex("(form_id, kind)", "A form asks each thing once.")

    @api.depends("kind", "label")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for field in self:
            field.display_name = field.label or labels.get(field.kind)

    def _prepare_input(self):
        """Return what the template of the form shows."""
        self.ensure_one()
        return {
            "name": self.kind,
            "label": self.display_name,
            "type": TYPES.get(self.kind, "text"),
            "autocomplete": AUTOCOMPLETE.get(self.kind, "off"),
            "is_required": self.is_required,
            "limit": {"email": 250, "phone": 60, "message": 5000}.get(self.kind)
            or TEXTS[self.kind],
            "choices": self._get_choices(),
        }

    def _get_choices(self):
        """Return pairs of value and text that the visitor may choose from."""
        if self.kind == "country":
            countries = self.env["res.country"].search([])  # pylint: disable=no-search-all
            return [(country.code, country.name) for country in countries]
        if self.kind == "tag":
            return [(str(tag.id), tag.name) for tag in self.form_id.tag_ids]
        return []
