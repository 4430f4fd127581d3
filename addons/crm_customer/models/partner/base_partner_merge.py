from odoo import models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Keep one default invoice title, else the host deletes those that collide."""
        titles = self.env["crm.customer.invoice.title"].sudo()
        titles_by_partner = titles.search(
            [
                ("partner_id", "in", (src_partners | dst_partner).ids),
                ("is_default", "=", True),
            ]
        ).grouped("partner_id")
        keep = titles_by_partner.get(dst_partner, titles) or next(
            iter(titles_by_partner.values()), titles
        )
        others = titles.union(*titles_by_partner.values()) - keep
        others.is_default = False
        self._crm_drop_known_names(src_partners, dst_partner)
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _crm_drop_known_names(self, src_partners, dst_partner):
        """Former names that several of the merged have are kept once."""
        former_names = self.env["crm.customer.former.name"].sudo()
        seen = set(dst_partner.sudo().crm_former_name_ids.mapped("name"))
        double = former_names
        for former in src_partners.sudo().crm_former_name_ids:
            if former.name in seen:
                double |= former
            seen.add(former.name)
        double.unlink()

    def _update_values(self, src_partners, dst_partner):
        """Codes are unique: take them from the sources before the destination gets one."""
        code = dst_partner.crm_code or next(
            (partner.crm_code for partner in src_partners if partner.crm_code), False
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner SET crm_code = NULL, crm_uscc = NULL WHERE id IN %s",
                tuple(src_partners.ids),
            )
        )
        src_partners.invalidate_recordset(["crm_code", "crm_uscc"])
        is_customer = dst_partner.is_company or not dst_partner.parent_id
        if code and is_customer and not dst_partner.crm_code:
            # sudo: who may merge moves the code along, and gives none of their own
            dst_partner.sudo().crm_code = code
        merging = dst_partner.with_context(crm_merging_ids=src_partners.ids)
        return super()._update_values(src_partners, merging)
