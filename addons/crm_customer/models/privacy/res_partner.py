from collections import defaultdict

from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_consent_count = fields.Integer(
        "Consents",
        compute="_compute_crm_consent_count",
        groups="crm_customer.group_customer_own",
        help="What this contact and its people said about being addressed.",
    )

    def _compute_crm_consent_count(self):
        people = self.with_context(active_test=False).search([("id", "child_of", self.ids)])
        counts = self.env["crm.consent"]._read_group(
            [("partner_id", "in", people.ids)], ["partner_id"], ["__count"]
        )
        totals = defaultdict(int)
        for person, count in counts:
            for partner in person._crm_with_parents():
                totals[partner.id] += count
        for partner in self:
            partner.crm_consent_count = totals[partner._origin.id]

    def _crm_with_parents(self):
        """Return this contact and all above it."""
        # sudo: whose people are counted needs no right to read the company above
        chain = above = self.sudo()
        while above := above.parent_id - chain:
            chain |= above
        return chain

    def action_crm_register_consent(self):
        """Open the dialog that records what this contact said."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_consent_register_action"
        )
        return action | {"context": {"active_model": self._name, "active_ids": self.ids}}

    def action_crm_view_consents(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_customer.crm_consent_action")
        return action | {
            "domain": [("partner_id", "child_of", self.id)],
            "context": {"active_test": False},
        }

    def action_crm_personal_data_json(self):
        """Download what is held about this contact."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/crm/personal-data/{self.id}",
            "target": "download",
        }
