from odoo import api, fields, models

from ..models.intake.crm_sales_lead_arrival import CHANNELS
from ..tools.routing.facts import Enquiry


class CrmSalesRoutingSimulate(models.TransientModel):
    """Who would get a lead like this? Nothing is written."""

    _name = "crm.sales.routing.simulate"
    _description = "Who Would Get This?"

    partner_id = fields.Many2one("res.partner", "Customer")
    country_id = fields.Many2one("res.country")
    state_id = fields.Many2one("res.country.state", domain="[('country_id', '=?', country_id)]")
    city = fields.Char()
    zip = fields.Char("ZIP")
    tag_ids = fields.Many2many("crm.tag", string="Tags", groups="sales_team.group_sale_salesman")
    lang_id = fields.Many2one("res.lang", "Language")
    campaign_id = fields.Many2one("utm.campaign")
    source_id = fields.Many2one("utm.source")
    channel = fields.Selection(CHANNELS)
    value = fields.Float("Expected Revenue")
    answer = fields.Text(compute="_compute_answer")

    @api.depends(
        "partner_id", "country_id", "state_id", "city", "zip", "tag_ids", "lang_id",
        "campaign_id", "source_id", "channel", "value",
    )  # fmt: skip
    def _compute_answer(self):
        for question in self:
            # sudo: rules decide, not the rights of who asks
            rules = question.env["crm.sales.routing.rule"].sudo()
            enquiry = question.sudo()._prepare_enquiry()
            [decision] = rules._decide([enquiry], self.env.company, lock=False)
            question.answer = rules._explain(decision)

    def _prepare_enquiry(self):
        customer = self.partner_id.commercial_partner_id
        members = self.env["crm.customer.segment.member"].search(
            [
                ("partner_id", "=", customer.id),
                ("company_id", "=", self.env.company.id),
                ("date_to", "=", False),
            ]
        )
        return Enquiry(
            0,
            country=(self.country_id or customer.country_id).id,
            state=(self.state_id or customer.state_id).id,
            city="".join((self.city or customer.city or "").split()).casefold(),
            zip="".join((self.zip or customer.zip or "").split()).casefold(),
            segments=frozenset(members.segment_id.ids),
            tags=frozenset(self.tag_ids.ids),
            lang=self.lang_id.code or customer.lang or "",
            campaign=self.campaign_id.id or None,
            source=self.source_id.id or None,
            channel=self.channel or "",
            value=self.value,
            is_known=bool(customer),
            owner=customer.user_id.id or None,
        )
