from collections import defaultdict

from odoo import fields, models

GROUP = "crm_sales.group_sales_own"


class CrmLead(models.Model):
    """How often the expected closing was pushed; what is deleted stays in the past."""

    _inherit = "crm.lead"

    # without a default, so that no row is touched when the addon is installed
    crm_push_count = fields.Integer(
        "Pushed",
        readonly=True,
        copy=False,
        aggregator="avg",
        groups=GROUP,
        help="How often the expected closing was put to a later day.",
    )
    crm_push_ids = fields.One2many(
        "crm.sales.pipeline.push", "lead_id", "Changes of the Closing", readonly=True, groups=GROUP
    )

    def write(self, vals):
        if "date_deadline" not in vals:
            return super().write(vals)
        before = {lead: lead.date_deadline for lead in self}
        result = super().write(vals)
        changed = self.filtered(lambda lead: lead.date_deadline != before[lead])
        if changed:
            changed._crm_note_closing(before)
        return result

    def _crm_note_closing(self, before):
        """Log that the expected closing changed; ``before`` is {opportunity: day or False}."""
        # sudo: nobody writes the log or the count by hand
        log = self.env["crm.sales.pipeline.push"].sudo()
        pushes = log.create([lead._crm_prepare_push(before[lead]) for lead in self])
        leads = defaultdict(lambda: self.sudo().browse())
        for push in pushes.filtered(lambda push: push.kind == "pushed"):
            leads[push.lead_id.crm_push_count + 1] |= push.lead_id
        for count, pushed in leads.items():
            pushed.crm_push_count = count

    def _crm_prepare_push(self, before):
        after = self.date_deadline
        kind = self.env["crm.sales.pipeline.push"]._get_kind(before, after)
        moved = before and after
        return {
            "lead_id": self.id,
            "date": self.env.cr.now().replace(microsecond=0),
            "kind": kind,
            "closing_before": before,
            "closing_after": after,
            "days": (after - before).days if moved else 0,
            "months": (
                12 * (after.year - before.year) + after.month - before.month if moved else 0
            ),
            "stage_id": self.stage_id.id,
            "user_id": self.env.uid,
            "owner_id": self.user_id.id,
            "team_id": self.team_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.company_currency.id,
            "value": self.expected_revenue,
        }

    def _merge_dependences(self, opportunities):
        """What was pushed stays to be seen, as that of the merged ones."""
        # sudo: nobody writes the log by hand
        log = self.env["crm.sales.pipeline.push"].sudo()
        pushes = log.search([("lead_id", "in", opportunities.ids)])
        for merged, own in pushes.grouped("lead_id").items():
            own.filtered(lambda push: not push.merged_id).merged_id = merged.id
            own.lead_id = self
        return super()._merge_dependences(opportunities)

    def action_view_crm_pushes(self):
        """Open the changes of the expected closing."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_pipeline_push_action"
        )
        return action | {"domain": [("lead_id", "=", self.id)], "context": {}}

    def unlink(self):
        """The pipeline stays as it was, without a reference to what is gone."""
        gone = self.ids
        result = super().unlink()
        self.env["crm.sales.pipeline.snapshot"]._forget("lead_id", gone)
        return result
