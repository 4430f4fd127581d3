from odoo import models
from odoo.fields import Domain


class CrmToday(models.AbstractModel):
    _inherit = "crm.today"

    def _today_blocks(self):
        block = self._today_block(
            "imports",
            self.env._("Imports Waiting"),
            "approve",
            50,
            "fa-upload",
            model="crm.customer.import",
            groups="crm_customer.group_customer_manager",
        )
        return [*super()._today_blocks(), block]

    def _today_imports(self):
        """Files that wait for a person: to be mapped, checked or loaded, or that failed."""
        domain = Domain("state", "in", ("read", "mapped", "checked", "failed"))
        domain &= Domain("task", "=", False)
        return self._today_search(
            "crm.customer.import",
            domain,
            "id desc",
            self._prepare_import,
            "crm_customer.crm_customer_import_action",
        )

    def _prepare_import(self, job):
        labels = dict(job._fields["state"]._description_selection(self.env))
        return {
            "subtitle": self.env._(
                "%(user)s, %(rows)s rows", user=job.user_id.name, rows=job.row_count
            ),
            "date": job.create_date,
            "state": "late" if job.state == "failed" else "today",
            "badge": labels[job.state],
            "icon": "fa-upload",
        }
