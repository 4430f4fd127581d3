from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.segment.crm_customer_segment import LIST


class CrmCustomerSegmentPick(models.TransientModel):
    """Which list chosen customers are put on, or taken from."""

    _name = "crm.customer.segment.pick"
    _description = "Customers and Segment"

    partner_ids = fields.Many2many(
        "res.partner", "crm_customer_segment_pick_rel", string="Customers", required=True
    )
    what = fields.Selection(
        [("add", "Add to Segment"), ("remove", "Remove from Segment")],
        required=True,
        default="add",
    )
    segment_id = fields.Many2one(
        "crm.customer.segment",
        "List",
        domain="[('kind', '=', 'list')]",
        help="Segments by condition or RFM find their customers by themselves.",
    )
    name = fields.Char("New List", help="Write a name to begin a list with these customers.")
    customer_count = fields.Integer(compute="_compute_customer_count")

    @api.depends("partner_ids")
    def _compute_customer_count(self):
        for pick in self:
            pick.customer_count = len(pick.partner_ids.commercial_partner_id)

    def action_apply(self):
        """Put the customers on the list, or take them from it.

        :raise UserError: no list is chosen, it is no list, or a contact is no customer of the
            company
        """
        self.ensure_one()
        segment = self._get_segment()
        segment.check_access("write")
        company = segment.company_id or self.env.company
        customers = self.partner_ids.commercial_partner_id
        customers.check_access("read")
        self._check_company(customers, company)
        # sudo: memberships are written by the segment alone, which the user may change
        writable = segment.sudo()
        if self.what == "add":
            count, _left = writable._enter(company, customers.ids)
            text = self.env._(
                "%(count)s customers added to %(name)s", count=count, name=segment.name
            )
        else:
            _came, count = writable._leave(company, customers.ids)
            text = self.env._(
                "%(count)s customers removed from %(name)s", count=count, name=segment.name
            )
        writable._write_size(company)
        return self._notify(text)

    def _get_segment(self):
        name = (self.name or "").strip()
        if self.what == "add" and name and not self.segment_id:
            return self.env["crm.customer.segment"].create(
                {"name": name, "kind": LIST, "company_id": self.env.company.id}
            )
        if not self.segment_id:
            raise UserError(self.env._("Choose a list, or write the name of a new one."))
        if self.segment_id.kind != LIST:
            raise UserError(
                self.env._(
                    "%(name)s finds its customers by itself: change its condition instead.",
                    name=self.segment_id.name,
                )
            )
        return self.segment_id

    def _check_company(self, customers, company):
        foreign = customers.filtered(
            lambda customer: customer.company_id and customer.company_id != company
        )
        if foreign and self.what == "add":
            raise UserError(
                self.env._(
                    "%(customer)s belongs to another company than %(company)s.",
                    customer=foreign[0].display_name,
                    company=company.name,
                )
            )

    def _notify(self, text):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": text,
                "type": "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
