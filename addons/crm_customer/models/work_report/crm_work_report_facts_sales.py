from odoo import api, models
from odoo.fields import Domain

from ...tools.work_report.facts import Fact


class CrmWorkReport(models.Model):
    """Draws what was sold, answered and decided."""

    _inherit = "crm.work.report"

    @api.model
    def _fact_sources(self):
        return [
            *super()._fact_sources(),
            ("crm.lead", self._facts_of_opportunities),
            ("sale.order", self._facts_of_orders),
            ("res.partner", self._facts_of_customers),
            ("crm.request", self._facts_of_requests),
            ("crm.approval.line", self._facts_of_approvals),
        ]

    def _facts_of_opportunities(self):
        """Created, moved, won and lost; the stage of today, since the host logs no other."""
        domain = Domain("user_id", "=", self.env.uid) & Domain("type", "=", "opportunity")
        domain &= Domain.OR(
            self._in_period(name)
            for name in ("create_date", "date_conversion", "date_last_stage_update", "date_closed")
        )
        leads = self.env["crm.lead"].with_context(active_test=False).search(domain)
        start, stop = self._get_bounds()

        def within(moment):
            return bool(moment) and start <= moment < stop

        facts = []
        for lead in leads:
            begun = lead.date_conversion or lead.create_date
            is_closed = lead.won_status != "pending" and within(lead.date_closed)
            if within(begun):
                facts.append(self._fact_of_opportunity(lead, "opportunity_new", begun))
            if is_closed:
                section = f"opportunity_{lead.won_status}"
                facts.append(self._fact_of_opportunity(lead, section, lead.date_closed))
            elif not within(begun) and within(lead.date_last_stage_update):
                moved = lead.date_last_stage_update
                facts.append(self._fact_of_opportunity(lead, "opportunity_moved", moved))
        return facts

    def _fact_of_opportunity(self, lead, section, when):
        partner = lead.partner_id
        customer = self._name_of(partner) or lead.partner_name
        reason = section == "opportunity_lost" and lead.lost_reason_id.name
        return Fact(
            section,
            when,
            self._tell(customer, lead.name, reason),
            (lead._name, lead.id),
            label=lead.stage_id.name or "",
            partner=partner.id or None,
            **self._worth(lead, "expected_revenue", lead.company_currency),
        )

    def _facts_of_orders(self):
        """Quotations made in these days, and orders confirmed in them."""
        quoted = Domain("state", "in", ("draft", "sent")) & self._in_period("create_date")
        ordered = Domain("state", "=", "sale") & self._in_period("date_order")
        orders = self.env["sale.order"].search(
            Domain("user_id", "=", self.env.uid) & (quoted | ordered)
        )
        return [self._fact_of_order(order) for order in orders]

    def _fact_of_order(self, order):
        is_order = order.state == "sale"
        return Fact(
            "order" if is_order else "quotation",
            order.date_order if is_order else order.create_date,
            self._tell(self._name_of(order.partner_id), order.name),
            (order._name, order.id),
            label=self._label_of(order, "state"),
            partner=order.partner_id.id,
            **self._worth(order, "amount_total", order.currency_id),
        )

    def _facts_of_customers(self):
        customers = self.env["res.partner"].search(
            Domain("user_id", "=", self.env.uid)
            & Domain("crm_code", "!=", False)
            & self._in_period("create_date")
        )
        return [
            Fact(
                "customer",
                customer.create_date,
                self._tell(customer.display_name, customer.city),
                (customer._name, customer.id),
                label=customer.crm_level_id.name or "",
                partner=customer.id,
            )
            for customer in customers
        ]

    def _facts_of_requests(self):
        requests = self.env["crm.request"].search(
            Domain("user_id", "=", self.env.uid) & self._in_period("date_answered")
        )
        return [
            Fact(
                "request",
                request.date_answered,
                self._tell(request.name, request.requester_id.name),
                (request._name, request.id),
                label=request.department_id.name or "",
                partner=request.partner_id.id or None,
            )
            for request in requests
        ]

    def _facts_of_approvals(self):
        """What the person decided, as approver or deputy; several seats are one decision."""
        lines = self.env["crm.approval.line"].search(
            Domain("decided_by_id", "=", self.env.uid) & self._in_period("date")
        )
        decided = lines.grouped("approval_id")
        return [
            Fact(
                "approval",
                approval_lines[-1].date,
                self._tell(approval.subject, self._name_of(approval.user_id)),
                (approval._name, approval.id),
                label=self._label_of(approval_lines[-1], "decision"),
                **(
                    self._worth(approval, "amount", approval.currency_id) if approval.amount else {}
                ),
            )
            for approval, approval_lines in decided.items()
        ]

    def _worth(self, record, name, currency):
        """Return ``amount`` and ``currency`` of a fact, if the person may read the field."""
        if not currency or not record._has_field_access(record._fields[name], "read"):
            return {}
        return {"amount": record[name], "currency": currency.id}
