from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain

STATES = [("draft", "Draft"), ("current", "In Force"), ("replaced", "Replaced")]
SUBJECTS = [
    ("company", "Our Company"),
    ("category", "Product Category"),
    ("competitor", "Competitor"),
    ("segment", "Segment"),
    ("campaign", "Campaign"),
]
SUBJECT_FIELDS = {
    "company": "company_id",
    "category": "categ_id",
    "competitor": "competitor_id",
    "segment": "segment_id",
    "campaign": "campaign_id",
}
REVIEW = timedelta(days=180)
REMIND = timedelta(days=14)
BATCH = 500


class CrmSalesSwot(models.Model):
    """Strengths, weaknesses, opportunities and threats of a subject, and what we do about them.

    A revision is a new version; the one before stays as it was.
    """

    _name = "crm.sales.swot"
    _description = "SWOT Analysis"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, tracking=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index=True,
        tracking=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    date_review = fields.Date(
        "Review On",
        required=True,
        default=lambda self: fields.Date.context_today(self) + REVIEW,
        tracking=True,
        help="Two weeks before, the owner gets a task.",
    )
    date_reminded = fields.Date("Reminded For", readonly=True, copy=False)
    # of what
    subject = fields.Selection(
        SUBJECTS, "Subject of the Analysis", required=True, default="company"
    )
    categ_id = fields.Many2one(
        "product.category", "Product Category", ondelete="restrict", index="btree_not_null"
    )
    competitor_id = fields.Many2one(
        "crm.sales.competitor", ondelete="restrict", index="btree_not_null"
    )
    segment_id = fields.Many2one(
        "crm.customer.segment", ondelete="restrict", index="btree_not_null"
    )
    campaign_id = fields.Many2one("utm.campaign", ondelete="restrict", index="btree_not_null")
    subject_name = fields.Char("Of", compute="_compute_subject_name")
    summary = fields.Text(help="What follows from it, in two sentences.")
    # the four fields
    item_ids = fields.One2many("crm.sales.swot.item", "swot_id", "All Points")
    strength_ids = fields.One2many(
        "crm.sales.swot.item", "swot_id", "Strengths", domain=[("quadrant", "=", "strength")]
    )
    weakness_ids = fields.One2many(
        "crm.sales.swot.item", "swot_id", "Weaknesses", domain=[("quadrant", "=", "weakness")]
    )
    opportunity_ids = fields.One2many(
        "crm.sales.swot.item",
        "swot_id",
        "Market Opportunities",
        domain=[("quadrant", "=", "opportunity")],
    )
    threat_ids = fields.One2many(
        "crm.sales.swot.item", "swot_id", "Threats", domain=[("quadrant", "=", "threat")]
    )
    action_ids = fields.One2many("crm.sales.swot.action", "swot_id", "Actions")
    action_open_count = fields.Integer("Open Actions", compute="_compute_action_open_count")
    # the versions
    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "crm.sales.swot",
        "Version Before",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )

    _review_ordered = models.Constraint(
        "CHECK(date_review >= date)", "It is reviewed after it was made."
    )
    _date_idx = models.Index("(date DESC, id DESC)")
    _review_idx = models.Index("(date_review) WHERE state = 'current'")

    @api.depends("subject", *SUBJECT_FIELDS.values())
    def _compute_subject_name(self):
        for swot in self:
            field = SUBJECT_FIELDS.get(swot.subject)
            swot.subject_name = (field and swot[field].display_name) or False

    @api.depends("action_ids.state")
    def _compute_action_open_count(self):
        counts = dict(
            self.env["crm.sales.swot.action"]._read_group(
                Domain("swot_id", "in", self.ids) & Domain("state", "in", ["open", "doing"]),
                ["swot_id"],
                ["__count"],
            )
        )
        for swot in self:
            swot.action_open_count = counts.get(swot._origin, 0)

    @api.constrains("subject", *SUBJECT_FIELDS.values())
    def _check_subject(self):
        """:raise ValidationError: it is not said of which category, competitor …"""
        subjects = dict(self._fields["subject"]._description_selection(self.env))
        for swot in self:
            if not swot[SUBJECT_FIELDS[swot.subject]]:
                raise ValidationError(
                    self.env._(
                        "%(name)s: choose the %(subject)s that it is about.",
                        name=swot.name,
                        subject=subjects[swot.subject],
                    )
                )

    def write(self, vals):
        if not {"state", "active", "previous_id", "date_reminded"} >= vals.keys():
            self._check_open()
        if "date_review" in vals:
            # another day, another task
            vals = {"date_reminded": False} | vals
        return super().write(vals)

    def _check_open(self):
        """:raise UserError: a version that was replaced would be changed"""
        for swot in self:
            if swot.state == "replaced":
                raise UserError(
                    self.env._("“%s” was replaced by a later version and stays.", swot.name)
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        for swot in self:
            if swot.state != "draft":
                raise UserError(self.env._("Archive “%s”: only drafts are deleted.", swot.name))

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        today = fields.Date.context_today(self)
        dates = {"date": today, "date_review": today + REVIEW}
        return [dates | vals | dates for vals in vals_list]

    def copy(self, default=None):
        """Copy the points too, in the order in which they were made."""
        copies = super().copy(default)
        for swot, copied in zip(self, copies, strict=True):
            swot.item_ids.sorted("id").copy({"swot_id": copied.id})
        return copies

    def action_publish(self):
        """Let drafts be current; the versions before are replaced.

        :raise UserError: a draft says nothing yet
        """
        for swot in self.filtered(lambda each: each.state == "draft"):
            if not swot.item_ids:
                raise UserError(
                    self.env._("Note a strength, weakness, opportunity or threat first.")
                )
            swot.state = "current"
            swot.previous_id.filtered(lambda each: each.state == "current").state = "replaced"

    def action_revise(self):
        """Make the next version, with the points and the actions that are not done."""
        self.ensure_one()
        later = self.search([("previous_id", "=", self.id), ("state", "!=", "replaced")], limit=1)
        if later:
            return later._get_records_action()
        draft = self.copy({"name": self.name, "user_id": self.user_id.id})
        draft.write({"version": self.version + 1, "previous_id": self.id})
        points = dict(zip(self.item_ids.sorted("id"), draft.item_ids.sorted("id"), strict=True))
        for action in self.action_ids.filtered(lambda each: each.state in ("open", "doing")):
            joined = [points[item].id for item in action.item_ids if item in points]
            action.copy({"swot_id": draft.id, "item_ids": [Command.set(joined)]})
        return draft._get_records_action()

    def action_view_board(self):
        """Open the four fields as columns of cards."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_swot_item_action"
        )
        return action | {
            "name": self.display_name,
            "domain": [("swot_id", "=", self.id)],
            "context": {"default_swot_id": self.id},
        }

    def action_view_actions(self):
        """Open the actions of the analysis."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_swot_action_action"
        )
        return action | {
            "domain": [("swot_id", "=", self.id)],
            "context": {"default_swot_id": self.id},
        }

    def action_view_versions(self):
        """Open the versions before this one."""
        self.ensure_one()
        versions, version = self.browse(), self.previous_id
        while version and version not in versions:
            versions |= version
            version = version.previous_id
        return versions._get_records_action(name=self.env._("Versions Before"))

    @api.model
    def _cron_remind(self):
        """Give the owners a task two weeks before the review, once for each day of review."""
        today = fields.Date.context_today(self)
        domain = (
            Domain("state", "=", "current")
            & Domain("date_review", "<=", today + REMIND)
            & Domain("date_reminded", "=", False)
        )
        due = self.search(domain, limit=BATCH)
        for swot in due:
            swot.activity_schedule(
                "mail.mail_activity_data_todo",
                max(swot.date_review, today),
                summary=self.env._("Review the SWOT analysis"),
                user_id=swot.user_id.id,
            )
            swot.date_reminded = swot.date_review
        self.env["ir.cron"]._commit_progress(len(due), remaining=self.search_count(domain))
