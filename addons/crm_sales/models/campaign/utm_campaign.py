from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.crm_customer.models.approval.crm_approval import STATES as APPROVAL_STATES

OWN = "crm_sales.group_sales_own"
ALL = "crm_sales.group_sales_all"
# who plans campaigns
PLANNERS = "crm_customer.role_marketing,crm_sales.group_sales_manager"
STATES = [
    ("draft", "Draft"),
    ("pending", "Waiting for Approval"),
    ("approved", "Approved"),
    ("running", "Running"),
    ("finished", "Completed"),
    ("cancelled", "Cancelled"),
]
OBJECTIVES = [
    ("awareness", "Awareness"),
    ("leads", "Win Leads"),
    ("sales", "Sell"),
    ("retention", "Keep Customers"),
    ("event", "Fair or Event"),
]
CHANNELS = [
    ("email", "E-mail"),
    ("sms", "Text Message"),
    ("phone", "Phone"),
    ("wechat", "WeChat"),
    ("post", "Post"),
]
# what was approved, and changes by a revision alone
AGREED = {"crm_objective", "company_id"}


class UtmCampaign(models.Model):
    """A campaign as a plan: what for, for whom, when, by whom and for how much.

    Everybody may write campaigns of the host; the plan is written by those who plan. A
    campaign without a state is one of the host's and no plan.
    """

    _name = "utm.campaign"
    _inherit = [
        "utm.campaign",
        "mail.thread",
        "mail.activity.mixin",
        "crm.sealed.mixin",
        "crm.approval.mixin",
    ]
    _sealed_fields = frozenset(
        {"crm_state", "crm_date_frozen", "crm_date_sent", "crm_member_ids", "crm_cost_ids"}
    )

    # named here as well, so that its words belong to this addon
    crm_approval_state = fields.Selection(APPROVAL_STATES)
    crm_state = fields.Selection(
        STATES,
        "Progress",
        readonly=True,
        copy=False,
        groups=OWN,
        index="btree_not_null",
        group_expand=True,
        help="Empty: the campaign is no plan.",
    )
    crm_can_plan = fields.Boolean(compute="_compute_crm_can_plan", groups=OWN)
    # what for
    crm_objective = fields.Selection(OBJECTIVES, "Objective", groups=OWN)
    crm_target_leads = fields.Integer("Leads Wanted", groups=OWN)
    crm_target_won = fields.Integer("Won Deals Wanted", groups=OWN)
    crm_target_revenue = fields.Monetary("Revenue Wanted", groups=OWN)
    crm_product_ids = fields.Many2many(
        "product.template",
        "crm_sales_campaign_product_rel",
        "campaign_id",
        "product_id",
        "Products",
        groups=OWN,
    )
    crm_note = fields.Html("Plan", groups=OWN, help="Message, offer, channels, who does what.")
    # when
    crm_date_start = fields.Date("From", groups=OWN)
    crm_date_end = fields.Date("Until", groups=OWN)
    crm_time_percent = fields.Float("Time Passed", compute="_compute_crm_time_percent", groups=OWN)

    _crm_days_ordered = models.Constraint(
        "CHECK(crm_date_end >= crm_date_start)", "A campaign ends after it starts."
    )
    _crm_targets_positive = models.Constraint(
        "CHECK(crm_target_leads >= 0 AND crm_target_won >= 0 AND crm_target_revenue >= 0)",
        "What is wanted is not negative.",
    )

    @api.depends_context("uid")
    def _compute_crm_can_plan(self):
        self.crm_can_plan = self._crm_is_planner()

    @api.depends("crm_date_start", "crm_date_end")
    def _compute_crm_time_percent(self):
        for campaign in self:
            start, end = campaign.crm_date_start, campaign.crm_date_end
            if not start or not end:
                campaign.crm_time_percent = 0.0
                continue
            today = (campaign.company_id or self.env.company)._crm_today()
            passed = ((today - start).days + 1) / ((end - start).days + 1)
            campaign.crm_time_percent = 100 * min(1.0, max(0.0, passed))

    # who may
    @api.model
    def _crm_is_planner(self):
        return self.env.su or self.env.user.has_groups(PLANNERS)

    @api.model
    def _crm_plan_fields(self):
        """Return the names of the fields that those alone write who plan campaigns."""
        return {
            *("crm_objective", "crm_target_leads", "crm_target_won", "crm_target_revenue"),
            *("crm_product_ids", "crm_note", "crm_date_start", "crm_date_end"),
        }

    def _has_field_access(self, field, operation):
        """Who does not plan campaigns reads the plan alone."""
        if not super()._has_field_access(field, operation):
            return False
        if operation != "write" or field.name not in self._crm_plan_fields():
            return True
        return self._crm_is_planner()

    def _crm_check_planner(self):
        """:raise AccessError: the user does not plan campaigns"""
        self.check_access("write")
        if not self._crm_is_planner():
            raise AccessError(
                self.env._("Campaigns are planned by marketing and by sales managers.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Begin a plan where the screen of plans creates one."""
        campaigns = super().create(vals_list)
        if self.env.context.get("crm_campaign_plan") and self._crm_is_planner():
            # sudo: the state is sealed, and begins with the draft
            for campaign in campaigns.sudo():
                campaign.write(campaign._crm_prepare_plan())
        return campaigns

    def _crm_prepare_plan(self):
        """Return the values with which a campaign becomes a plan."""
        return {"crm_state": "draft", "company_id": (self.company_id or self.env.company).id}

    def write(self, vals):
        changed = AGREED & vals.keys()
        # sudo: whether it is a plan, whoever writes the campaign
        if changed and not self.env.su:
            for campaign in self.sudo().filtered("crm_state"):
                if campaign.crm_state != "draft" and any(
                    campaign._fields[name].convert_to_write(campaign[name], campaign) != vals[name]
                    for name in changed
                ):
                    raise UserError(campaign._crm_get_locked_message())
        return super().write(vals)

    def _crm_get_locked_message(self):
        return self.env._(
            "%(campaign)s is no draft any more: revise it to change objective, company or budget.",
            campaign=self.display_name,
        )

    @api.constrains("crm_target_leads", "crm_date_start", "company_id")
    def _check_crm_company(self):
        for campaign in self.sudo():
            if campaign.crm_state and not campaign.company_id:
                raise ValidationError(
                    self.env._("%(campaign)s: a plan has a company.", campaign=campaign.title)
                )
