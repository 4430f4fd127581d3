from odoo import fields, models

from .crm_sales_stakeholder import ROLES


class CrmSalesStageRule(models.Model):
    """A rule may ask that somebody of a role is known."""

    _inherit = "crm.sales.stage.rule"

    kind = fields.Selection(
        selection_add=[("stakeholder", "A Stakeholder Is Known")],
        ondelete={"stakeholder": "cascade"},
    )
    stakeholder_role = fields.Selection(ROLES, help="Empty: any stakeholder will do.")

    def _label_stakeholder(self):
        roles = dict(self._fields["stakeholder_role"]._description_selection(self.env))
        if self.stakeholder_role:
            return self.env._("Stakeholder: %(role)s", role=roles[self.stakeholder_role])
        return self.env._("A stakeholder")

    def _how_stakeholder(self):
        return self.env._("Add who it is in the deal room.")

    def _met_stakeholder(self, leads):
        # sudo: who is known does not depend on who looks
        groups = (
            self.env["crm.sales.stakeholder"]
            .sudo()
            ._read_group([("lead_id", "in", leads.ids)], ["lead_id", "role"])
        )
        return {
            (rule.id, lead.id)
            for rule in self
            for lead, role in groups
            if rule.stakeholder_role in (False, role)
        }
