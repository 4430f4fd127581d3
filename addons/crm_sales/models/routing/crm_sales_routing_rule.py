import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.routing.facts import CAPACITY, LOAD, OWNER, PERSON, TURN
from ..intake.crm_sales_lead_arrival import CHANNELS

WAY_LABELS = [
    (OWNER, "Owner of the Customer"),
    (PERSON, "One Person"),
    (TURN, "By Turn"),
    (LOAD, "Fewest Open Leads"),
    (CAPACITY, "By Capacity"),
]
SEPARATOR = re.compile(r"[,;，；、\n]+")


class CrmSalesRoutingRule(models.Model):
    """Who gets which leads. The first rule that holds and of which somebody is there decides.

    The rules decide when a lead comes in, and when marketing hands one over. The host's own
    assignment afterwards takes only what has no salesperson.
    """

    _name = "crm.sales.routing.rule"
    _description = "Routing Rule"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    # which leads
    country_ids = fields.Many2many("res.country", string="Countries")
    state_ids = fields.Many2many("res.country.state", string="States")
    cities = fields.Char(help="Separated by commas.")
    zip_prefixes = fields.Char("Postal Codes", help="Beginnings, separated by commas: 20, 215.")
    segment_ids = fields.Many2many("crm.customer.segment", string="Segments", check_company=True)
    tag_ids = fields.Many2many("crm.tag", string="Tags", groups="sales_team.group_sale_salesman")
    lang_ids = fields.Many2many("res.lang", string="Languages")
    campaign_ids = fields.Many2many("utm.campaign", string="Campaigns")
    source_ids = fields.Many2many("utm.source", string="Sources")
    medium_ids = fields.Many2many("utm.medium", string="Media")
    channel = fields.Selection(CHANNELS, help="By which way the lead came in.")
    value_min = fields.Float("Expected Revenue From")
    known = fields.Selection(
        [("known", "Known Customers"), ("unknown", "New Ones")], "Customers", help="Empty: all."
    )
    # to whom
    way = fields.Selection(WAY_LABELS, required=True, default=TURN)
    team_id = fields.Many2one("crm.team", "Sales Team", check_company=True)
    user_id = fields.Many2one(
        "res.users", "Salesperson", domain="[('share', '=', False)]", check_company=True
    )
    user_ids = fields.Many2many(
        "res.users",
        string="Among",
        domain="[('share', '=', False)]",
        help="Empty: all members of the team.",
    )
    prefers_language = fields.Boolean(
        "Prefer Their Language", help="Who has the language of the lead comes first."
    )
    # the others wait here while one decides
    date_last = fields.Datetime("Decided Last On", readonly=True, copy=False)
    decision_count = fields.Integer("Decisions", compute="_compute_decision_count")
    summary = fields.Char(compute="_compute_summary")

    _value_positive = models.Constraint(
        "CHECK(value_min >= 0)", "The expected revenue is never below zero."
    )

    def _compute_decision_count(self):
        counts = dict(
            self.env["crm.sales.routing.decision"]._read_group(
                [("rule_id", "in", self.ids)], ["rule_id"], ["__count"]
            )
        )
        for rule in self:
            rule.decision_count = counts.get(rule._origin, 0)

    @api.constrains("way", "team_id", "user_id", "user_ids")
    def _check_target(self):
        for rule in self:
            if rule.way == PERSON and not rule.user_id:
                raise ValidationError(self.env._("Say which person gets the leads."))
            if rule.way == CAPACITY and not rule.team_id:
                raise ValidationError(self.env._("Capacities are those of a team: choose it."))
            if rule.way in (TURN, LOAD) and not rule.team_id and not rule.user_ids:
                raise ValidationError(self.env._("Choose a team, or people among whom to choose."))

    def _get_people(self):
        """Return the users who come into question; called in sudo."""
        self.ensure_one()
        if self.way == PERSON:
            return self.user_id
        if self.user_ids:
            return self.user_ids
        members = self.team_id.crm_team_member_ids
        return members.filtered(lambda member: not member.assignment_optout).user_id

    @api.model
    def _split_words(self, text):
        """Return the words of a list, in lower case without spaces."""
        return [
            "".join(word.split()).casefold() for word in SEPARATOR.split(text or "") if word.strip()
        ]

    def action_view_decisions(self):
        """Open what the rule decided."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_routing_decision_action"
        )
        return action | {"domain": [("rule_id", "=", self.id)], "context": {}}
