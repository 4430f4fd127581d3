from odoo import fields, models

GROUP = "crm_sales.group_sales_own"


class CrmLead(models.Model):
    """The plan that we and the customer follow up to going live."""

    _inherit = "crm.lead"

    crm_date_go_live = fields.Date(
        "Going Live",
        copy=False,
        groups=GROUP,
        help="When the customer wants to work with it; steps count back from there.",
    )
    crm_mutual_step_ids = fields.One2many(
        "crm.sales.mutual.step", "lead_id", "Mutual Plan", groups=GROUP
    )
    crm_mutual_share_ids = fields.One2many(
        "crm.sales.mutual.share", "lead_id", "Shared With", groups=GROUP
    )

    def _merge_get_fields(self):
        name = "crm_date_go_live"
        more = [name] if self._has_field_access(self._fields[name], "write") else []
        return [*super()._merge_get_fields(), *more]

    def _merge_dependences(self, opportunities):
        """Steps come along; a person to whom both plans were shown keeps the first page."""
        # sudo: who may merge opportunities moves all that is theirs
        steps = self.env["crm.sales.mutual.step"].sudo()
        steps.search([("lead_id", "in", opportunities.ids)]).lead_id = self
        shares = self.env["crm.sales.mutual.share"].sudo()
        known = shares.search([("lead_id", "=", self.id)]).partner_id
        for share in shares.search([("lead_id", "in", opportunities.ids)], order="id"):
            if share.partner_id in known:
                share.active = False
            known |= share.partner_id
            share.lead_id = self
        return super()._merge_dependences(opportunities)

    def action_crm_print_mutual_plan(self):
        """Print the plan for both sides."""
        return self.env.ref("crm_sales.crm_lead_action_report_mutual_plan").report_action(self)
