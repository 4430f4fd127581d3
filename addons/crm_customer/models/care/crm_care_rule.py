import ast
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools.lifecycle import LIFECYCLE

CUSTOMER, CONTACTS, ROLES = "customer", "contacts", "roles"
ACTIVITY, MESSAGE = "activity", "message"


class CrmCareRule(models.Model):
    """On which occasion who is greeted, and how."""

    _name = "crm.care.rule"
    _description = "Care Rule"
    _inherit = "crm.condition.mixin"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Leave empty to follow the rule in every company."
    )

    # when
    occasion_ids = fields.Many2many(
        "crm.care.occasion",
        "crm_care_rule_occasion_rel",
        "rule_id",
        "occasion_id",
        string="Occasions",
        required=True,
    )
    days_before = fields.Integer(
        default=0,
        help="An activity falls on the last working day that is at least so many days before.",
    )

    # who
    whom = fields.Selection(
        [
            (CUSTOMER, "The Customer"),
            (CONTACTS, "All Contacts"),
            (ROLES, "Contacts with a Role"),
        ],
        string="For Whom",
        required=True,
        default=CONTACTS,
        help="Contacts are people; a customer that is a person counts as its own contact.",
    )
    role_ids = fields.Many2many(
        "crm.customer.contact.role",
        "crm_care_rule_role_rel",
        "rule_id",
        "role_id",
        string="Roles",
    )
    level_ids = fields.Many2many(
        "crm.customer.level",
        "crm_care_rule_level_rel",
        "rule_id",
        "level_id",
        string="Levels",
        check_company=True,
        help="Only customers of these levels; empty: of any level.",
    )
    lifecycle = fields.Selection(
        LIFECYCLE, "Lifecycle Stage", help="Only customers in this stage; empty: in any stage."
    )
    domain = fields.Char(
        "Further Condition", default="[]", help="What else must be true of the customer."
    )
    condition_user_id = fields.Many2one(
        "res.users",
        "Condition By",
        readonly=True,
        copy=False,
        help="By whose rights the further condition is asked.",
    )

    # what
    action = fields.Selection(
        [(ACTIVITY, "Remind the Owner"), (MESSAGE, "Send an E-mail")],
        required=True,
        default=ACTIVITY,
        help="E-mails go only to contacts who may be greeted, and only when care messages "
        "are switched on in the settings of the company.",
    )
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        ondelete="set null",
        domain="[('res_model', 'in', (False, 'res.partner'))]",
        default=lambda self: self._default_activity_type_id(),
    )
    note = fields.Char("Instruction", translate=True, help="Stands in the activity.")
    fallback_user_id = fields.Many2one(
        "res.users",
        "Without an Owner",
        domain="[('share', '=', False)]",
        help="Who gets the activities of customers that nobody owns.",
    )
    template_id = fields.Many2one(
        "mail.template",
        "E-mail Template",
        ondelete="restrict",
        domain="[('model', '=', 'res.partner')]",
    )
    is_consent_required = fields.Boolean(
        "Only with Consent",
        default=True,
        help="Only contacts who said yes to greetings and care. Otherwise also those who said "
        "nothing, unless the purpose needs consent. Who refused never gets an e-mail.",
    )

    # what comes of it
    upcoming_count = fields.Integer("Upcoming", compute="_compute_counts")
    done_count = fields.Integer("Done", compute="_compute_counts")
    planned_on = fields.Date(
        readonly=True, copy=False, help="The day on which this rule was planned completely."
    )

    _days_small = models.Constraint(
        "CHECK(days_before BETWEEN 0 AND 60)", "Up to 60 days before the occasion."
    )

    def _default_activity_type_id(self):
        return self.env.ref("crm_customer.mail_activity_type_care", raise_if_not_found=False)

    def _compute_counts(self):
        groups = self.env["crm.care.act"]._read_group(
            [("rule_id", "in", self.ids)], ["rule_id", "state"], ["__count"]
        )
        counts = {(rule.id, state): count for rule, state, count in groups}
        for rule in self:
            rule.upcoming_count = counts.get((rule.id, "planned"), 0)
            rule.done_count = counts.get((rule.id, "done"), 0)

    @api.constrains("action", "template_id")
    def _check_template(self):
        for rule in self:
            template = rule.template_id.sudo()
            if rule.action == MESSAGE and template.model != "res.partner":
                raise ValidationError(
                    self.env._("%(name)s: choose an e-mail template for contacts.", name=rule.name)
                )

    @api.constrains("whom", "role_ids")
    def _check_roles(self):
        for rule in self:
            if rule.whom == ROLES and not rule.role_ids:
                raise ValidationError(
                    self.env._("%(name)s: say which roles the contacts have.", name=rule.name)
                )

    @api.constrains("occasion_ids")
    def _check_occasions(self):
        for rule in self:
            if not rule.occasion_ids:
                raise ValidationError(self.env._("%(name)s: choose an occasion.", name=rule.name))

    @api.constrains("domain")
    def _check_domain(self):
        self._check_conditions()

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create([vals | {"condition_user_id": self.env.uid} for vals in vals_list])
        if not self.env.context.get("install_mode"):  # then the daily run comes first
            self._trigger()
        return rules

    def write(self, vals):
        """Have a changed rule planned anew."""
        own = set(vals) - {"planned_on", "sequence", "name", "note"}
        if own:
            vals = vals | {"planned_on": False}
        if {"domain", "condition_user_id"} & vals.keys():
            vals = vals | {"condition_user_id": self.env.uid}
        result = super().write(vals)
        if own:
            self.filtered(lambda rule: not rule.active)._drop_planned()
            self._trigger()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_acted(self):
        self._drop_planned()
        acts = self.env["crm.care.act"].sudo().search([("rule_id", "in", self.ids)], limit=1)
        if acts:
            raise UserError(
                self.env._(
                    "%(name)s was followed already, and that must not be forgotten: nobody is "
                    "greeted twice. Archive it instead.",
                    name=acts.rule_id.name,
                )
            )

    def _drop_planned(self):
        # sudo: nobody deletes what was planned by hand
        acts = self.env["crm.care.act"].sudo()
        acts.search([("rule_id", "in", self.ids), ("state", "=", "planned")]).unlink()

    @api.model
    def _trigger(self):
        cron = self.env.ref("crm_customer.crm_care_cron", raise_if_not_found=False)
        if cron:
            # sudo: managers have no access to crons, and this one takes no input of theirs
            cron.sudo()._trigger()

    def _get_condition(self):
        return Domain(ast.literal_eval(self.domain or "[]"))

    def action_preview(self):
        """Plan this rule and show who would be greeted in the next days."""
        self.ensure_one()
        self.check_access("write")
        self._check_domain()
        # sudo: planning writes the log, which nobody writes by hand
        rule = self.sudo()
        if self.env["crm.care.act"]._lock():  # else a worker is planning just now
            rule.planned_on = False
            rule._plan(limit=1)
        return self._action_acts("planned")

    def action_view_upcoming(self):
        return self._action_acts("planned")

    def action_view_done(self):
        return self._action_acts("done")

    def _action_acts(self, state):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_customer.crm_care_act_action")
        return action | {
            "domain": [("rule_id", "=", self.id)],
            "context": {f"search_default_{state}": 1},
        }

    def _get_window(self, today):
        """Return the days of the occasions that are planned now: (first, last)."""
        return today, today + timedelta(days=30 + self.days_before)
