from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmSalesJourneyStep(models.Model):
    """Steps that send a text message."""

    _inherit = "crm.sales.journey.step"

    kind = fields.Selection(
        selection_add=[("sms", "Text Message"), ("activity",)],
        ondelete={"sms": lambda steps: steps._end_instead()},
    )
    sms_template_id = fields.Many2one("sms.template", "Text Message Template", ondelete="restrict")

    def _end_instead(self):
        """Without text messages the journey ends where one was to be sent."""
        self.with_context(crm_journey_version=True, crm_journey_later=True).kind = "end"

    @api.constrains("sms_template_id", "kind", "journey_id")
    def _check_sms_template(self):
        for step in self.filtered(lambda step: step.kind == "sms" and step.sms_template_id):
            # sudo: of which model the template is
            if step.sudo().sms_template_id.model not in step._get_models():
                raise ValidationError(
                    self.env._(
                        "%(step)s: choose a template that fits who enters the journey.",
                        step=step.name,
                    )
                )

    def _get_missing(self):
        if self.kind == "sms" and not self.sms_template_id:
            return self.env._("the text message template")
        return super()._get_missing()

    def _get_detail(self):
        # sudo: the name alone
        return self.sudo().sms_template_id.name if self.kind == "sms" else super()._get_detail()
