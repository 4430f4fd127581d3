from odoo import api, fields, models

STAYS = 8
STEPS = 4


class ReportDealSheet(models.AbstractModel):
    """One page of an opportunity: facts, people, needs, decision, risks, next steps, stays.

    Everything is read as the user who prints.
    """

    _name = "report.crm_sales.report_deal_sheet"
    _description = "Deal Sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        leads = self.env["crm.lead"].browse(docids)
        return {
            "doc_model": "crm.lead",
            "docs": leads,
            "sheets": {lead.id: self._prepare_sheet(lead) for lead in leads},
        }

    def _prepare_sheet(self, lead):
        has_risks = (lead.company_id or self.env.company).crm_has_risks
        stays = lead.crm_stage_log_ids.sorted("date_from").filtered(lambda stay: not stay.merged_id)
        return {
            "map": lead.crm_stakeholder_map,
            "risks": (has_risks and lead.crm_risks) or [],
            "has_risks": has_risks,
            "pushed": self.env._("put off %(count)s ×", count=lead.crm_push_count),
            "steps": lead.activity_ids.sorted("date_deadline")[:STEPS],
            "stays": [self._prepare_stay(stay) for stay in stays[-STAYS:]],
        }

    def _prepare_stay(self, stay):
        """Return stage, since when, and how long it lasts or lasted."""
        now = self.env.cr.now()
        days = stay.days if stay.date_to else (now - stay.date_from).total_seconds() / 86400
        return {
            "name": stay.display_name,
            "since": fields.Datetime.context_timestamp(self, stay.date_from).date(),
            "days": self.env._("%(days)s days", days=int(days))
            if stay.date_to
            else self.env._("%(days)s days so far", days=int(days)),
        }
