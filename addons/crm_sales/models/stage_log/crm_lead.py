from odoo import api, fields, models
from odoo.fields import Domain

# what decides where a lead stands; owner and team choose the stages that there are
PLACE = {"active", "probability", "stage_id", "team_id", "type", "user_id"}

GROUP = "crm_sales.group_sales_own"


class CrmLead(models.Model):
    """Where a lead stood, and since when it stands where it is."""

    _inherit = "crm.lead"

    crm_stage_log_ids = fields.One2many(
        "crm.sales.stage.log", "lead_id", "Stays", readonly=True, groups=GROUP
    )
    crm_stage_log_count = fields.Integer(
        "Stages So Far", compute="_compute_crm_stage_log_count", groups=GROUP
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_crm_stage_log_count(self):
        counts = dict(
            self.env["crm.sales.stage.log"]._read_group(
                Domain("lead_id", "in", self.ids), ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.crm_stage_log_count = counts.get(lead._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._crm_get_log()._begin(leads, self.env.cr.now().replace(microsecond=0))
        return leads

    def write(self, vals):
        if not PLACE & vals.keys():
            return super().write(vals)
        before = {lead: lead._crm_place() for lead in self}
        result = super().write(vals)
        moved = self.filtered(lambda lead: lead._crm_place() != before[lead])
        if moved:
            self._crm_get_log()._begin(moved, self.env.cr.now().replace(microsecond=0))
        return result

    def _crm_get_log(self):
        # sudo: nobody writes the log by hand
        return self.env["crm.sales.stage.log"].sudo()

    def _crm_place(self):
        """Return (type, stage, status)."""
        return self.type, self.stage_id, self._crm_status()

    def _crm_status(self):
        """Return "won" or "lost" as the host has it, else whether the lead is worked on."""
        if self.won_status in ("won", "lost"):
            return self.won_status
        return "open" if self.active else "archived"

    def _crm_prepare_stay(self, moment):
        """Return the values of a stay that begins where the lead stands."""
        return {
            "lead_id": self.id,
            "lead_type": self.type,
            "stage_id": self.stage_id.id,
            "status": self._crm_status(),
            "date_from": moment,
            "age": max((moment - self.create_date).total_seconds(), 0) / 86400,
            "user_id": self.env.uid,
            "owner_id": self.user_id.id,
            "team_id": self.team_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.company_currency.id,
            "value_from": self.expected_revenue,
        }

    def _merge_dependences(self, opportunities):
        """What the merged ones went through stays to be seen, as theirs."""
        log = self._crm_get_log()
        stays = log.search([("lead_id", "in", opportunities.ids)])
        stays._hand_over(self, self.env.cr.now().replace(microsecond=0))
        return super()._merge_dependences(opportunities)

    def action_view_crm_stages(self):
        """Open the stays of the opportunity."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_stage_log_action"
        )
        return action | {"domain": [("lead_id", "=", self.id)], "context": {}}
