from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.attribution.crm_sales_attribution_credit import MODELS
from ..models.attribution.crm_sales_attribution_figures import DIMENSIONS, NONE
from ..models.attribution.crm_sales_attribution_journey import DIRECT


class CrmSalesAttributionReport(models.TransientModel):
    """What a click on a figure opens: exactly what it counts."""

    _inherit = "crm.sales.attribution.report"

    @api.model
    def get_figure_action(self, filters, kind, key=None, model=None):
        """Return the action that opens what is behind a figure.

        :param kind: "amount" (of ``model``), "deals", "leads", "cost" or "path"
        :param key: a row of the table, None for all of them; a path
        :raise UserError: there is no such figure
        """
        report = self._from_filters(filters)
        known = {
            "amount": report._open_amount,
            "deals": report._open_deals,
            "leads": report._open_leads,
            "cost": report._open_costs,
            "path": report._open_path,
        }
        if kind not in known:
            raise UserError(self.env._("This figure cannot be opened."))
        return known[kind](key, model)

    def _act(self, name, title, domain, context=None):
        action = self.env["ir.actions.act_window"]._for_xml_id(f"crm_sales.{name}")
        return action | {
            "name": title,
            "display_name": title,
            "domain": list(domain),
            "context": context or {},
            "path": False,
        }

    def _domain_of_period(self):
        credits_ = self.env["crm.sales.attribution.credit"]
        return credits_._domain_of_period(self.company_id, self._get_bounds())

    def _domain_of_row(self, key):
        """Return the domain of the credits of a row, all where ``key`` is None.

        :raise UserError: there is no such row
        """
        domain = self._domain_of_period()
        if key is None:
            return domain
        is_text = self.dimension == "channel" or key in (DIRECT, NONE)
        if not (is_text or isinstance(key, int)):
            raise UserError(self.env._("This figure cannot be opened."))
        credits_ = self.env["crm.sales.attribution.credit"]
        return domain & credits_._domain_of_key(self.dimension, key)

    def _open_amount(self, key, model):
        labels = dict(self._fields["rule"]._description_selection(self.env))
        if model not in labels:
            raise UserError(self.env._("This figure cannot be opened."))
        if model in MODELS:
            domain = self._domain_of_row(key) & Domain(f"amount_{model}", "!=", 0)
            return self._act(
                "crm_sales_attribution_credit_action",
                labels[model],
                domain,
                {"crm_attribution_model": model},
            )
        return self._act(
            "crm_sales_attribution_journey_action",
            labels[model],
            self._domain_of_period() & self._domain_of_step(key) & Domain("status", "=", "won"),
        )

    def _domain_of_step(self, key):
        """Return the domain of the journeys that came by a way, in any place."""
        _field, path = DIMENSIONS[self.dimension]
        if key is None or not path:
            return Domain.TRUE
        if key == DIRECT:
            return Domain("touch_count", "=", 0)
        step = "0" if key == NONE else str(key)
        return Domain.OR(
            Domain(path, "=like", pattern)
            for pattern in (step, f"{step}>%", f"%>{step}", f"%>{step}>%")
        )

    def _open_deals(self, key, _model):
        deals = list(self._domain_of_period() & Domain("status", "=", "won"))
        if key is not None:
            # as a list, for the way to the screen
            deals.append(("credit_ids", "any", list(self._domain_of_row(key))))
        return self._act("crm_sales_attribution_journey_action", self.env._("Won Deals"), deals)

    def _open_leads(self, key, _model):
        field, _path = DIMENSIONS[self.dimension]
        if field == "channel":
            raise UserError(self.env._("This figure cannot be opened."))
        domain = self._domain_of_leads(self._get_bounds(), field)
        if key is not None:
            domain &= Domain(field, "=", key)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Leads"),
            "res_model": "crm.lead",
            "views": [[False, "list"], [False, "form"]],
            "domain": list(domain),
            "context": {"active_test": False, "create": False},
        }

    def _open_costs(self, key, _model):
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("date", ">=", self.date_start)
            & Domain("date", "<=", self.date_stop)
        )
        if key is not None:
            domain &= Domain("campaign_id", "=", key)
        title = self.env._("Campaign Costs")
        return self._act("crm_sales_campaign_cost_action", title, domain)

    def _open_path(self, path, _model):
        journeys = self.env["crm.sales.attribution.journey"]
        return self._act(
            "crm_sales_attribution_journey_action",
            journeys._tell_path(path),
            self._domain_of_period() & Domain("path", "=", path or False),
        )

    @api.model
    def get_print_action(self, filters):
        """Return the action that prints the page."""
        report = self._from_filters(filters)
        names = ("company_id", "period", "date_start", "date_stop", "dimension", "rule")
        values = report._convert_to_write({name: report[name] for name in names})
        action = self.env.ref("crm_sales.crm_sales_attribution_report_action_pdf")
        return action.report_action(self.create(values))
