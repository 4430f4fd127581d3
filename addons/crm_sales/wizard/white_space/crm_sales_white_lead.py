from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

CALL = "mail.mail_activity_data_call"
_OPEN = """
SELECT partner.commercial_partner_id, interest.product_id
  FROM crm_lead lead
  JOIN res_partner partner ON partner.id = lead.partner_id
  JOIN crm_sales_lead_product interest ON interest.lead_id = lead.id
 WHERE lead.active AND lead.won_status = 'pending'
   AND partner.commercial_partner_id = ANY(%(partners)s)
 UNION
SELECT partner.commercial_partner_id, line.product_id
  FROM res_partner partner
  JOIN sale_order o ON o.partner_id = partner.id AND o.state IN ('draft', 'sent')
  JOIN sale_order_line line ON line.order_id = o.id AND line.product_id IS NOT NULL
 WHERE partner.commercial_partner_id = ANY(%(partners)s)
"""


class CrmSalesWhiteLead(models.TransientModel):
    """Make opportunities or calls of white space: one for each customer, with all products."""

    _name = "crm.sales.white.lead"
    _description = "Make Leads of White Space"

    gap_ids = fields.Many2many("crm.sales.white.gap", string="White Space")
    mode = fields.Selection(
        [("lead", "Opportunities"), ("call", "Calls")],
        "Make",
        required=True,
        default="lead",
        help="Each goes to the owner of the customer.",
    )
    campaign_id = fields.Many2one("utm.campaign")
    source_id = fields.Many2one("utm.source")
    date_call = fields.Date(
        "Call Until", default=lambda self: fields.Date.context_today(self) + timedelta(days=7)
    )
    partner_count = fields.Integer("Customers", compute="_compute_counts")
    opted_out_count = fields.Integer("Opted Out", compute="_compute_counts")
    expected_amount = fields.Monetary("Expected Value", compute="_compute_counts")
    currency_id = fields.Many2one("res.currency", default=lambda self: self.env.company.currency_id)

    @api.depends("gap_ids")
    def _compute_counts(self):
        for wizard in self:
            gaps = wizard.gap_ids
            wizard.partner_count = len(gaps.partner_id)
            wizard.opted_out_count = len(gaps.filtered("is_opted_out").partner_id)
            known = {(gap.partner_id, gap.product_id): gap for gap in gaps}
            wizard.expected_amount = sum(gap.expected_amount for gap in known.values())

    def action_make(self):
        """Make what was chosen; what is open already is left alone.

        :raise UserError: all of it is open already
        :raise AccessError: the user may make no opportunities at all
        """
        self.ensure_one()
        self.gap_ids.check_access("read")
        self.env["crm.lead"].check_access("create")
        self._lock()
        # sudo: who may see what a customer misses hands it to the owner, as was checked
        made = self.sudo()._make()
        if not made:
            raise UserError(self.env._("All of these are being worked on already."))
        if self.mode == "lead":
            return (
                self.env["crm.lead"]
                .browse(made.ids)
                ._get_records_action(name=self.env._("Opportunities of White Space"))
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(count)s calls are planned.", count=len(made)),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _lock(self):
        """Let nobody take up the same at once: the second one waits, and then sees it is done."""
        self.env["crm.sales.white.gap"].flush_model()
        self.env.execute_query(
            SQL(
                "SELECT id FROM crm_sales_white_gap WHERE id = ANY(%s) ORDER BY id FOR UPDATE",
                self.gap_ids.ids,
            )
        )

    def _make(self):
        """Return the opportunities or activities that were made."""
        groups = self._get_groups()
        if self.mode == "lead":
            made = self.env["crm.lead"].create([self._prepare_lead(gaps) for gaps in groups])
            for lead, gaps in zip(made, groups, strict=True):
                self._get_twins(gaps).write({"lead_id": lead.id, "is_taken": True})
            return made
        return self._make_calls(groups)

    def _make_calls(self, groups):
        made = self.env["mail.activity"]
        for gaps in groups:
            partner = gaps.partner_id
            made |= partner.with_context(mail_activity_quick_update=True).activity_schedule(
                CALL,
                date_deadline=self.date_call,
                summary=self._get_title(gaps),
                note="<br/>".join(self._get_lines(gaps)),
                user_id=partner.user_id.id or self.env.uid,
            )
            self._get_twins(gaps).write({"date_called": self.date_call, "is_taken": True})
        return made

    def _get_groups(self):
        """Return what is not open yet: a recordset a customer and company, a gap a product."""
        is_open = self._get_open()
        today = fields.Date.context_today(self)
        groups = {}
        for gap in self.gap_ids:
            key = (gap.partner_id.id, gap.product_id.id)
            called = gap.date_called and gap.date_called >= today
            if key in is_open or (self.mode == "call" and called):
                continue
            is_open.add(key)
            group = (gap.partner_id, gap.company_id)
            groups[group] = groups.get(group, self.env["crm.sales.white.gap"]) | gap
        return list(groups.values())

    def _get_open(self):
        """Return {(customer, product)} of open opportunities and quotations, by id."""
        self.env.flush_all()
        query = SQL(_OPEN, partners=self.gap_ids.partner_id.ids)
        return {tuple(row) for row in self.env.execute_query(query)}

    def _get_twins(self, gaps):
        """Return the same products of the same customer in other segments, too."""
        return self.env["crm.sales.white.gap"].search(
            [
                ("partner_id", "=", gaps.partner_id.id),
                ("company_id", "=", gaps.company_id.id),
                ("product_id", "in", gaps.product_id.ids),
            ]
        )

    def _get_title(self, gaps):
        products = ", ".join(gaps.product_id.mapped("name"))
        return self.env._("Does not buy yet: %(products)s", products=products)

    def _get_lines(self, gaps):
        return [f"{gap.product_id.name}: {gap.note}" for gap in gaps]

    def _prepare_lead(self, gaps):
        partner = gaps.partner_id
        return {
            "name": self._get_title(gaps),
            "type": "opportunity",
            "partner_id": partner.id,
            "user_id": partner.user_id.id,
            "company_id": gaps.company_id.id,
            "campaign_id": self.campaign_id.id,
            "source_id": self.source_id.id,
            "expected_revenue": sum(gaps.mapped("expected_amount")),
            "description": "<br/>".join(self._get_lines(gaps)),
            "crm_product_ids": [
                Command.create({"product_id": product.id}) for product in gaps.product_id
            ],
        }
