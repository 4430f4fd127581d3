from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_amount, formatLang

from odoo.addons.crm_customer.tools.kpi.period import Period
from odoo.addons.crm_customer.tools.kpi.progress import AT_RISK, MISSED, NO_DATA, REACHED


class CrmSalesAttainment(models.Model):
    """What people see and press."""

    _inherit = "crm.sales.attainment"

    actual_text = fields.Char("Actual Figure", compute="_compute_texts")
    target_text = fields.Char("Target Figure", compute="_compute_texts")
    due_text = fields.Char("Due Figure", compute="_compute_texts")
    gap_text = fields.Char("Gap Figure", compute="_compute_texts")
    expected_text = fields.Char("Expected Figure", compute="_compute_texts")
    interval_text = fields.Char("In Four of Five Cases", compute="_compute_texts")
    projection_text = fields.Char("Outlook", compute="_compute_texts")
    closing_text = fields.Char("How the Gap Closes", compute="_compute_texts")
    reason = fields.Char("Why So", compute="_compute_texts")

    @api.depends("actual", "target", "due", "gap", "status", "closing_count", "projected")
    @api.depends_context("lang")
    def _compute_texts(self):
        for row in self:
            row.actual_text = row._format(row.actual) if row.has_actual else self.env._("no data")
            row.target_text = row._format(row.target)
            row.due_text = row._format(row.due)
            row.gap_text = row._format(row.gap)
            row.expected_text = row.is_projected and row._format(row.projected)
            row.interval_text = row.is_projected and row._get_interval_text()
            row.projection_text = row._get_projection_text()
            row.closing_text = row._get_closing_text()
            row.reason = row._get_reason()

    def _format(self, value):
        kpi = self.kpi_id.sudo()  # sudo: how a figure is written is no secret
        if kpi.unit == "currency":
            return format_amount(self.env, round(value), self.currency_id, trailing_zeroes=False)
        digits = 0 if float(value).is_integer() else max(kpi.digits, 1)
        text = formatLang(self.env, value, digits=digits)
        return self.env._("%(value)s %%", value=text) if kpi.unit == "percent" else text

    def _get_interval_text(self):
        return f"{self._format(self.projected_low)} – {self._format(self.projected_high)}"

    def _get_projection_text(self):
        if not self.is_projected:
            return self.env._("too few months to say")
        return self.env._(
            "%(expected)s (80 %%: %(low)s to %(high)s)",
            expected=self._format(self.projected),
            low=self._format(self.projected_low),
            high=self._format(self.projected_high),
        )

    def _get_closing_text(self):
        if not self.gap:
            return self.env._("no gap")
        if not self.closing_count:
            return self.env._("no open deals are to close by then")
        if self.closing_count == 1:
            return self.env._(
                "an open deal: %(amount)s of %(gap)s",
                amount=self._format(self.closing_amount),
                gap=self._format(self.gap),
            )
        if self.closing_amount >= self.gap:
            return self.env._(
                "the %(count)s likeliest open deals: %(amount)s",
                count=self.closing_count,
                amount=self._format(self.closing_amount),
            )
        return self.env._(
            "all %(count)s open deals bring %(amount)s: %(short)s short",
            count=self.closing_count,
            amount=self._format(self.closing_amount),
            short=self._format(self.gap - self.closing_amount),
        )

    def _get_reason(self):
        """Return in words why the light has its colour."""
        if self.status == NO_DATA:
            return self.env._("There is no figure yet.")
        if self.status == REACHED:
            return self.env._("The target is reached.")
        if self.status == MISSED:
            return self.env._("The period is over, and the target was not reached.")
        if not self.due:
            return self.env._("Nothing is due yet.")
        values = {
            "share": round(100 * self.actual / self.due),
            "due": self.due_text,
            "limit": round(100 - self.company_id.crm_kpi_tolerance),
        }
        if self.status == AT_RISK:
            return self.env._(
                "%(share)s %% of what is due by now (%(due)s); at risk below %(limit)s %%.",
                **values,
            )
        return self.env._("%(share)s %% of what is due by now (%(due)s).", **values)

    # actions
    @api.model
    def open_page(self):
        """Open the page of the running periods, with figures that are not old."""
        self.check_access("read")
        self.env["crm.sales.plan"]._refresh_stale()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_attainment_action"
        )
        context = {"search_default_current": 1}
        if self.env.user.has_group("crm_sales.group_sales_team"):
            context |= {"search_default_year": 1, "search_default_whole": 1}
        else:
            context |= {"search_default_mine": 1, "search_default_whole": 1}
        return action | {"context": context}

    def action_refresh(self):
        """Bring the figures of these plans up to date."""
        self.check_access("read")
        for plan in self.plan_id:
            if plan.state in ("approved", "closed"):
                # sudo: the figures are those of the scopes; the rows may be read
                self.sudo()._refresh(plan.sudo())

    def action_open_records(self):
        """Open exactly the records behind the figure, as the reader."""
        self.ensure_one()
        self.check_access("read")
        key = {"team": self.team_id.id, "user": self.user_id.id}.get(self.breakdown)
        kpi = self.kpi_id.with_company(self.company_id)
        model, domain = kpi._get_records(
            Period(self.date_start, self.date_stop), self.company_id, self.breakdown, [key]
        )
        self.env[model].check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": model,
            "views": [(False, "list"), (False, "form")],
            "domain": list(domain),
        }

    def action_open_deals(self):
        """Open the deals that would close the gap, those that the reader may read."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("crm.crm_lead_action_pipeline")
        return action | {
            "name": self.env._("Deals for the Gap: %(whose)s", whose=self.display_name),
            "domain": list(Domain("id", "in", self.closing_leads or [])),
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "context": {},
        }
