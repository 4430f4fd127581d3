from odoo import fields, models


class CrmRequestSourceMixin(models.AbstractModel):
    """Mixin of what a question can be asked from; name it in ``_request_sources`` too."""

    _name = "crm.request.source.mixin"
    _description = "Asked From"

    crm_request_count = fields.Integer(
        "Requests",
        compute="_compute_crm_request_count",
        groups="crm_customer.group_customer_own",
        help="Questions to other departments, answered and open.",
    )

    def _get_request_partner(self):
        """Return the customer whom a question from this record is about."""
        return self.partner_id

    def _get_request_domain(self):
        return [("res_model", "=", self._name), ("res_id", "in", self.ids)]

    def _compute_crm_request_count(self):
        counts = dict(
            self.env["crm.request"]._read_group(self._get_request_domain(), ["res_id"], ["__count"])
        )
        for record in self:
            record.crm_request_count = counts.get(record._origin.id, 0)

    def action_crm_ask_department(self):
        """Open the dialog that asks another department about this record."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_request_action_ask"
        )
        return action | {"context": {"default_source_ref": f"{self._name},{self.id}"}}

    def action_crm_view_requests(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_customer.crm_request_action")
        return action | {
            "domain": self._get_request_domain(),
            "context": {"default_source_ref": f"{self._name},{self.id}"},
        }
