from odoo import fields, models

KINDS = [
    ("call", "Call"),
    ("email", "Email"),
    ("visit", "Visit"),
    ("meeting", "Meeting"),
    ("chat", "Chat"),
    ("wechat", "WeChat"),
]
SENTIMENTS = [
    ("positive", "Positive"),
    ("neutral", "Neutral"),
    ("negative", "Negative"),
]


class CrmCustomerInteractionOutcome(models.Model):
    _name = "crm.customer.interaction.outcome"
    _description = "Interaction Outcome"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        KINDS, help="Only offered for this kind of interaction; empty: for every kind."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_contact = fields.Boolean(
        "Counts as Contact",
        default=True,
        help="The customer was reached. Turned off, the interaction is an attempt: it "
        "is kept, but the customer still counts as not contacted.",
    )
    sentiment = fields.Selection(SENTIMENTS, help="Proposed as the sentiment of the interaction.")
    interaction_ids = fields.One2many("crm.customer.interaction", "outcome_id", "Interactions")

    _name_uniq = models.UniqueIndex(
        "((name->>'en_US'), COALESCE(kind, ''))",
        "There is already an outcome of this name for this kind of interaction.",
    )
