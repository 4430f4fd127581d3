import ast

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools.journey.engine import Wait
from ...tools.journey.flow import Step, link

KINDS = [
    ("mail", "E-mail"),
    ("activity", "Activity"),
    ("wait", "Wait"),
    ("branch", "Branch"),
    ("tag", "Add a Tag"),
    ("end", "End"),
]
UNITS = [
    ("hour", "Hours"),
    ("day", "Days"),
    ("workday", "Working Days"),
    ("date", "Until a Date"),
]
CONDITIONS = [
    ("opened", "Opened the Last E-mail"),
    ("clicked", "Clicked in the Last E-mail"),
    ("replied", "Answered"),
    ("contact", "Condition on the Contact"),
    ("lead", "Condition on the Lead"),
]
WAYS = ("next_id", "yes_id", "no_id")
#: of which records a template of a step may be, by the entry of the journey
MODELS = {
    "segment": ("res.partner",),
    "quotation": ("res.partner", "sale.order"),
    "order": ("res.partner", "sale.order"),
}
OF_LEADS = ("res.partner", "crm.lead")
#: what may change while contacts go through it
FREE = {"name"}


class CrmSalesJourneyStep(models.Model):
    """What happens to a participant, and where it goes on."""

    _name = "crm.sales.journey.step"
    _description = "Step of a Journey"
    _order = "journey_id, version desc, sequence, id"

    journey_id = fields.Many2one("crm.sales.journey", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="journey_id.company_id")
    journey_state = fields.Selection(related="journey_id.state", string="State of the Journey")
    entry = fields.Selection(related="journey_id.entry")
    version = fields.Integer(default=1, readonly=True, copy=False)
    is_latest = fields.Boolean(default=True, readonly=True, copy=False, index=True)
    lineage = fields.Integer(
        readonly=True,
        copy=False,
        help="The same for a step in all versions: what was done in one is not done again in "
        "the next.",
    )
    sequence = fields.Integer(default=10)
    number = fields.Integer("No.", compute="_compute_number")
    name = fields.Char("What Happens", required=True, translate=True)
    kind = fields.Selection(KINDS, required=True, default="mail")

    # messages and activities
    template_id = fields.Many2one("mail.template", "E-mail Template", ondelete="restrict")
    activity_type_id = fields.Many2one("mail.activity.type", ondelete="restrict")
    user_rule = fields.Selection(
        [("owner", "Owner of the Contact"), ("user", "Always the Same")],
        "Who Does It",
        default="owner",
    )
    user_id = fields.Many2one(
        "res.users", "By", domain="[('share', '=', False)]", ondelete="restrict"
    )
    activity_note = fields.Char("Note", translate=True)
    tag_id = fields.Many2one("res.partner.category", ondelete="restrict")

    # waiting
    wait_unit = fields.Selection(UNITS, "Unit", default="day")
    wait_count = fields.Integer("Wait For", default=3)
    wait_date = fields.Date("Wait Until")

    # branches
    condition = fields.Selection(CONDITIONS, default="opened")
    domain = fields.Char("Condition on the Record", default="[]")
    domain_model = fields.Char(compute="_compute_domain_model")
    author_id = fields.Many2one(
        "res.users",
        "Condition By",
        readonly=True,
        copy=False,
        help="By whose rights the condition is asked.",
    )
    yes_id = fields.Many2one(
        "crm.sales.journey.step",
        "If Yes",
        copy=False,
        ondelete="set null",
        help="Empty: the next step of the list.",
    )
    no_id = fields.Many2one(
        "crm.sales.journey.step",
        "If No",
        copy=False,
        ondelete="set null",
        help="Empty: the journey ends.",
    )
    next_id = fields.Many2one(
        "crm.sales.journey.step",
        "Then",
        copy=False,
        ondelete="set null",
        help="Empty: the next step of the list.",
    )
    detail = fields.Char("How", compute="_compute_detail")
    mailing_id = fields.Many2one(
        "mailing.mailing",
        readonly=True,
        ondelete="set null",
        groups="mass_mailing.group_mass_mailing_user",
        help="Under which the host counts what became of the e-mails.",
    )

    _wait_positive = models.Constraint(
        "CHECK(wait_count IS NULL OR wait_count BETWEEN 0 AND 365)", "Wait for 0 to 365."
    )

    @api.depends("journey_id.step_ids", "sequence")
    def _compute_number(self):
        for journey, steps in self.grouped("journey_id").items():
            order = {step.id: at for at, step in enumerate(journey.step_ids.sorted(), 1)}
            for step in steps:
                step.number = order.get(step.id, 0)

    @api.depends("condition")
    def _compute_domain_model(self):
        for step in self:
            step.domain_model = "crm.lead" if step.condition == "lead" else "res.partner"

    @api.depends("kind", "name", "number")
    def _compute_display_name(self):
        for step in self:
            step.display_name = f"{step.number}. {step.name}" if step.number else step.name

    @api.depends(
        "kind", "template_id", "activity_type_id", "user_rule", "user_id", "tag_id", "wait_unit",
        "wait_count", "wait_date", "condition",
    )  # fmt: skip
    def _compute_detail(self):
        for step in self:
            step.detail = step._get_detail()

    def _get_detail(self):
        """Return in a few words how the step does what it does."""

        def label(name):
            return dict(self._fields[name]._description_selection(self.env)).get(self[name]) or ""

        if self.kind == "wait":
            if self.wait_unit == "date":
                return fields.Date.to_string(self.wait_date) or ""
            return f"{self.wait_count} {label('wait_unit')}"
        if self.kind == "activity":
            who = self.user_id.name if self.user_rule == "user" else label("user_rule")
            return " · ".join(filter(None, (self.activity_type_id.name, who)))
        # sudo: the names alone, of whoever reads the step
        names = {
            "mail": self.sudo().template_id.name,
            "branch": label("condition"),
            "tag": self.sudo().tag_id.name,
        }
        return names.get(self.kind) or ""

    # checks
    @api.constrains("next_id", "yes_id", "no_id", "sequence", "kind")
    def _check_flow(self):
        if not self.env.context.get("crm_journey_later"):
            self.journey_id._check_flow()

    @api.constrains("template_id", "kind", "journey_id")
    def _check_template(self):
        for step in self.filtered(lambda step: step.kind == "mail" and step.template_id):
            # sudo: of which model the template is
            if step.sudo().template_id.model not in step._get_models():
                raise ValidationError(
                    self.env._(
                        "%(step)s: choose a template that fits who enters the journey.",
                        step=step.name,
                    )
                )

    @api.constrains("domain", "condition", "kind")
    def _check_domain(self):
        for step in self.filtered(lambda step: step.kind == "branch"):
            if step.condition not in ("contact", "lead"):
                continue
            try:
                # as who writes it, whatever the rights of this very call
                records = self.env[step.domain_model].with_user(self.env.uid)
                records.search_count(step._get_domain(), limit=1)
            except (SyntaxError, TypeError, ValueError, KeyError) as error:
                raise ValidationError(
                    self.env._("%(name)s: the condition cannot be read: %(error)s",
                               name=step.name, error=error)
                ) from error  # fmt: skip

    def _get_models(self):
        return MODELS.get(self.journey_id.entry, OF_LEADS)

    def _get_domain(self):
        return Domain(ast.literal_eval(self.domain or "[]"))

    def _get_wait(self):
        return Wait(self.wait_unit, self.wait_count, self.wait_date)

    def _get_missing(self):
        """Return what a step lacks to be done, empty when nothing does."""
        checks = {
            "mail": (self.template_id, self.env._("the e-mail template")),
            "activity": (self.activity_type_id, self.env._("the type of the activity")),
            "tag": (self.tag_id, self.env._("the tag")),
            "wait": (
                self.wait_unit != "date" or self.wait_date,
                self.env._("until when"),
            ),
        }
        is_there, words = checks.get(self.kind, (True, ""))
        if self.kind == "activity" and self.user_rule == "user" and not self.user_id:
            return self.env._("who does it")
        return "" if is_there else words

    def _check_complete(self):
        """:raise UserError: one of the steps lacks something"""
        for step in self:
            missing = step._get_missing()
            if missing:
                raise UserError(
                    self.env._("%(step)s: %(what)s is missing.", step=step.name, what=missing)
                )

    # where it leads
    def _get_ways(self):
        """Return ``{step id: Way}`` of the steps of one version of a journey."""
        return link(
            [
                Step(step.id, step.kind, step.next_id.id or None, step.yes_id.id or None,
                     step.no_id.id or None)
                for step in self.sorted()
            ]
        )  # fmt: skip

    def _copy_ways(self, twins):
        """Let the ``twins`` of these lead where these lead, each to the twin."""
        pairs = dict(zip(self.sorted(), twins.sorted(), strict=True))
        for step, twin in pairs.items():
            vals = {name: pairs[step[name]].id for name in WAYS if step[name] in pairs}
            if vals:
                twin.with_context(crm_journey_later=True).write(vals)

    # writing
    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [vals | {"author_id": self.env.uid} for vals in vals_list]
        steps = super().create(vals_list)
        if not self.env.context.get("crm_journey_version"):
            steps._place()
        for step in steps.filtered(lambda step: not step.lineage):
            step.lineage = step.id
        return steps

    def _place(self):
        """Put new steps into the latest version of their journey, unless people go through it."""
        for journey, steps in self.grouped("journey_id").items():
            latest = max((journey.step_ids - steps).mapped("version"), default=0) or (
                journey.version + 1
            )
            if latest <= journey.version:
                raise UserError(journey._get_frozen_words())
            steps.with_context(crm_journey_version=True).version = latest

    def write(self, vals):
        if "domain" in vals:
            vals = vals | {"author_id": self.env.uid}
        if vals.keys() - FREE and not self.env.context.get("crm_journey_version"):
            self._check_editable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if not self.env.context.get("crm_journey_version"):
            self._check_editable()

    def _check_editable(self):
        """:raise UserError: contacts go through one of the steps, or went"""
        for step in self:
            if step.version <= step.journey_id.version:
                raise UserError(step.journey_id._get_frozen_words())
