from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from odoo.addons.crm_customer.tools.consent import ALLOWING

from ...tools.journey.engine import walk
from ...tools.journey.flow import SENDING

TABLE = Markup('<table class="table table-sm o_crm_sales_journey_try"><tbody>%s</tbody></table>')
ROW = Markup('<tr><td class="text-nowrap text-muted">%s</td><td><b>%s</b></td><td>%s</td></tr>')


class CrmSalesJourneyTry(models.TransientModel):
    """Shows what would happen to a contact, and when; sends and writes nothing."""

    _name = "crm.sales.journey.try"
    _description = "Trial of a Journey"

    journey_id = fields.Many2one("crm.sales.journey", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", "Contact")
    date_start = fields.Datetime("Enters On", required=True, default=fields.Datetime.now)
    is_opening = fields.Boolean("Opens and Clicks E-mails")
    result = fields.Html("What Would Happen", compute="_compute_result", sanitize=False)

    @api.depends("journey_id", "partner_id", "date_start", "is_opening")
    def _compute_result(self):
        for trial in self:
            is_ready = trial.partner_id and trial.date_start and trial.journey_id.step_ids
            trial.result = trial._describe() if is_ready else False

    def _describe(self):
        steps = self.journey_id.step_ids._origin.sorted()
        passed = walk(
            {step.id: (step.kind, step._get_wait()) for step in steps},
            steps._get_ways(),
            self.date_start,
            self.journey_id._get_clock(),
            self._answer,
        )
        by_id, rows = {step.id: step for step in steps}, []
        refusal = self._get_refusal()
        zone = self.env.user.tz or self.journey_id.company_id._crm_get_tz()
        for key, moment, answer in passed:
            step = by_id.get(key)
            when = format_datetime(self.env, moment, tz=zone, dt_format="short")
            if step and step.kind in SENDING and refusal:
                rows.append(ROW % (when, step.name, refusal))
                break
            words = self._get_words(step, answer) if step else ""
            rows.append(ROW % (when, step.name if step else self.env._("End"), words))
        return TABLE % Markup().join(rows)

    def _answer(self, step_id):
        """Return how a branch would decide, as far as is known today."""
        step = self.env["crm.sales.journey.step"].browse(step_id)
        if step.condition in ("opened", "clicked"):
            return self.is_opening
        if step.condition != "contact":
            return False
        found = Domain("id", "=", self.partner_id.id) & step._get_domain()
        return bool(self.env["res.partner"].search_count(found, limit=1))

    def _get_refusal(self):
        """Return why no message would go to the contact, empty if one would."""
        purpose = self.journey_id.purpose_id
        company = self.journey_id.company_id
        consents = self.env["crm.consent"].with_company(company)
        verdicts = consents._verdicts(self.partner_id, ("email",), purpose)
        if verdicts and verdicts[0][3] not in ALLOWING:
            return self.env._("Would leave here: no consent for this purpose.")
        return ""

    def _get_words(self, step, answer):
        if step.kind == "mail" and not self.partner_id.email_normalized:
            return self.env._("Would be skipped: no e-mail address.")
        if step.kind == "branch":
            return self.env._("yes") if answer else self.env._("no")
        return step.detail
