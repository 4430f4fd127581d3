from odoo import api, fields, models
from odoo.tools import SQL

from .crm_customer_segment_holder import GROUP


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "crm.customer.segment.holder"]

    _segment_field = "crm_segment_ids"
    _rfm_class_field = "crm_rfm_class_id"

    crm_segment_ids = fields.Many2many(
        "crm.customer.segment",
        string="Segments",
        compute="_compute_segments",
        search="_search_segments",
        groups=GROUP,
        help="The segments that the customer is in, in the current company.",
    )
    crm_rfm_class_id = fields.Many2one(
        "crm.customer.rfm.class",
        "RFM Class",
        compute="_compute_rfm_class",
        search="_search_rfm_class",
        groups=GROUP,
        help="How lately, how often and for how much the customer buys.",
    )

    crm_badge_segment_ids = fields.Many2many(
        "crm.customer.segment",
        string="Segments beside the Class",
        compute="_compute_crm_badge_segment_ids",
        groups=GROUP,
        help="Without the segment that is the RFM class, which is shown before them.",
    )

    # contacts of companies, and whose: RFM adds up what they bought without reading the partners
    _crm_contact_idx = models.Index("(id, commercial_partner_id) WHERE commercial_partner_id != id")

    @api.depends("commercial_partner_id")
    @api.depends_context("company", "crm_segment_asof", "uid")
    def _compute_segments(self):
        return super()._compute_segments()

    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_rfm_class(self):
        return super()._compute_rfm_class()

    @api.depends("crm_segment_ids", "crm_rfm_class_id")
    @api.depends_context("company", "crm_segment_asof", "uid")
    def _compute_crm_badge_segment_ids(self):
        for partner in self:
            own = partner.crm_rfm_class_id
            # sudo: which class a segment stands for, of those that the reader sees
            partner.crm_badge_segment_ids = partner.crm_segment_ids.filtered(
                lambda segment, own=own: not own or segment.sudo().rfm_class_ids != own
            )

    def _segment_keys(self):
        company_id = self.env.company.id
        return {partner: (partner.commercial_partner_id._origin.id, company_id) for partner in self}

    @api.model
    def _segment_partner_sql(self, alias):
        return SQL.identifier(alias, "commercial_partner_id")

    @api.model
    def _segment_company_sql(self, alias):
        return SQL("%s", self.env.company.id)

    def _crm_segment_open(self):
        """Return the action that opens the form of this customer."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_crm_view_segments(self):
        """Open when this customer was in which segment."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_customer_segment_member_action"
        )
        customer = self.commercial_partner_id
        title = self.env._("Segments of %(name)s", name=customer.display_name)
        return action | {
            "name": title,
            "display_name": title,
            "domain": [("partner_id", "=", customer.id)],
            "context": {},
            "path": False,
        }

    def _crm_personal_data(self):
        """Name the segments among what is held about a person that is a customer."""
        # called in sudo, of who answers the request
        members = self.env["crm.customer.segment.member"].search([("partner_id", "in", self.ids)])
        scores = self.env["crm.customer.rfm"].search([("partner_id", "in", self.ids)])
        return [
            *super()._crm_personal_data(),
            (self.env._("Segments"), members, ("segment_id", "date_from", "date_to")),
            (self.env._("RFM"), scores, ("date_last", "frequency", "monetary", "class_id")),
        ]
