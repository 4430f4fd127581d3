from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.consent import GRANTED, channels_of
from .crm_care_rule import ACTIVITY, MESSAGE

PURPOSE = "care"
REASONS = [
    ("no_consent", "No consent"),
    ("no_email", "No e-mail address"),
    ("off", "Care messages are switched off"),
    ("archived", "The contact is archived"),
    ("no_owner", "Nobody owns the customer"),
    ("double", "Greeted by another rule"),
    ("missed", "The day passed"),
    ("error", "Error"),
]


class CrmCareAct(models.Model):
    """That a contact is, was or was not greeted: once per rule, occasion and year.

    Written by the rules alone.
    """

    _name = "crm.care.act"
    _description = "Care for a Contact"
    _order = "date_act, id"

    # for whom
    partner_id = fields.Many2one(
        "res.partner", "Contact", required=True, readonly=True, index=True, ondelete="cascade"
    )
    customer_id = fields.Many2one(
        "res.partner", required=True, readonly=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", "Owner", readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)

    # what for
    rule_id = fields.Many2one("crm.care.rule", required=True, readonly=True, ondelete="restrict")
    occasion_id = fields.Many2one(
        "crm.care.occasion", required=True, readonly=True, index=True, ondelete="restrict"
    )
    date = fields.Date("Occasion On", required=True, readonly=True)
    date_act = fields.Date("Due", required=True, readonly=True, help="When it is to be done.")
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    years = fields.Integer(
        readonly=True, aggregator=None, help="How many years it will be, if known."
    )
    color = fields.Integer(related="occasion_id.color")

    # what becomes of it
    action = fields.Selection(
        [(ACTIVITY, "Activity"), (MESSAGE, "E-mail")], required=True, readonly=True
    )
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("done", "Done"),
            ("refused", "Not Done"),
            ("skipped", "Skipped"),
        ],
        required=True,
        readonly=True,
        default="planned",
    )
    reason = fields.Selection(REASONS, readonly=True)
    detail = fields.Char(readonly=True)
    obstacle = fields.Selection(
        REASONS,
        string="Why Not",
        compute="_compute_obstacle",
        help="Why it was not done; of what is planned: why it would not be, as things are now.",
    )
    activity_id = fields.Many2one(
        "mail.activity", readonly=True, ondelete="set null", index="btree_not_null"
    )
    message_id = fields.Many2one(
        "mail.message", readonly=True, ondelete="set null", index="btree_not_null"
    )
    stamp = fields.Datetime(readonly=True, help="When it was planned last.")

    _once = models.UniqueIndex(
        "(rule_id, partner_id, occasion_id, year)", "This contact is greeted once a year."
    )
    _due_idx = models.Index("(state, date_act, id)")
    _order_idx = models.Index("(date_act, id)")

    @api.depends("partner_id", "occasion_id")
    def _compute_display_name(self):
        for act in self:
            names = (act.partner_id.name, act.occasion_id.name)
            act.display_name = " · ".join(filter(None, names))

    @api.depends("state", "reason", "action", "partner_id", "company_id")
    def _compute_obstacle(self):
        # sudo: the reason is shown to whoever sees the contact, not the consent itself
        planned = self.sudo().filtered(lambda act: act.state == "planned")
        obstacles = planned._get_obstacles()
        for act in self:
            act.obstacle = act.reason or obstacles.get(act.id, False)

    def _get_obstacles(self):
        """Return why some of these are not to be done now: ``{act id: reason}``."""
        obstacles = {}
        for company, acts in self.grouped("company_id").items():
            messages = acts.filtered(lambda act: act.action == MESSAGE)
            allowed = messages._get_allowed(company)
            double = messages._get_double()
            for act in acts:
                reason = act._get_obstacle(company, allowed, double)
                if reason:
                    obstacles[act.id] = reason
        return obstacles

    def _get_allowed(self, company):
        """Return those whose contact may get an e-mail of this purpose from ``company``.

        Where the rule wants consent, silence is a no, whatever the purpose says.
        """
        consents = self.env["crm.consent"].with_company(company)
        partners = consents._filter_allowed(self.partner_id, "email", PURPOSE)
        purpose = self.env["crm.consent.purpose"]._by_code(PURPOSE)
        verdicts = consents._verdicts(partners, channels_of("email"), purpose)
        granted = {partner_id for partner_id, *_rest, word in verdicts if word == GRANTED}
        return self.filtered(
            lambda act: (
                act.partner_id in partners
                and (act.partner_id.id in granted or not act.rule_id.is_consent_required)
            )
        )

    def _get_double(self):
        """Return those whose contact gets a message of the same occasion by another rule."""
        others = self.search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("occasion_id", "in", self.occasion_id.ids),
                ("action", "=", MESSAGE),
                ("state", "in", ("planned", "done")),
            ]
        )
        first = {}
        for act in others.sorted(lambda other: other._get_precedence()):
            first.setdefault((act.partner_id, act.occasion_id, act.year), act)
        return self.filtered(
            lambda act: first.get((act.partner_id, act.occasion_id, act.year), act) != act
        )

    def _get_precedence(self):
        return (self.state != "done", self.date_act, self.rule_id.sequence, self.id)

    def _get_obstacle(self, company, allowed, double):
        if not self.partner_id.active:
            return "archived"
        if self.action == ACTIVITY:
            return None if self._get_responsible() else "no_owner"
        if not company.crm_care_messages:
            return "off"
        if not self.partner_id.email_normalized:
            return "no_email"
        if self not in allowed:
            return "no_consent"
        return "double" if self in double else None

    def _get_responsible(self):
        """Return who gets the activity: the owner, or who the rule says."""
        owner = self.customer_id.user_id
        return owner if owner.active else self.rule_id.fallback_user_id

    def _refuse(self, reason, detail=False):
        self.write({"state": "refused", "reason": reason, "detail": detail})

    # by hand
    def action_skip(self):
        """Do not greet these contacts this time."""
        self._change_state(("planned",), "skipped")

    def action_plan_again(self):
        """Greet these contacts after all, if the day is not over."""
        today = fields.Date.context_today(self)
        over = self.filtered(lambda act: act.date < today)
        if over:
            raise UserError(self.env._("%(name)s: the day is over.", name=over[0].display_name))
        self._change_state(("skipped", "refused"), "planned")
        # today's run may be over, and tomorrow is too late
        self.env["crm.care.rule"]._trigger()

    def _change_state(self, before, after):
        self.check_access("read")
        wrong = self.filtered(lambda act: act.state not in before)
        if wrong:
            raise UserError(
                self.env._("%(name)s cannot be changed any more.", name=wrong[0].display_name)
            )
        # sudo: who may see a contact's care decides on it, and on nothing else of the log
        self.sudo().write({"state": after, "reason": False, "detail": False})

    def action_open_contact(self):
        self.ensure_one()
        return self.partner_id._get_records_action()
