from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_amount, formatLang

KIND = "sales_plan"
MANAGER = "crm_sales.group_sales_manager"


class CrmSalesPlan(models.Model):
    """From a draft to what counts, and to what counts instead."""

    _inherit = "crm.sales.plan"

    # approvals
    @api.model
    def _approval_kinds(self):
        return super()._approval_kinds() | {KIND: self.env._("Sales Plan")}

    def _approval_watched_fields(self, kind):
        names = super()._approval_watched_fields(kind)
        return ("kpi_id", "date_start", "target") if kind == KIND else names

    def _approval_values(self, kind):
        values = super()._approval_values(kind)
        return values | {"total": self.total} if kind == KIND else values

    def _approval_amount(self, kind, values):
        """A number of deals has no currency: rules by amount look at money alone."""
        if kind != KIND:
            return super()._approval_amount(kind, values)
        return (values["total"] if self.unit == "currency" else 0.0), self.currency_id

    def _approval_summary(self, kind, values):
        if kind != KIND:
            return super()._approval_summary(kind, values)
        return self.env._(
            "%(plan)s: %(total)s for %(count)s persons",
            plan=self.display_name,
            total=self._format(values["total"]),
            count=self.person_count,
        )

    def _approval_granted(self, approval):
        result = super()._approval_granted(approval)
        if approval.kind == KIND and self.state == "submitted":
            self._approve()
        return result

    def _approval_refused(self, approval):
        result = super()._approval_refused(approval)
        if approval.kind == KIND:
            self._return_to_draft()
        return result

    def _approval_ended(self, approval):
        result = super()._approval_ended(approval)
        if approval.kind == KIND:
            self._return_to_draft()
        return result

    def _return_to_draft(self):
        # sudo: the approval itself says so, whoever decided
        self.sudo().filtered(lambda plan: plan.state == "submitted").state = "draft"

    def _format(self, value):
        """Return a figure of the plan as people write it."""
        if self.unit == "currency":
            return format_amount(self.env, value, self.currency_id, trailing_zeroes=False)
        text = formatLang(self.env, value, digits=self._get_digits())
        return self.env._("%(value)s %%", value=text) if self.unit == "percent" else text

    # acts
    def action_submit(self):
        """Hand the plan in: nobody changes it while it is looked at.

        :raise UserError: it is no draft, has no targets, or they are not the company's
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("Only a draft is submitted."))
        self._check_complete()
        # sudo: the state is sealed; who may write the plan may submit it
        self.sudo().write({"state": "submitted", "is_collecting": False})
        self._approval_require(KIND)

    def _check_complete(self):
        if not self.line_ids:
            raise UserError(self.env._("Split the target over the teams and persons first."))
        if not self._is_split():
            raise UserError(
                self.env._(
                    "The targets add up to %(total)s, that of the company is %(target)s: "
                    "%(difference)s is left. Split it, or change the target of the company.",
                    total=self._format(self.total),
                    target=self._format(self.target),
                    difference=self._format(self.difference),
                )
            )
        self._check_only_one()

    def _check_only_one(self):
        """:raise UserError: another plan counts for the same KPI and year"""
        other = self.sudo().search(  # sudo: it counts, whoever may read it
            Domain("state", "=", "approved")
            & Domain("company_id", "=", self.company_id.id)
            & Domain("kpi_id", "=", self.kpi_id.id)
            & Domain("dimension", "=", self.dimension)
            & Domain("date_start", "=", self.date_start)
            & Domain("id", "not in", self.previous_id.ids),
            limit=1,
        )
        if other:
            raise UserError(
                self.env._(
                    "%(plan)s is approved already for this KPI and year: revise it.",
                    plan=other.display_name,
                )
            )

    def action_approve(self):
        """Approve the plan where no rule names other people for it.

        :raise UserError: it was not submitted, or waits for the people of a rule
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "submitted":
            raise UserError(self.env._("Only a submitted plan is approved."))
        self._approval_check(KIND)
        self._approve()

    def _approve(self):
        # sudo: sealed; the caller has checked, or the last step of the approval was granted
        plan = self.sudo()
        plan._check_only_one()
        plan.previous_id.filtered(lambda one: one.state == "approved").state = "revised"
        plan.previous_id.flush_recordset()
        if not plan.target:
            plan.target = plan.total
        plan.write({"state": "approved", "date_approved": self.company_id._crm_today()})
        plan._write_goals()
        plan.activity_unlink(["mail.mail_activity_data_todo"])

    def action_take_back(self):
        """Make a submitted plan a draft again.

        :raise UserError: it was approved meanwhile
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "submitted":
            raise UserError(self.env._("Only a submitted plan is taken back."))
        pending = self._approval_live(KIND).filtered(lambda one: one.state == "pending")
        pending._outdate()
        self._return_to_draft()

    def action_close(self):
        """Close the plan of a year that is over.

        :raise UserError: it was not approved
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "approved":
            raise UserError(self.env._("Only an approved plan is closed."))
        self.sudo().state = "closed"  # sudo: sealed; who may write the plan may close it

    def action_revise(self):
        """Open a revision: a draft that begins with the targets as they are.

        :raise UserError: the plan does not count, or a revision is in the making
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "approved":
            raise UserError(self.env._("Only an approved plan is revised."))
        draft = self.search([("previous_id", "=", self.id)], limit=1)
        if not draft:
            values = {"revision": self.revision + 1, "previous_id": self.id, "name": self.name}
            # sudo: sealed; who may write the plan may revise it
            draft = self.sudo().copy(values)
            self.sudo()._copy_lines(draft)
        return draft.with_env(self.env)._get_records_action()

    def _copy_lines(self, plan):
        self.env["crm.sales.plan.line"].create(
            [
                line.copy_data({"plan_id": plan.id, "before_amount": line.amount})[0]
                for line in self.line_ids
            ]
        )

    # proposals
    def action_collect(self):
        """Ask each person for a proposal.

        :raise UserError: it is no draft, or has nobody to ask
        """
        self.ensure_one()
        self.check_access("write")
        self._check_draft()
        users = self.line_ids.user_id
        if not users:
            raise UserError(self.env._("Draft the plan first: there is nobody to ask yet."))
        self.is_collecting = True
        for user in users.filtered(lambda user: user.active and user != self.env.user):
            if self.with_user(user).has_access("read"):
                self.with_context(mail_activity_quick_update=True).activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=self.with_context(lang=user.lang).env._("Propose your targets"),
                    user_id=user.id,
                )

    def action_stop_collecting(self):
        """End the proposals; they stay to be seen and taken over."""
        self.check_access("write")
        self._check_draft()
        self.is_collecting = False
        self.activity_unlink(["mail.mail_activity_data_todo"])

    def action_take_proposals(self):
        """Let the proposals be the targets, but for locked ones."""
        self.ensure_one()
        self.check_access("write")
        self._check_draft()
        for line in self.line_ids:
            if line.has_proposed and not line.is_locked:
                line.amount = line.proposed

    # screens
    def action_open_grid(self):
        """Open the targets as a table to type into."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.client",
            "tag": "crm_sales_plan_grid",
            "name": self.display_name,
            "params": {"plan_id": self.id},
        }

    def action_view_revisions(self):
        """Open the plan as it was and as it is."""
        return self._get_history()._get_records_action(name=self.env._("Revisions"))

    def action_view_goals(self):
        """Open the goals that the plan has set."""
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_customer.crm_kpi_goal_action")
        domain = [("sales_plan_id", "=", self.id)]
        return action | {"domain": domain, "context": {"search_default_top": 1}}
