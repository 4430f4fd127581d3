import base64
import secrets

from reportlab.graphics.barcode import createBarcodeDrawing

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import email_normalize

from ...tools.intake.text import line_of, text_of
from .crm_lead_take_in import Origin

DEFAULT_FIELDS = (
    ("contact_name", True),
    ("partner_name", False),
    ("phone", True),
    ("email", False),
    ("message", False),
)


class CrmSalesLeadForm(models.Model):
    """A page that anybody may fill in, without a website and without an account.

    Its address holds a token that cannot be guessed; whoever has it can enquire and no more.
    """

    _name = "crm.sales.lead.form"
    _description = "Lead Form"
    _inherit = ["mail.thread"]
    _order = "sequence, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, help="As you call it; visitors do not see it.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, help="Off: the page says that it is closed.")
    token = fields.Char(
        readonly=True, copy=False, required=True, default=lambda self: secrets.token_urlsafe(16)
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    url = fields.Char("Address", compute="_compute_url")
    qr_url = fields.Char("Address in the QR Code", compute="_compute_url")
    embed_code = fields.Text("For Your Website", compute="_compute_url")
    # what it shows
    title = fields.Char(
        required=True, translate=True, default=lambda self: self.env._("Contact us")
    )
    intro = fields.Text("Introduction", translate=True)
    thanks = fields.Text(
        translate=True,
        default=lambda self: self.env._("Thank you. We will get back to you soon."),
    )
    lang = fields.Selection(
        "_selection_lang", "Language", help="Empty: that of the visitor's browser."
    )
    field_ids = fields.One2many(
        "crm.sales.lead.form.field",
        "form_id",
        "Fields",
        copy=True,
        default=lambda self: self._default_fields(),
    )
    tag_ids = fields.Many2many(
        "crm.tag",
        string="Topics",
        groups="sales_team.group_sale_salesman",
        help="What the visitor chooses from.",
    )
    # what becomes of it
    team_id = fields.Many2one("crm.team", "Sales Team", check_company=True)
    campaign_id = fields.Many2one("utm.campaign", index="btree_not_null")
    medium_id = fields.Many2one("utm.medium")
    source_id = fields.Many2one("utm.source")
    # consent
    consent_text = fields.Text(
        "Consent",
        translate=True,
        help="Shown with a box to tick. The words are kept as proof with each enquiry.",
    )
    is_consent_required = fields.Boolean("Consent Required")
    consent_purpose_id = fields.Many2one(
        "crm.consent.purpose",
        "Consent For",
        domain="[('is_separate', '=', False)]",
        help="When the lead becomes a new contact, the consent is recorded there.",
    )
    # protection
    hourly_limit = fields.Integer(
        "Entries per Hour",
        default=20,
        help="How many entries are taken within an hour from one network address; from one"
        " e-mail address or number it is five.",
    )
    arrival_count = fields.Integer("Entries", compute="_compute_arrival_count")

    _token_uniq = models.UniqueIndex("(token)")
    _limit_valid = models.Constraint(
        "CHECK(hourly_limit > 0)", "At least one entry per hour has to be taken."
    )

    @api.model
    def _selection_lang(self):
        return self.env["res.lang"].get_installed()

    @api.model
    def _default_fields(self):
        return [
            Command.create({"kind": kind, "is_required": required, "sequence": place})
            for place, (kind, required) in enumerate(DEFAULT_FIELDS)
        ]

    @api.depends("token")
    def _compute_url(self):
        base = self.get_base_url()
        for form in self:
            form.url = f"{base}/crm/lead/{form.token}"
            form.qr_url = f"{form.url}/qr"
            form.embed_code = (
                f'<iframe src="{form.url}" style="width:100%;min-height:720px;border:0"'
                ' loading="lazy"></iframe>'
            )

    def _compute_arrival_count(self):
        counts = dict(
            self.env["crm.sales.lead.arrival"]._read_group(
                [("form_id", "in", self.ids)], ["form_id"], ["__count"]
            )
        )
        for form in self:
            form.arrival_count = counts.get(form._origin, 0)

    @api.constrains("field_ids")
    def _check_reachable(self):
        for form in self:
            kinds = set(form.field_ids.mapped("kind"))
            if not kinds & {"email", "phone"}:
                raise ValidationError(
                    self.env._("A form asks for the e-mail address or the phone, or for both.")
                )

    # the visitor; called in sudo by the controller
    @api.model
    def _find(self, token):
        """Return the form of ``token`` in sudo, open or closed; empty for none."""
        # sudo: the visitor reads nothing; the token lets him see this page
        forms = self.sudo().with_context(active_test=False)
        if not isinstance(token, str) or not 16 <= len(token) <= 64:
            return forms
        return forms.search([("token", "=", token)], limit=1)

    def _read_visitor(self, raw):
        """Return (record for ``crm.lead._crm_take_in``, ``{field: text}`` of what is wrong)."""
        record, errors = {}, {}
        for field in self.field_ids:
            read = text_of if field.kind == "message" else line_of
            value = read(raw.get(field.kind), 5000 if field.kind == "message" else 250)
            choices = dict(field._get_choices())
            if field.kind in ("country", "tag"):
                record[field.kind] = value if value in choices else ""
                if field.kind == "tag":
                    record["tag"] = choices.get(value, "")
            else:
                record[field.kind] = value
            if field.is_required and not record[field.kind]:
                errors[field.kind] = self.env._("Please fill this in.")
        errors |= self._check_addresses(record)
        return record, errors

    def _check_addresses(self, record):
        errors = {}
        if record.get("email") and not email_normalize(record["email"]):
            errors["email"] = self.env._("Please give an e-mail address where we reach you.")
        digits = sum(sign.isdigit() for sign in record.get("phone") or "")
        if record.get("phone") and digits < 6:
            errors["phone"] = self.env._("Please give a number where we reach you.")
        if not record.get("email") and not record.get("phone"):
            name = "phone" if "phone" in self.field_ids.mapped("kind") else "email"
            errors.setdefault(name, self.env._("Please tell us how we reach you."))
        return errors

    def _take_visitor(self, record, channel, nonce, is_consent):
        """Take in what a visitor sent; in the language of the page."""
        record = record | {"key": nonce, "lang": self.env.lang or ""}
        vals = {"form_id": self.id}
        if is_consent and self.consent_text:
            vals |= {
                "is_consent": True,
                "consent_text": self.consent_text,
                "consent_purpose_id": self.consent_purpose_id.id,
            }
        lead_vals = {
            "campaign_id": self.campaign_id.id,
            "medium_id": self.medium_id.id,
            "source_id": self.source_id.id,
        }
        origin = Origin(channel, self.company_id, self.team_id, vals, lead_vals)
        return self.env["crm.lead"]._crm_take_in([record], origin)

    # the poster
    def _qr_code(self):
        """Return the QR code of the form as a data URL.

        By the host's library, as a drawing of lines: it stays sharp on any paper.
        """
        drawing = createBarcodeDrawing(
            "QR", value=self.qr_url, width=600, height=600, barLevel="M", barBorder=2
        )
        return (
            "data:image/svg+xml;base64,"
            + base64.b64encode(drawing.asString("svg").encode()).decode()
        )

    # screens
    def action_view_arrivals(self):
        """Open what came in by this form."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_lead_arrival_action"
        )
        return action | {"domain": [("form_id", "=", self.id)], "context": {}}

    def action_preview(self):
        """Open the form as visitors see it."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.url, "target": "new"}

    def action_new_token(self):
        """Give the form another address; the old one and its QR codes stop working."""
        self.check_access("write")
        for form in self:
            form.token = secrets.token_urlsafe(16)
