from odoo import models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Who was to be asked the same twice is asked once; what was asked stays."""
        self.env.flush_all()
        mixin = self.env["crm.service.invitation.mixin"]
        for name in mixin._get_kinds():
            self._forget_doubles(self.env[name], src_partners | dst_partner, dst_partner)
        self.env.invalidate_all()
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _forget_doubles(self, kind, partners, kept):
        """Delete but one question of ``kind`` about the same to these, ``kept``'s if it has one."""
        self.env.execute_query(
            SQL(
                """
                DELETE FROM %(table)s WHERE id IN (
                    SELECT id FROM (
                        SELECT id, ROW_NUMBER() OVER (
                            PARTITION BY %(about)s
                            ORDER BY partner_id = %(kept)s DESC, id) AS number
                          FROM %(table)s
                         WHERE partner_id = ANY(%(partners)s) AND state = 'planned') AS numbered
                     WHERE number > 1)
                RETURNING 1
                """,
                table=SQL.identifier(kind._table),
                about=SQL(", ").join(SQL.identifier(name) for name in kind._asked_about),
                kept=kept.id,
                partners=partners.ids,
            )
        )
