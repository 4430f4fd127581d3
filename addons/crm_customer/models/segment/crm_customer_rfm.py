from odoo import api, fields, models


def _score_field(label, help_text):
    """Return a field that holds a score of 1 to 5."""
    return fields.Integer(label, required=True, readonly=True, aggregator="avg", help=help_text)


class CrmCustomerRfm(models.Model):
    """How lately, how often and for how much a customer buys: a row per customer and company.

    Rows are written by SQL alone, see ``_refresh_company``; nobody edits them.
    """

    _name = "crm.customer.rfm"
    _description = "RFM"
    _rec_name = "partner_id"
    _order = "monetary desc, id desc"
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)

    # figures
    date_last = fields.Date("Last Purchase", required=True, readonly=True)
    recency = fields.Integer(
        "Days Since", compute="_compute_recency", help="Days since the last purchase."
    )
    frequency = fields.Integer("Purchases", required=True, readonly=True)
    monetary = fields.Monetary("Revenue", required=True, readonly=True)

    # scores
    r_score = _score_field("R", "5: bought latest, 1: longest ago.")
    f_score = _score_field("F", "5: buys most often, 1: least often.")
    m_score = _score_field("M", "5: buys for most, 1: for least.")
    class_id = fields.Many2one(
        "crm.customer.rfm.class", required=True, ondelete="restrict", readonly=True
    )
    advice = fields.Char(related="class_id.advice")
    color = fields.Integer(related="class_id.color")

    # the customer
    user_id = fields.Many2one(related="partner_id.user_id", string="Owner")
    level_id = fields.Many2one(related="partner_id.crm_level_id", string="Level")
    industry_id = fields.Many2one(related="partner_id.industry_id")

    _partner_company_uniq = models.UniqueIndex("(partner_id, company_id)")
    _order_idx = models.Index("(monetary DESC, id DESC)")
    _class_idx = models.Index("(company_id, class_id, partner_id)")

    @api.depends("date_last", "company_id")
    def _compute_recency(self):
        days = {company: company._crm_get_today() for company in self.company_id}
        for row in self:
            row.recency = (days[row.company_id] - row.date_last).days if row.date_last else 0

    def action_open_customer(self):
        """Open the customer of this row."""
        self.ensure_one()
        return self.partner_id._crm_segment_open()
