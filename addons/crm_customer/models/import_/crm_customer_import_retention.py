from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

DAYS_PARAMETER = "crm_customer.import_days"
DAYS = 180


class CrmCustomerImport(models.Model):
    """Staged rows, files and journals are personal data: kept for a time, then gone."""

    _inherit = "crm.customer.import"

    @api.autovacuum
    def _gc_staged(self):
        """Drop file, rows, issues and journal of imports that ended long ago."""
        days = int(self.env["ir.config_parameter"].sudo().get_param(DAYS_PARAMETER, DAYS))
        if days <= 0:
            return
        limit = fields.Datetime.now() - timedelta(days=days)
        old = self.sudo().search(
            Domain("task", "=", False)
            & Domain("is_purged", "=", False)
            & Domain("write_date", "<", limit)
        )
        for job in old:
            job._purge()

    def _purge(self):
        """Drop what holds personal data; the figures and the log stay."""
        self.ensure_one()
        self._forget_staged()
        self.env.cr.execute(
            "DELETE FROM crm_customer_import_change WHERE import_id = %s", (self.id,)
        )
        self.env["crm.customer.import.change"].invalidate_model()
        self.column_ids.sudo().unlink()
        self.attachment_id.sudo().unlink()
        self.write({"is_purged": True, "format": False, "profiles": False, "decisions": False})
        self._write_log(self.env._("File, rows and journal were deleted: their time was over."))

    @api.model
    def _forget_partner(self, partner):
        """Erase ``partner`` and its contacts from staged rows, journals and files.

        Called when a person's data is erased. An import that holds a file with the
        person loses the file, since a line of it cannot be taken out.

        :return: number of imports touched
        """
        partners = partner.sudo().with_context(active_test=False)
        ids = partners.search([("id", "child_of", partner.ids)]).ids
        cr = self.env.cr
        cr.execute(
            """
            SELECT DISTINCT import_id, number FROM crm_customer_import_row
             WHERE res_model = 'res.partner' AND res_id = ANY(%(ids)s)
             UNION
            SELECT DISTINCT import_id, number FROM crm_customer_import_change
             WHERE model = 'res.partner' AND res_id = ANY(%(ids)s)
            """,
            {"ids": ids},
        )
        found = cr.fetchall()
        jobs, numbers = [job for job, _number in found], [number for _job, number in found]
        for table in ("row", "issue"):
            cr.execute(
                f"""
                DELETE FROM crm_customer_import_{table} t
                 USING unnest(%s::int[], %s::int[]) AS f(import_id, number)
                 WHERE t.import_id = f.import_id AND t.number = f.number
                """,
                (jobs, numbers),
            )
        cr.execute(
            "DELETE FROM crm_customer_import_change"
            " WHERE model = 'res.partner' AND res_id = ANY(%s)",
            (ids,),
        )
        for name in ("row", "issue", "change"):
            self.env[f"crm.customer.import.{name}"].invalidate_model()
        touched = self.sudo().browse(sorted(set(jobs))).exists()
        touched.attachment_id.unlink()
        touched.column_ids.write({"samples": False})
        for job in touched.filtered("format"):
            job.format = job.format | {"samples": []}
        return len(touched)
