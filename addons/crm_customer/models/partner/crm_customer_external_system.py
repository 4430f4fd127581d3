from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmCustomerExternalSystem(models.Model):
    _name = "crm.customer.external.system"
    _description = "External System"
    _order = "sequence, name, id"

    name = fields.Char(required=True)
    code = fields.Char(
        required=True,
        help="Short name by which imports and other programs say which system a key "
        "belongs to, for example ERP or TMALL.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    key_count = fields.Integer(string="Keys", compute="_compute_key_count")

    _code_uniq = models.UniqueIndex("(code)", "Another external system has this code already.")

    def _compute_key_count(self):
        groups = self.env["crm.customer.external.key"]._read_group(
            [("system_id", "in", self.ids)], ["system_id"], ["__count"]
        )
        counts = {system.id: count for system, count in groups}
        for system in self:
            system.key_count = counts.get(system.id, 0)

    @api.model
    def _find_for_call(self, code, records, limit):
        """Return the system that sends ``records``, each with its key there.

        :param int limit: how many records a call may have
        :raise ValidationError: the call itself is wrong
        """
        # pylint: disable=prefer-env-translation
        _ = self.env._
        found = self.search([("code", "=", code)])
        if not found:
            raise ValidationError(_("There is no external system %(code)s.", code=code))
        if not isinstance(records, list) or len(records) > limit:
            raise ValidationError(_("Send a list of at most %(count)s records.", count=limit))
        keys = [
            str(record.get("key") or "").strip() if isinstance(record, dict) else ""
            for record in records
        ]
        if not all(keys):
            raise ValidationError(_("Each record is an object with a key."))
        if len(set(keys)) < len(keys):
            raise ValidationError(_("A key stands on more than one record."))
        return found

    def action_open_keys(self):
        """Open the keys by which this system knows customers."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "crm.customer.external.key",
            "view_mode": "list",
            "views": [
                (self.env.ref("crm_customer.crm_customer_external_key_view_list_system").id, "list")
            ],
            "domain": [("system_id", "=", self.id)],
        }
