from odoo import api, fields, models
from odoo.tools import SQL


class CrmCustomerProfile(models.Model):
    _name = "crm.customer.profile"
    _inherit = ["crm.customer.profile", "crm.customer.segment.holder"]

    _segment_field = "segment_ids"
    _rfm_class_field = "rfm_class_id"

    segment_ids = fields.Many2many(
        "crm.customer.segment",
        string="Segments",
        compute="_compute_segments",
        search="_search_segments",
    )
    rfm_class_id = fields.Many2one(
        "crm.customer.rfm.class",
        "RFM Class",
        compute="_compute_rfm_class",
        search="_search_rfm_class",
    )

    @api.depends("partner_id", "company_id")
    @api.depends_context("crm_segment_asof", "uid")
    def _compute_segments(self):
        return super()._compute_segments()

    @api.depends("partner_id", "company_id")
    def _compute_rfm_class(self):
        return super()._compute_rfm_class()

    def _segment_keys(self):
        return {row: (row.partner_id.id, row.company_id.id) for row in self}

    @api.model
    def _segment_partner_sql(self, alias):
        return SQL.identifier(alias, "partner_id")

    @api.model
    def _segment_company_sql(self, alias):
        return SQL.identifier(alias, "company_id")
