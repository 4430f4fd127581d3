from odoo import models


class CrmSalesJourneyRun(models.Model):
    """Text messages of a journey, by the queue of the host."""

    _inherit = "crm.sales.journey.run"

    def _do_sms(self, step):
        return self._do_message(step, step.sms_template_id, "sms", "_queue_texts")

    def _queue_texts(self, step):
        """Put the text messages of these into the host's queue, and write that they are there."""
        template = step.sms_template_id
        documents = {run.id: run._get_document(template.model).id for run in self}
        bodies = template._render_field("body", list(documents.values()), compute_lang=True)
        self.env["sms.sms"].create(
            [
                {
                    "body": bodies[documents[run.id]],
                    "number": run._get_address("sms"),
                    "partner_id": run.partner_id.id,
                }
                for run in self
            ]
        )
        self._log_done("sms", step)
