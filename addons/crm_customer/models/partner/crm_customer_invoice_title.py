from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmCustomerInvoiceTitle(models.Model):
    _name = "crm.customer.invoice.title"
    _description = "Invoice Title"
    _inherit = ["crm.customer.detail.mixin"]
    _order = "is_default desc, name, id"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="cascade"
    )
    active = fields.Boolean(default=True)
    is_default = fields.Boolean(
        string="Default", help="The title taken when nobody says which one. One per customer."
    )

    # what is printed on the invoice
    name = fields.Char(string="Title", required=True, help="Name to print on the VAT invoice.")
    kind = fields.Selection(
        [("ordinary", "Ordinary VAT Invoice"), ("special", "Special VAT Invoice")],
        required=True,
        default="ordinary",
        help="A special VAT invoice can be deducted by the customer and needs the tax ID.",
    )
    vat = fields.Char(string="Tax ID")
    address = fields.Char(string="Registered Address")
    phone = fields.Char(string="Registered Phone")
    bank_name = fields.Char(string="Bank")
    bank_account = fields.Char()
    email = fields.Char(help="Where the electronic invoice is sent.")
    copy_block = fields.Text(
        compute="_compute_copy_block",
        help="The whole title as text, to paste into a message or an invoicing program.",
    )

    _special_needs_vat = models.Constraint(
        "CHECK(kind != 'special' OR COALESCE(vat, '') != '')",
        "A special VAT invoice needs the tax ID of the title.",
    )
    _one_default = models.UniqueIndex(
        "(partner_id) WHERE is_default AND active",
        "A customer has one default invoice title only.",
    )

    @api.depends("name", "vat", "address", "phone", "bank_name", "bank_account", "email")
    @api.depends_context("lang")
    def _compute_copy_block(self):
        names = ("name", "vat", "address", "phone", "bank_name", "bank_account", "email")
        labels = {name: self._fields[name]._description_string(self.env) for name in names}
        for title in self:
            title.copy_block = "\n".join(
                f"{labels[name]}: {title[name]}" for name in names if title[name]
            )

    @api.constrains("vat", "partner_id")
    def _check_vat(self):
        for title in self.filtered("vat"):
            message = title.partner_id._crm_uscc_message(title.vat)
            if message:
                raise ValidationError(message)

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        if self.partner_id and not self.name:
            self.update(self._prepare_from_partner(self.partner_id))

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._clean_vat(vals) for vals in vals_list]
        new_defaults = {}
        for vals in vals_list:
            if vals.get("is_default"):
                new_defaults.setdefault(vals.get("partner_id"), vals)["is_default"] = False
                new_defaults[vals.get("partner_id")] = vals
                vals["is_default"] = True
        self._drop_default(new_defaults)
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("is_default"):
            partner_ids = [vals["partner_id"]] if vals.get("partner_id") else self.partner_id.ids
            self._drop_default(partner_ids, keep=self)
        return super().write(self._clean_vat(vals))

    def action_set_default(self):
        """Make this the title that is taken when nobody says which one."""
        self.ensure_one()
        self.is_default = True

    def _drop_default(self, partner_ids, keep=None):
        """Let no title of ``partner_ids`` but those of ``keep`` be the default."""
        titles = self.search([("partner_id", "in", list(partner_ids)), ("is_default", "=", True)])
        others = titles - (keep or self.browse())
        if others:
            others.is_default = False
            others.flush_recordset(["is_default"])

    @api.model
    def _clean_vat(self, vals):
        """Store Chinese tax IDs as the partner's own: half width, upper case."""
        if vals.get("vat"):
            return vals | {"vat": self.env["res.partner"]._crm_clean_vat(vals["vat"])}
        return vals

    @api.model
    def _prepare_from_partner(self, partner):
        """Values of a title that says what is known of ``partner``."""
        commercial = partner.commercial_partner_id
        return {
            "name": commercial.name,
            "vat": commercial.vat,
            "address": commercial.contact_address_inline,
            "phone": commercial.phone,
            "email": commercial.email,
            "bank_name": commercial.bank_ids[:1].bank_name,
            "bank_account": commercial.bank_ids[:1].acc_number,
        }
