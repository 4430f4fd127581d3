import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import NO_ACCESS, Command

from ...tools.intake.entry import read_entry
from ...tools.intake.mapping import MappingError, find_records, map_record, parse_path, read_json
from ...tools.intake.signature import CRM, HUB

HIDDEN = "••••••••"
SHORTEST_SECRET = 16
DEFAULT_FIELDS = (
    ("key", "id"),
    ("contact_name", "name"),
    ("email", "email"),
    ("phone", "phone"),
    ("message", "message"),
)


class CrmSalesLeadWebhook(models.Model):
    """An address to which another system sends enquiries as JSON, and where their fields are."""

    _name = "crm.sales.lead.webhook"
    _description = "Lead Webhook"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    token = fields.Char(
        readonly=True, copy=False, required=True, default=lambda self: secrets.token_urlsafe(32)
    )
    url = fields.Char(
        "Address", compute="_compute_url", help="Secret: whoever has it can send leads."
    )
    signature = fields.Selection(
        [
            (CRM, "As This Suite Signs (X-CRM-Signature)"),
            (HUB, "As Meta and GitHub Sign (X-Hub-Signature-256)"),
        ],
        tracking=True,
        help="Empty: the address alone is the secret. Otherwise what is not signed is refused.",
    )
    stored_secret = fields.Char(groups=NO_ACCESS, copy=False)
    secret = fields.Char(
        compute="_compute_secret",
        inverse="_inverse_secret",
        help="It can be set and changed, but not be read.",
    )
    hourly_limit = fields.Integer(
        "Calls per Hour", default=1000, help="More of them within an hour are refused."
    )
    # what becomes of it
    team_id = fields.Many2one("crm.team", "Sales Team", check_company=True)
    campaign_id = fields.Many2one("utm.campaign")
    medium_id = fields.Many2one("utm.medium")
    source_id = fields.Many2one("utm.source")
    # what is sent
    records_path = fields.Char(
        "List of Enquiries",
        help="Where the enquiries are, when one call brings several: data.leads. Empty: the call"
        " is one enquiry, or a list of them.",
    )
    field_ids = fields.One2many(
        "crm.sales.lead.webhook.field",
        "webhook_id",
        "Fields",
        copy=True,
        default=lambda self: self._default_fields(),
    )
    test_payload = fields.Text("Try It", help="Paste what the other system sends.")
    preview = fields.Text(compute="_compute_preview")
    arrival_count = fields.Integer("Enquiries", compute="_compute_arrival_count")
    failed_count = fields.Integer("Not Readable", compute="_compute_arrival_count")

    _token_uniq = models.UniqueIndex("(token)")
    _limit_valid = models.Constraint(
        "CHECK(hourly_limit > 0)", "At least one call per hour has to be taken."
    )

    @api.model
    def _default_fields(self):
        return [
            Command.create({"target": target, "path": path, "sequence": place})
            for place, (target, path) in enumerate(DEFAULT_FIELDS)
        ]

    @api.depends("token")
    def _compute_url(self):
        base = self.get_base_url()
        for webhook in self:
            webhook.url = f"{base}/crm/lead/hook/{webhook.token}"

    def _compute_secret(self):
        for webhook in self:
            # sudo: only whether there is one
            webhook.secret = HIDDEN if webhook.sudo().stored_secret else False

    def _inverse_secret(self):
        for webhook in self:
            secret = (webhook.secret or "").strip()
            if secret == HIDDEN:
                continue  # saved as it was shown
            if len(secret) < SHORTEST_SECRET and (secret or webhook.signature):
                raise ValidationError(
                    self.env._("A secret has at least %(count)s characters.", count=SHORTEST_SECRET)
                )
            # sudo: who may write the webhook may set what nobody reads
            webhook.sudo().stored_secret = secret

    def _compute_arrival_count(self):
        arrivals = self.env["crm.sales.lead.arrival"]
        domain = [("webhook_id", "in", self.ids)]
        counts = {
            (webhook, result): count
            for webhook, result, count in arrivals._read_group(
                domain, ["webhook_id", "result"], ["__count"]
            )
        }
        for webhook in self:
            own = {
                result: count
                for (other, result), count in counts.items()
                if other == webhook._origin
            }
            webhook.failed_count = own.pop("failed", 0)
            webhook.arrival_count = sum(own.values())

    @api.constrains("records_path")
    def _check_records_path(self):
        for webhook in self.filtered("records_path"):
            try:
                parse_path(webhook.records_path)
            except MappingError as error:
                raise ValidationError(
                    self.env._("%(path)s is no path.", path=webhook.records_path)
                ) from error

    # trying
    @api.depends("test_payload", "records_path", "field_ids.target", "field_ids.path",
                 "field_ids.default", "field_ids.transform", "field_ids.sequence")  # fmt: skip
    def _compute_preview(self):
        for webhook in self:
            webhook.preview = webhook._prepare_preview() if webhook.test_payload else False

    def _prepare_preview(self):
        """Return what would become of the pasted payload, in words."""
        try:
            records = self._map_payload(read_json(self.test_payload))
        except MappingError as error:
            return self._say_error(error)
        labels = dict(self.field_ids._fields["target"]._description_selection(self.env))
        blocks = []
        for record in records[:5]:
            lines = [f"{labels[name]}: {text}" for name, text in record.items()]
            if problem := self._why_not(record):
                lines.append(f"⚠ {problem}")
            blocks.append("\n".join(lines))
        return "\n\n".join(blocks)

    def _map_payload(self, payload):
        """Return the records of what was sent; :raise MappingError: it is not as expected."""
        return self._map_items(find_records(self.records_path, payload))

    def _map_items(self, items):
        lines = [line._prepare_line() for line in self.field_ids.sorted("sequence")]
        return [map_record(lines, item) for item in items]

    def _why_not(self, record):
        """Return why a record cannot be taken in, "" if it can."""
        if read_entry(record, self.company_id.country_id.code or "CN").is_reachable:
            return ""
        return self.env._("Neither e-mail address nor phone was found.")

    def _say_error(self, error):
        return {
            "json": self.env._("This is no JSON: %(detail)s", detail=error.detail),
            "list": self.env._("Nothing was found at %(path)s.", path=error.detail),
            "object": self.env._("What was found is no object with fields."),
            "path": self.env._("%(path)s is no path.", path=error.detail),
        }[error.code]

    def action_new_token(self):
        """Give the webhook another address; the old one stops working."""
        self.check_access("write")
        for webhook in self:
            webhook.token = secrets.token_urlsafe(32)

    def action_view_arrivals(self):
        """Open what came in by this webhook."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_lead_arrival_action"
        )
        return action | {"domain": [("webhook_id", "=", self.id)], "context": {}}
