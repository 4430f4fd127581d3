from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.research import Evidence, grade

STATES = [
    ("new", "New"),
    ("confirmed", "Confirmed"),
    ("acted", "Acted Upon"),
    ("outdated", "Outdated"),
]
STRENGTHS = [("none", "No Evidence"), ("weak", "Weak"), ("fair", "Fair"), ("strong", "Strong")]
VALID = timedelta(days=365)
BATCH = 500


class CrmSalesFinding(models.Model):
    """What we know of the market: a statement, what proves it, what it concerns."""

    _name = "crm.sales.finding"
    _description = "Market Finding"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    name = fields.Char("What We Found", required=True, tracking=True)
    active = fields.Boolean(default=True)
    note = fields.Html("Explanation")
    date = fields.Date("Found On", required=True, default=fields.Date.context_today)
    date_review = fields.Date(
        "Valid Until",
        default=lambda self: fields.Date.context_today(self) + VALID,
        help="From then on it is outdated, unless it is confirmed anew.",
    )
    state = fields.Selection(
        STATES, required=True, default="new", readonly=True, copy=False, tracking=True
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    study_id = fields.Many2one(
        "crm.sales.study",
        ondelete="set null",
        index="btree_not_null",
        groups="crm_sales.group_sales_all",
    )
    # what proves it
    evidence_ids = fields.One2many("crm.sales.finding.evidence", "finding_id")
    strength = fields.Selection(
        STRENGTHS,
        compute="_compute_strength",
        store=True,
        help="Fair: two sources of some reliability. Strong: three, by two methods at least.",
    )
    source_count = fields.Integer("Sources", compute="_compute_strength", store=True)
    # what it concerns
    product_tmpl_ids = fields.Many2many("product.template", string="Products")
    categ_ids = fields.Many2many("product.category", string="Product Categories")
    segment_ids = fields.Many2many("crm.customer.segment", string="Segments")
    campaign_ids = fields.Many2many("utm.campaign", string="Campaigns")
    competitor_ids = fields.Many2many("crm.sales.competitor", string="Competitors")
    # what follows
    consequence = fields.Text("What We Do About It", tracking=True)

    _date_idx = models.Index("(date DESC, id DESC)")
    _review_idx = models.Index("(date_review) WHERE state IN ('new', 'confirmed', 'acted')")

    @api.depends("evidence_ids.origin_key", "evidence_ids.method", "evidence_ids.reliability")
    def _compute_strength(self):
        for finding in self:
            finding.strength, finding.source_count = grade(
                Evidence(each.origin_key or "", each.method or "", int(each.reliability or 1))
                for each in finding.evidence_ids
            )

    def action_confirm(self):
        """Say that findings hold, for a year more if they had run out.

        :raise UserError: nothing proves one
        """
        today = fields.Date.context_today(self)
        for finding in self:
            if finding.strength == "none":
                raise UserError(
                    self.env._("Add what proves “%s” before you confirm it.", finding.name)
                )
            values = {"state": "confirmed"}
            if not finding.date_review or finding.date_review <= today:
                values["date_review"] = today + VALID
            finding.write(values)

    def action_act(self):
        """Say that something was done about confirmed findings.

        :raise UserError: one is not confirmed, or what was done is not said
        """
        for finding in self:
            if finding.state != "confirmed":
                raise UserError(self.env._("Confirm “%s” first.", finding.name))
            if not finding.consequence:
                raise UserError(
                    self.env._("Say what we do about “%s”, then mark it.", finding.name)
                )
        self.state = "acted"

    def action_outdate(self):
        """Say that findings no longer hold."""
        self.state = "outdated"

    def action_plan(self):
        """Open the host's dialog that plans an activity."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Plan an Activity"),
            "res_model": "mail.activity.schedule",
            "view_mode": "form",
            "target": "new",
            "context": {"active_model": self._name, "active_ids": self.ids, "active_id": self.id},
        }

    @api.model
    def _cron_outdate(self):
        """Findings whose day has come are outdated; their responsible is asked to look again."""
        today = fields.Date.context_today(self)
        domain = Domain("state", "in", ["new", "confirmed", "acted"]) & Domain(
            "date_review", "<=", today
        )
        due = self.search(domain, limit=BATCH)
        due.state = "outdated"
        for finding in due.filtered("user_id"):
            finding.activity_schedule(
                "mail.mail_activity_data_todo",
                today,
                summary=self.env._("Outdated: does it still hold?"),
                user_id=finding.user_id.id,
            )
        self.env["ir.cron"]._commit_progress(len(due), remaining=self.search_count(domain))
