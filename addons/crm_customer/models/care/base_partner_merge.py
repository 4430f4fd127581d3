from odoo import models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Let the days and acts go that would collide: those of the destination stay."""
        self.env.flush_all()
        ids = (src_partners | dst_partner).ids
        for table, key in (
            ("crm_care_date", SQL("occasion_id")),
            ("crm_care_act", SQL("rule_id, occasion_id, year")),
        ):
            done = SQL("state = 'planned'" if table == "crm_care_act" else "FALSE")
            self.env.execute_query(
                SQL(
                    """
                    DELETE FROM %(table)s WHERE id IN (
                        SELECT id FROM (
                            SELECT id, ROW_NUMBER() OVER (
                                PARTITION BY %(key)s
                                ORDER BY %(done)s, partner_id = %(dst)s DESC, id) AS number
                              FROM %(table)s WHERE partner_id = ANY(%(ids)s)) AS numbered
                         WHERE number > 1)
                    RETURNING 1
                    """,
                    table=SQL.identifier(table),
                    key=key,
                    done=done,
                    dst=dst_partner.id,
                    ids=ids,
                )
            )
        self.env.invalidate_all()
        return super()._update_foreign_keys(src_partners, dst_partner)
