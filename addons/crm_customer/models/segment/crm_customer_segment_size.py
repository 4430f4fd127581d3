from odoo import fields, models


class CrmCustomerSegmentSize(models.Model):
    """How many customers a segment had at the end of a day; equals what the members say."""

    _name = "crm.customer.segment.size"
    _description = "Segment Size"
    _rec_name = "segment_id"
    _order = "date desc, id desc"
    _log_access = False

    segment_id = fields.Many2one(
        "crm.customer.segment", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", readonly=True)
    date = fields.Date(required=True, readonly=True)
    week = fields.Date(
        required=True, readonly=True, help="The Monday of the week, whatever the language."
    )
    is_last_of_week = fields.Boolean(
        readonly=True, help="The figure that stands for its week: of the last day there is."
    )
    size = fields.Integer(required=True, readonly=True)
    came_count = fields.Integer("Entered", required=True, readonly=True)
    left_count = fields.Integer("Left", required=True, readonly=True)

    _day_uniq = models.UniqueIndex("(segment_id, company_id, date)")
    _order_idx = models.Index("(date DESC, id DESC)")
    _week_idx = models.Index("(week, segment_id) WHERE is_last_of_week")
