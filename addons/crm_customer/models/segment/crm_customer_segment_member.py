from odoo import api, fields, models


class CrmCustomerSegmentMember(models.Model):
    """From when to when a customer was in a segment: a fact, written by SQL alone.

    ``date_from`` is the first day at whose end the customer was in, ``date_to`` the first at
    whose end it no longer was: days are half open, so that any day can be asked. Who comes
    and goes within one day was never in; who goes and comes back within one never left.
    """

    _name = "crm.customer.segment.member"
    _description = "Segment Member"
    _rec_name = "partner_id"
    _order = "date_from desc, id desc"
    _log_access = False

    segment_id = fields.Many2one(
        "crm.customer.segment", required=True, ondelete="cascade", readonly=True
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", readonly=True)
    date_from = fields.Date("Entered", required=True, readonly=True)
    date_to = fields.Date("Left", readonly=True, help="Empty: is a member now.")
    date_on = fields.Date(
        "Member On",
        compute="_compute_date_on",
        search="_search_date_on",
        help="Search a day to see who was a member at its end.",
    )

    # the customer
    user_id = fields.Many2one(related="partner_id.user_id", string="Owner")
    level_id = fields.Many2one(related="partner_id.crm_level_id", string="Level")
    code = fields.Char(related="partner_id.crm_code", string="Customer Code")
    state_id = fields.Many2one(related="partner_id.state_id", string="Province")
    industry_id = fields.Many2one(related="partner_id.industry_id")
    segment_color = fields.Integer(related="segment_id.color")

    _days_ordered = models.Constraint(
        "CHECK(date_to > date_from)", "A customer leaves a segment after it entered."
    )
    _open_uniq = models.UniqueIndex("(segment_id, company_id, partner_id) WHERE date_to IS NULL")
    # who was in on a day; and no two stays begin together
    _day_idx = models.Index("(segment_id, company_id, date_from, date_to) INCLUDE (partner_id)")
    _left_idx = models.Index("(segment_id, company_id, date_to) WHERE date_to IS NOT NULL")
    _stay_uniq = models.UniqueIndex("(partner_id, segment_id, company_id, date_from)")
    _order_idx = models.Index("(date_from DESC, id DESC)")

    def _compute_date_on(self):
        self.date_on = False

    @api.model
    def _search_date_on(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = [
            ["&", *self.env["crm.customer.segment"]._get_day_domain(day)]
            if day
            else [("date_to", "=", False)]
            for day in value
        ]
        return fields.Domain.OR(domains)

    def action_open_customer(self):
        """Open the customer of this row."""
        self.ensure_one()
        return self.partner_id._crm_segment_open()
