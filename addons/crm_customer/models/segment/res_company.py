from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.segment.rfm import CLASSIC, parse_limits
from .crm_customer_rfm_class import SCHEMES

LIMITS = ("crm_rfm_recency_limits", "crm_rfm_frequency_limits", "crm_rfm_monetary_limits")


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_rfm_source = fields.Selection(
        [("order", "Confirmed Sales Orders"), ("invoice", "Posted Invoices")],
        "RFM Counts",
        required=True,
        default="order",
        help="What counts as a purchase. Refunds subtract; cancelled documents do not count.",
    )
    crm_rfm_months = fields.Integer(
        "RFM Months",
        default=24,
        help="Purchases of so many months count. 0 for all that there are.",
    )
    crm_rfm_scheme = fields.Selection(
        SCHEMES,
        "RFM Classes",
        required=True,
        default=CLASSIC,
        help="Which names the customers are sorted under.",
    )
    crm_rfm_scoring = fields.Selection(
        [("quantile", "Fifths of the Customers"), ("limits", "Limits of Your Own")],
        "RFM Scores",
        required=True,
        default="quantile",
        help="Fifths compare customers with one another; limits stay where you put them.",
    )
    crm_rfm_recency_limits = fields.Char(
        "Recency Limits",
        default="30, 90, 180, 365",
        help="Days since the last purchase, four rising numbers: up to the first is a 5.",
    )
    crm_rfm_frequency_limits = fields.Char(
        "Frequency Limits",
        default="2, 3, 5, 10",
        help="Number of purchases, four rising numbers: from the last on is a 5.",
    )
    crm_rfm_monetary_limits = fields.Char(
        "Monetary Limits",
        default="10000, 50000, 200000, 1000000",
        help="Revenue in the currency of the company, four rising numbers: from the last on "
        "is a 5.",
    )
    crm_rfm_is_due = fields.Boolean(
        default=True, readonly=True, help="The scores are to be computed anew."
    )

    _crm_rfm_months_valid = models.Constraint(
        "CHECK(crm_rfm_months BETWEEN 0 AND 600)", "The months are 0 to 600."
    )

    @api.constrains(*LIMITS)
    def _check_crm_rfm_limits(self):
        for company in self:
            for name in LIMITS:
                try:
                    parse_limits(company[name] or "")
                except ValueError as error:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: write four rising numbers, such as %(example)s; "
                            "“%(value)s” is not that.",
                            field=self._fields[name].get_description(self.env)["string"],
                            example="30, 90, 180, 365",
                            value=company[name] or "",
                        )
                    ) from error

    def write(self, vals):
        if self._crm_rfm_settings() & vals.keys():
            vals = vals | {"crm_rfm_is_due": True}
        result = super().write(vals)
        if "crm_rfm_scheme" in vals:
            self._crm_switch_class_segments()
        if vals.get("crm_rfm_is_due"):
            self.env["crm.customer.segment"]._trigger()
        return result

    @api.model
    def _crm_rfm_settings(self):
        """Return the names of the settings that the scores rest on."""
        return {
            "crm_rfm_source",
            "crm_rfm_months",
            "crm_rfm_scheme",
            "crm_rfm_scoring",
            "currency_id",
            *LIMITS,
        }

    @api.model
    def _crm_switch_class_segments(self):
        """Show the shipped segments of the classes that some company uses, and no others."""
        # sudo: the segments of the classes are everybody's, and follow the setting alone
        companies = self.sudo().search([])  # pylint: disable=no-search-all
        used = set(companies.mapped("crm_rfm_scheme"))
        data = self.env["ir.model.data"].sudo()
        shipped = data.search(
            Domain("module", "=", "crm_customer")
            & Domain("model", "=", "crm.customer.segment")
            & Domain("name", "=like", "crm_customer_segment_rfm_%")
        )
        segments = self.env["crm.customer.segment"].sudo().with_context(active_test=False)
        for segment in segments.browse(shipped.mapped("res_id")).exists():
            is_used = bool(used & set(segment.rfm_class_ids.mapped("scheme")))
            if segment.active != is_used:
                segment.active = is_used

    def _crm_get_tz(self):
        """Return the name of the clock by which the days of the company pass."""
        # sudo: the hours of the company are no secret
        company = self.sudo()
        return company.resource_calendar_id.tz or "UTC"

    def _crm_get_today(self):
        return fields.Date.context_today(self.with_context(tz=self._crm_get_tz()))
