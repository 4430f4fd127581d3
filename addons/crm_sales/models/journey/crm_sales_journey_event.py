from odoo import fields, models
from odoo.exceptions import AccessError

KINDS = [
    ("entered", "Entered"),
    ("mail", "E-mail Sent"),
    ("sms", "Text Message Sent"),
    ("activity", "Activity Planned"),
    ("wait", "Waited"),
    ("yes", "Yes"),
    ("no", "No"),
    ("tag", "Tag Added"),
    ("skipped", "Skipped"),
    ("moved", "Moved to Another Version"),
    ("done", "Came to the End"),
    ("left", "Left"),
    ("goal", "Goal Reached"),
]
#: what is done at a step: once for a participant, in whichever version
AT_STEP = ("mail", "sms", "activity", "wait", "yes", "no", "tag", "skipped")


class CrmSalesJourneyEvent(models.Model):
    """What happened to a participant of a journey; written by the journey alone, never changed."""

    _name = "crm.sales.journey.event"
    _description = "Event of a Journey"
    _order = "id desc"
    _log_access = False
    _rec_name = "kind"

    run_id = fields.Many2one(
        "crm.sales.journey.run", "Participant", required=True, index=True, ondelete="cascade"
    )
    journey_id = fields.Many2one(related="run_id.journey_id", store=True)
    partner_id = fields.Many2one(related="run_id.partner_id", store=True)
    user_id = fields.Many2one(related="run_id.user_id", store=True)
    company_id = fields.Many2one(related="run_id.company_id", store=True)
    step_id = fields.Many2one("crm.sales.journey.step", ondelete="restrict", readonly=True)
    lineage = fields.Integer(readonly=True, help="Of the step, of what is done once.")
    kind = fields.Selection(KINDS, "What", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)
    detail = fields.Char(readonly=True)
    trace_id = fields.Many2one(
        "mailing.trace",
        "Sent E-mail",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        groups="mass_mailing.group_mass_mailing_user",
    )

    # nothing is done twice, whoever runs it, however often
    _once_uniq = models.UniqueIndex(
        "(run_id, lineage) WHERE lineage IS NOT NULL AND lineage != 0",
        "This step was done for the participant already.",
    )
    _step_idx = models.Index("(step_id, kind, run_id)")
    _partner_idx = models.Index("(partner_id)")
    _sent_idx = models.Index("(company_id, partner_id, date) WHERE kind IN ('mail', 'sms')")
    _user_idx = models.Index("(user_id)")

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("What happened in a journey is never changed."))
        return super().write(vals)
