from odoo import fields, models

LEVEL = "crm_sales.group_sales_own"


class SaleOrder(models.Model):
    _inherit = "sale.order"

    crm_chase_ids = fields.One2many("crm.sales.chase", "order_id", "Follow-up", groups=LEVEL)
    crm_chase_next = fields.Date("Follow-up On", compute="_compute_crm_chase_next", groups=LEVEL)

    def _compute_crm_chase_next(self):
        chases = self.env["crm.sales.chase"].search_fetch(
            [("order_id", "in", self.ids), ("state", "=", "running")], ["order_id", "date_next"]
        )
        days = {chase.order_id: chase.date_next for chase in chases}
        for order in self:
            order.crm_chase_next = days.get(order._origin, False)

    def write(self, vals):
        """A quotation that is sent is followed up from that moment on."""
        sent = self.browse()
        if vals.get("state") == "sent":
            sent = self.filtered(lambda order: order.state != "sent")
        result = super().write(vals)
        rules = self.env["crm.sales.chase.rule"]
        sent = sent.filtered(lambda order: rules._get_rules(order.company_id.id))
        if sent:
            # sudo: who sends a quotation need not hold the level of follow-ups
            self.env["crm.sales.chase"].sudo()._begin(sent, fields.Datetime.now())
        return result

    def action_crm_view_chase(self):
        self.ensure_one()
        return self.crm_chase_ids._get_records_action()
