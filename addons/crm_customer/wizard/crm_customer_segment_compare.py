from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.segment.crm_customer_segment import RFM
from ..models.segment.crm_customer_segment_migration import DAYS


class CrmCustomerSegmentCompare(models.TransientModel):
    """Which segments are compared, and on which days."""

    _name = "crm.customer.segment.compare"
    _description = "Compare Segments"

    what = fields.Selection(
        [("migration", "Migration between Two Days"), ("overlap", "Overlap on a Day")],
        required=True,
        default="migration",
    )
    segment_ids = fields.Many2many(
        "crm.customer.segment",
        "crm_customer_segment_compare_rel",
        string="Segments",
        required=True,
        default=lambda self: self._default_segment_ids(),
    )
    date_from = fields.Date(
        "From Day", required=True, default=lambda self: self._default_date_from()
    )
    date_to = fields.Date(
        "To Day", required=True, default=lambda self: fields.Date.context_today(self)
    )

    @api.model
    def _default_segment_ids(self):
        segments = self.env["crm.customer.segment"].search([("kind", "=", RFM)])
        return [Command.set(segments.ids)]

    @api.model
    def _default_date_from(self):
        return fields.Date.context_today(self) - timedelta(days=DAYS)

    def action_show(self):
        """Open the table.

        :raise UserError: the days are in the wrong order, or too few segments are chosen
        """
        self.ensure_one()
        if self.what == "migration" and self.date_from >= self.date_to:
            raise UserError(self.env._("Choose a first day that lies before the last one."))
        if len(self.segment_ids) < 2:
            raise UserError(self.env._("Choose two segments or more."))
        name = {
            "migration": self.env._(
                "Migration %(start)s – %(stop)s", start=self.date_from, stop=self.date_to
            ),
            "overlap": self.env._("Overlap on %(day)s", day=self.date_to),
        }[self.what]
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"crm_customer.crm_customer_segment_{self.what}_action"
        )
        context = {
            "segment_ids": self.segment_ids.ids,
            "segment_from": fields.Date.to_string(self.date_from),
            "segment_to": fields.Date.to_string(self.date_to),
        }
        return action | {
            "name": name,
            "display_name": name,
            "context": context,
            "target": "current",
            "path": False,
        }
