from odoo import models
from odoo.fields import Domain


class CrmToday(models.AbstractModel):
    """Figures of the team, or of the companies of who sees all: how things stand now."""

    _inherit = "crm.today"

    def _today_blocks(self):
        block = self._today_block(
            "figures",
            self.env._("At a Glance"),
            "figures",
            10,
            "fa-tachometer",
            groups="crm_customer.group_customer_team",
        )
        return [*super()._today_blocks(), block]

    def _today_figures(self):
        """Return the figures as items; they count nothing that waits for the user."""
        return {"items": self._get_figures()}

    def _get_figures(self):
        """Return ``[figure]``, see ``_today_figure``; to be extended."""
        figures = []
        if self.env["crm.lead"].has_access("read"):
            figures += self._get_pipeline_figures()
        if self.env["sale.order"].has_access("read"):
            figures.append(self._get_quotation_figure())
        return [*figures, self._get_visit_figure(), self._get_contact_figure()]

    def _today_figure(self, key, title, value, more, state="soon", **values):
        """Return a figure.

        :param value: what stands there, a number or a word
        :param more: see ``_today_more``
        :param state: ``late`` when somebody should look
        :param values: ``amount`` and ``currency_id``
        """
        money = {"amount": False, "currency_id": False}
        base = {"key": key, "title": title, "value": value, "more": more, "state": state}
        return base | money | values

    def _get_scope(self):
        """Return the domain of whose records are counted, those of this company."""
        company = Domain("company_id", "in", [False, self.env.company.id])
        if self.env.user.has_group("crm_customer.group_customer_all"):
            return company
        return company & Domain("user_id", "in", self._get_team_members().ids)

    def _get_pipeline_figures(self):
        leads = self.env["crm.lead"]
        open_ones = self._get_open_opportunities() & self._get_scope()
        late = self._get_past_closing() & self._get_scope()
        titles = {
            "pipeline": (self.env._("Open opportunities"), open_ones, "soon"),
            "past": (self.env._("Past their closing date"), late, "late"),
        }
        can_read = leads._has_field_access(leads._fields["expected_revenue"], "read")
        measures = ["__count", "expected_revenue:sum"] if can_read else ["__count"]
        figures = []
        for key, (title, domain, state) in titles.items():
            count, *amounts = leads._read_group(domain, [], measures)[0]
            money = {"currency_id": self.env.company.currency_id.id}
            money = money | {"amount": amounts[0] or 0.0} if amounts else {}
            more = self._today_more("crm.crm_lead_opportunities", domain)
            state = state if count else "soon"
            figures.append(self._today_figure(key, title, count, more, state, **money))
        return figures

    def _get_quotation_figure(self):
        domain = self._get_waiting_quotations() & self._get_scope()
        count = self.env["sale.order"].search_count(domain)
        more = self._today_more("sale.action_quotations", domain)
        title = self.env._("Quotations to follow up")
        return self._today_figure("quotations", title, count, more)

    def _get_visit_figure(self):
        domain = self._get_scope() & Domain("date", "=", self._get_day())
        domain &= Domain("state", "!=", "cancelled")
        counts = dict(self.env["crm.visit"]._read_group(domain, ["state"], ["__count"]))
        value = self.env._(
            "%(done)s of %(planned)s", done=counts.get("done", 0), planned=sum(counts.values())
        )
        more = self._today_more("crm_customer.crm_visit_action_week", domain, group_by="user_id")
        title = self.env._("Visits made today")
        return self._today_figure("visits", title, value, more)

    def _get_contact_figure(self):
        start, end = self._get_span(self._get_day(), self._get_day())
        domain = self._get_scope() & Domain("is_contact", "=", True)
        domain &= Domain("date", ">=", start) & Domain("date", "<", end)
        count = self.env["crm.customer.interaction"].search_count(domain)
        more = self._today_more("crm_customer.crm_customer_interaction_action", domain)
        title = self.env._("Contacts with customers today")
        return self._today_figure("contacts", title, count, more)
