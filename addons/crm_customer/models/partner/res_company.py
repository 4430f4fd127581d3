from odoo import api, fields, models

SEQUENCE_CODE = "crm.customer.code"


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_code_sequence_id = fields.Many2one(
        "ir.sequence", string="Customer Code Sequence", copy=False, ondelete="set null"
    )
    crm_code_automatic = fields.Boolean(
        string="Customer Codes by Themselves",
        default=True,
        help="Contacts with an open lead or opportunity, or an order, become customers by "
        "themselves and get a customer code.",
    )
    crm_check_uscc = fields.Boolean(
        string="Check Unified Social Credit Codes",
        default=True,
        help="Refuse tax IDs of Chinese companies whose check character is wrong.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._crm_create_code_sequence()
        return companies

    def _crm_create_code_sequence(self):
        """Give each company without one its sequence of customer codes."""
        companies = self.filtered(lambda company: not company.crm_code_sequence_id)
        # sudo: numbering customers takes no right to configure sequences
        sequences = (
            self.env["ir.sequence"]
            .sudo()
            .create([company._prepare_crm_code_sequence() for company in companies])
        )
        for company, sequence in zip(companies, sequences, strict=True):
            company.sudo().crm_code_sequence_id = sequence

    def _prepare_crm_code_sequence(self):
        self.ensure_one()
        return {
            "name": self.env._("Customer codes of %s", self.name),
            "code": SEQUENCE_CODE,
            "prefix": "C",
            "padding": 5,
            "company_id": self.id,
        }

    def _crm_get_code_sequence(self):
        """Return the sequence of the company's customer codes, as superuser."""
        self.ensure_one()
        self._crm_create_code_sequence()
        return self.sudo().crm_code_sequence_id
