from odoo import api, models
from odoo.tools import SQL


class CrmCustomerProfile(models.Model):
    """Whoever shows up in the facts becomes a customer by themselves."""

    _inherit = "crm.customer.profile"

    @api.model
    def _refresh_scope(self, scope):
        partner_ids = super()._refresh_scope(scope)
        for company_id, ids in self._lock_partners_without_code(scope):
            company = self.env["res.company"].browse(company_id)
            partners = self.env["res.partner"].with_company(company).browse(ids)
            partners._crm_assign_code()
        return partner_ids

    @api.model
    def _lock_partners_without_code(self, scope):
        """Lock the partners with facts but no code, passing over those being edited.

        :return: list of (company id, partner ids), only companies that want it so
        """
        return self.env.execute_query(
            SQL(
                """
                WITH partner AS (
                    SELECT id FROM res_partner
                     WHERE id IN (SELECT partner_id FROM crm_customer_profile
                                   WHERE %s)
                       AND crm_code IS NULL AND active
                       AND commercial_partner_id = id
                       AND NOT EXISTS (SELECT FROM res_company
                                        WHERE res_company.partner_id = res_partner.id)
                       FOR UPDATE SKIP LOCKED),
                place AS (
                    SELECT partner.id, MIN(profile.company_id) AS company_id
                      FROM partner
                      JOIN crm_customer_profile profile ON profile.partner_id = partner.id
                      JOIN res_company company ON company.id = profile.company_id
                       AND company.crm_code_automatic
                     GROUP BY partner.id)
                SELECT company_id, ARRAY_AGG(id ORDER BY id) FROM place GROUP BY company_id
                """,
                scope(SQL.identifier("partner_id")),
            )
        )
