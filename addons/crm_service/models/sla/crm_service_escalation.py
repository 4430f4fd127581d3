from odoo import fields, models


class CrmServiceEscalation(models.Model):
    """A warning or a breach that was acted upon: once each, by the unique index."""

    _name = "crm.service.escalation"
    _description = "Escalation"
    _order = "date desc, id desc"
    _log_access = False

    clock_id = fields.Many2one(
        "crm.service.clock", required=True, ondelete="cascade", readonly=True
    )
    ticket_id = fields.Many2one(
        "crm.service.ticket", required=True, ondelete="cascade", index=True, readonly=True
    )
    sla_id = fields.Many2one("crm.service.sla", ondelete="cascade", readonly=True)
    kind = fields.Selection(
        [("warning", "Warning"), ("breach", "Breach")], required=True, readonly=True
    )
    date = fields.Datetime("Due On", required=True, readonly=True)
    date_done = fields.Datetime("Done On", required=True, readonly=True)
    round = fields.Integer(required=True, readonly=True)
    seconds = fields.Integer("Before (s)", required=True, readonly=True)

    _once_uniq = models.UniqueIndex("(clock_id, round, seconds)")
    _sla_idx = models.Index("(sla_id)")
    _date_idx = models.Index("(date DESC, id DESC)")
