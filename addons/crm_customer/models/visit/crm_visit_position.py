from odoo import fields, models


class CrmVisitPosition(models.Model):
    """Where the visitor was when he checked in: personal data of an employee.

    Apart from the visit, so that only the visitor and managers read it, and so that it
    goes when its time is over while the visit stays.
    """

    _name = "crm.visit.position"
    _description = "Position of a Check-In"
    _order = "date desc, id desc"
    _rec_name = "visit_id"

    visit_id = fields.Many2one(
        "crm.visit", required=True, readonly=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one("res.users", "Visitor", required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    partner_id = fields.Many2one(related="visit_id.partner_id", string="Customer")
    date = fields.Datetime(required=True, readonly=True)
    latitude = fields.Float(digits=(10, 7), readonly=True)
    longitude = fields.Float(digits=(10, 7), readonly=True)
    accuracy = fields.Integer(
        "Accuracy (m)", readonly=True, aggregator="avg", help="The browser's own estimate, metres."
    )
    distance = fields.Integer(
        "Distance (m)", readonly=True, aggregator="avg", help="To the customer, metres."
    )
    has_distance = fields.Boolean(readonly=True)

    _date_idx = models.Index("(date DESC, id DESC)")
    _company_date_idx = models.Index("(company_id, date)")
