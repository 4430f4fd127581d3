from odoo import fields, models


class CrmCustomerProfileQueue(models.Model):
    """What waits to be refreshed: a touched partner, or a whole range of ids.

    Rows are appended and taken by SQL alone. There is no unique key and no foreign
    key on purpose: transactions that touch the same customer must not wait.
    """

    _name = "crm.customer.profile.queue"
    _description = "Customer Profile Queue"
    _log_access = False
    _rec_name = "partner_id"

    partner_id = fields.Integer(required=True, readonly=True)
    partner_to = fields.Integer(
        "Last Partner", readonly=True, help="End of the range; empty for one partner."
    )

    _partner_idx = models.Index("(partner_id)")
