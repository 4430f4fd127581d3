from odoo import api, fields, models
from odoo.exceptions import AccessError

from .crm_export_mixin import WAYS

DAYS_PARAMETER = "crm_customer.export_log_days"
DAYS = 1095


class CrmAccessExport(models.Model):
    """That somebody exported records: written by the export itself, never changed."""

    _name = "crm.access.export"
    _description = "Export of Data"
    _inherit = "crm.retention.mixin"
    _order = "date desc, id desc"
    _rec_name = "model_name"
    _kept_parameter = DAYS_PARAMETER
    _kept_default = DAYS

    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", "Who", required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    model = fields.Char(required=True, readonly=True)
    model_name = fields.Char("What", compute="_compute_model_name")
    record_count = fields.Integer("Records", readonly=True)
    field_names = fields.Text("Fields", readonly=True)
    way = fields.Selection(WAYS, "How", required=True, readonly=True)
    request_id = fields.Many2one(
        "crm.customer.export.request",
        "Export Request",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )

    _date_idx = models.Index("(date DESC, id DESC)")

    @api.depends("model")
    def _compute_model_name(self):
        for export in self:
            # sudo: the name of a model is no secret
            name = self.env["ir.model"].sudo()._get(export.model).name
            export.model_name = name or export.model

    # nothing is ever written: there is no super to call
    def write(self, vals):  # pylint: disable=method-required-super
        """Refuse: what was exported stays written.

        :raise AccessError: always
        """
        raise AccessError(self.env._("The log of exports is never changed nor deleted."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise AccessError(self.env._("The log of exports is never changed nor deleted."))
