from odoo import models
from odoo.http import request

WAYS = [
    ("csv", "Text File"),
    ("xlsx", "Spreadsheet"),
    ("rpc", "Program"),
    ("server", "Server"),
]


class CrmExportMixin(models.AbstractModel):
    """Mixin of models whose exports are written down.

    Who exports many customers at once needs an approved request; see
    ``crm.customer.export.request``. Reading page by page is no export and not limited.
    """

    _name = "crm.export.mixin"
    _description = "Exports Are Logged"

    # whether a record stands for a customer: then the limit of the company counts
    _crm_export_of_customers = False

    def export_data(self, fields_to_export):
        """Export as the host does, after the limit was looked at, and log it.

        :raise UserError: too many customers without an approved request; says how to ask
        """
        permit = self._crm_export_permit()
        result = super().export_data(fields_to_export)
        # sudo: the log is written by exports alone
        self.env["crm.access.export"].sudo().create(
            {
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
                "model": self._name,
                "record_count": len(self),
                "field_names": ", ".join(fields_to_export),
                "way": self._crm_export_way(),
                "request_id": permit.id,
            }
        )
        return result

    def _crm_export_permit(self):
        """Return the approved request that lets the user export these, empty: none is needed."""
        permits = self.env["crm.customer.export.request"]
        limit = self.env.company.crm_export_limit
        is_bound = self.env.user.has_group("crm_customer.group_customer_own") and not self.env.su
        if not self._crm_export_of_customers or not is_bound or not 0 < limit < len(self):
            return permits
        return permits._use(self._crm_exported_customers(), limit)

    def _crm_exported_customers(self):
        """Return the contacts that these records stand for."""
        return self

    def _crm_export_way(self):
        """Say how it leaves: one of ``WAYS``, as far as the address of the call tells."""
        if not request:
            return "server"
        path = request.httprequest.path
        return next((way for way in ("csv", "xlsx") if path == f"/web/export/{way}"), "rpc")
