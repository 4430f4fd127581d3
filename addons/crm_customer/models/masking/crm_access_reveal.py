from datetime import datetime, time

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

LOCK_KEY = 0x43524D56


class CrmAccessReveal(models.Model):
    """That somebody who sees values masked looked at one in full. Never changed."""

    _name = "crm.access.reveal"
    _description = "Revealed Value"
    _inherit = "crm.access.log.mixin"
    _order = "date desc, id desc"

    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one("res.users", "By", readonly=True, index=True, ondelete="set null")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record ID", model_field="res_model", readonly=True)
    # not stored: a log cannot be changed, and an erased person's name must go
    record_name = fields.Char("Record", compute="_compute_record_name")
    field_name = fields.Char("Technical Name", required=True, readonly=True)
    field_label = fields.Char("Field", compute="_compute_field_label")
    reason = fields.Char(readonly=True)

    @api.depends("res_model", "res_id")
    @api.depends_context("uid")
    def _compute_record_name(self):
        """Name the record to who may read it."""
        items = self.env["crm.handover.item"]
        for model, reveals in self.grouped("res_model").items():
            names = items._readable_names(model, reveals.mapped("res_id"))
            for reveal in reveals:
                reveal.record_name = names.get(reveal.res_id) or self.env._(
                    "record %(id)s", id=reveal.res_id
                )

    @api.depends("res_model", "field_name")
    @api.depends_context("lang")
    def _compute_field_label(self):
        for reveal in self:
            model = self.env.get(reveal.res_model)
            field = model._fields.get(reveal.field_name) if model is not None else None
            label = field._description_string(self.env) if field else reveal.field_name
            reveal.field_label = label

    @api.model
    def _reveal(self, record, field_name, reason=None):
        """Return one value in full, and log that it was looked at.

        :return: ``{"value": text, "left": how many more today}``
        :raise AccessError: the user may not read the record
        :raise UserError: the field is not masked, or enough was revealed today
        """
        record.ensure_one()
        record.check_access("read")
        if field_name not in self.env["crm.masking"]._masks(record._name):
            raise UserError(self.env._("This value is not masked."))
        if not record._has_field_access(record._fields[field_name], "read"):
            raise AccessError(self.env._("You may not read this field."))
        left = self._take_one()
        # sudo: nobody writes the log but this method
        self.sudo().create(
            {
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
                "res_model": record._name,
                "res_id": record.id,
                "field_name": field_name,
                "reason": reason,
            }
        )
        return {"value": record[field_name] or "", "left": left}

    @api.model
    def _take_one(self):
        """Return how many may be revealed after this one.

        One at a time for one user, so that two browser tabs do not share the last one.

        :raise UserError: none is left today
        """
        self.env.execute_query(SQL("SELECT pg_advisory_xact_lock(%s, %s)", LOCK_KEY, self.env.uid))
        limit = self.env.company.sudo().crm_reveal_limit
        used = self.sudo().search_count(
            [("user_id", "=", self.env.uid), ("date", ">=", self._midnight())]
        )
        if used >= limit:
            raise UserError(
                self.env._(
                    "You revealed %(count)s values today: that is the most allowed. Ask a "
                    "manager of customers.",
                    count=used,
                )
            )
        return limit - used - 1

    @api.model
    def _midnight(self):
        """Return when the company's day began, in UTC."""
        zone = pytz.timezone(self.env.company._crm_zone())
        today = datetime.now(zone).date()
        return (
            zone.localize(datetime.combine(today, time())).astimezone(pytz.utc).replace(tzinfo=None)
        )

    def action_open(self):
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)._get_records_action()
