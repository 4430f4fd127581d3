from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date

KIND = "sales_campaign"


class UtmCampaign(models.Model):
    """From a draft to what was done."""

    _inherit = "utm.campaign"

    # approvals
    @api.model
    def _approval_kinds(self):
        return super()._approval_kinds() | {KIND: self.env._("Campaign")}

    def _approval_values(self, kind):
        if kind != KIND:
            return super()._approval_values(kind)
        return {"objective": self.crm_objective, "budget": self._crm_get_budget()}

    def _approval_amount(self, kind, values):
        if kind != KIND:
            return super()._approval_amount(kind, values)
        return values["budget"], self._approval_company().currency_id

    def _approval_summary(self, kind, values):
        if kind != KIND:
            return super()._approval_summary(kind, values)
        labels = dict(self._fields["crm_objective"]._description_selection(self.env))
        return self.env._(
            "%(campaign)s: %(objective)s, %(start)s to %(end)s, budget %(budget)s",
            campaign=self.title,
            objective=labels.get(values["objective"], ""),
            start=format_date(self.env, self.crm_date_start),
            end=format_date(self.env, self.crm_date_end),
            budget=format_amount(
                self.env, values["budget"], self._approval_company().currency_id
            ),
        )

    def _approval_granted(self, approval):
        result = super()._approval_granted(approval)
        if approval.kind == KIND:
            self._crm_set_state("approved", only="pending")
        return result

    def _approval_refused(self, approval):
        result = super()._approval_refused(approval)
        if approval.kind == KIND:
            self._crm_set_state("draft", only="pending")
        return result

    def _approval_ended(self, approval):
        result = super()._approval_ended(approval)
        if approval.kind == KIND:
            self._crm_set_state("draft", only="pending")
        return result

    def _crm_set_state(self, state, only=None):
        """Let the campaign be in ``state``; say so in its log.

        :param only: where it was in this state before
        """
        # sudo: the state is sealed; the caller has checked, or the approval says so
        for campaign in self.sudo().filtered(lambda one: not only or one.crm_state == only):
            campaign.crm_state = state
            labels = dict(self._fields["crm_state"]._description_selection(campaign.env))
            campaign._message_log(
                body=self.env._("The campaign is: %(state)s", state=labels[state]),
                author_id=self.env.user.partner_id.id,
            )

    # acts
    def action_crm_plan(self):
        """Make a campaign of the host a plan, and open it."""
        self.ensure_one()
        self._crm_check_planner()
        if not self.sudo().crm_state:
            # sudo: sealed; who plans campaigns begins plans
            self.sudo().write(self._crm_prepare_plan())
        return self.action_crm_open_plan()

    def action_crm_open_plan(self):
        """Open the plan of the campaign."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_sales.utm_campaign_plan_action")
        view = self.env.ref("crm_sales.utm_campaign_plan_view_form")
        return action | {
            "views": [(view.id, "form")],
            "res_id": self.id,
            "context": {},
            "path": False,
        }

    def action_crm_submit(self):
        """Ask for the approval of the plan; where no rule asks for one it is approved.

        :raise UserError: it is no draft, or something is missing
        """
        self.ensure_one()
        self._crm_check_planner()
        self._crm_check_state("draft", self.env._("Only a draft is submitted."))
        self._crm_check_complete()
        self._crm_set_state("pending")
        if self._approval_require(KIND) is True:
            self._crm_set_state("approved")

    def _crm_check_state(self, states, message):
        """:raise UserError: the campaign is in none of ``states``"""
        if self.crm_state not in (states if isinstance(states, tuple) else (states,)):
            raise UserError(message)

    def _crm_check_complete(self):
        """:raise UserError: names what is missing"""
        names = ("crm_objective", "crm_date_start", "crm_date_end", "company_id")
        missing = [name for name in names if not self[name]]
        if missing:
            labels = [self._fields[name]._description_string(self.env) for name in missing]
            raise UserError(
                self.env._(
                    "%(campaign)s cannot be submitted yet. Missing: %(fields)s",
                    campaign=self.title,
                    fields=", ".join(labels),
                )
            )

    def action_crm_revise(self):
        """Make the plan a draft again, to change what was approved.

        :raise UserError: it is over
        """
        self.ensure_one()
        self._crm_check_planner()
        self._crm_check_state(
            ("pending", "approved", "running", "cancelled"),
            self.env._("A finished campaign is not revised."),
        )
        live = self._approval_live(KIND)
        live.filtered(lambda approval: approval.state == "pending")._outdate()
        if self.crm_state != "draft":
            self._crm_set_state("draft")

    def action_crm_start(self):
        """Start the campaign.

        :raise UserError: it was not approved
        """
        self.ensure_one()
        self._crm_check_planner()
        self._crm_check_state("approved", self.env._("Only an approved campaign is started."))
        self._crm_set_state("running")

    def action_crm_finish(self):
        """End the campaign; its figures go on to be counted.

        :raise UserError: it is not running
        """
        self.ensure_one()
        self._crm_check_planner()
        self._crm_check_state("running", self.env._("Only a running campaign is finished."))
        self._crm_set_state("finished")

    def action_crm_cancel(self):
        """Give the campaign up.

        :raise UserError: it is over
        """
        self.ensure_one()
        self._crm_check_planner()
        self._crm_check_state(
            ("draft", "pending", "approved", "running"),
            self.env._("A campaign that is over is not cancelled."),
        )
        live = self._approval_live(KIND)
        live.filtered(lambda approval: approval.state == "pending")._outdate()
        self._crm_set_state("cancelled")
