from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..models.attribution.crm_sales_attribution_credit import MODELS
from ..models.attribution.crm_sales_attribution_figures import DIMENSIONS, NONE
from ..models.attribution.crm_sales_attribution_journey import DIRECT

PATHS_SHOWN = 12


class CrmSalesAttributionReport(models.TransientModel):
    """The figures of attribution, for the screen and for paper, read as who looks."""

    _inherit = "crm.sales.attribution.report"

    @api.model
    def get_page(self, filters=None):
        """Return all that the screen shows.

        :param filters: see ``_from_filters``
        """
        report = self._from_filters(filters)
        described = {
            name: report._fields[name]._description_selection(self.env)
            for name in ("period", "dimension", "rule")
        }
        return report._prepare_page() | {"filters": report._to_filters(), "options": described}

    @api.model
    def recompute(self, filters=None):
        """Attribute the deals that were decided in the days of the screen, now.

        :raise AccessError: the user does not see what was attributed
        """
        report = self._from_filters(filters)
        self.env["crm.sales.attribution.credit"].check_access("read")
        # sudo: nobody writes what is computed; who sees it may have it computed again
        journeys = self.env["crm.sales.attribution.journey"].sudo()
        journeys._attribute_period(report.company_id, report._get_bounds())
        return self.get_page(filters)

    def _prepare_page(self):
        rows = self._prepare_rows()
        return {
            "title": self._get_title(),
            "currency_id": self.company_id.currency_id.id,
            "models": self._prepare_models(),
            "rows": rows,
            "total": self._prepare_total(rows),
            "has_costs": self.dimension == "campaign",
            "paths": self._prepare_paths(),
            "computed_on": self._get_computed_on(),
        }

    def _get_title(self):
        return " – ".join(format_date(self.env, day) for day in (self.date_start, self.date_stop))

    def _get_computed_on(self):
        """Return until when deals are attributed, as the reader's clock has it."""
        # sudo: the mark of the job is no secret
        source = self.env["crm.sales.touchpoint.source"].sudo()
        mark = source.search([("name", "=", "attribution")])
        field = self.env["ir.qweb.field.datetime"]
        return field.value_to_html(mark.date_fresh, {"format": None}) if mark.date_fresh else ""

    def _prepare_models(self):
        """Return the columns: those that know this dimension, each with its sentence."""
        sentences = self._get_sentences()
        known = MODELS if not DIMENSIONS[self.dimension][1] else tuple(sentences)
        labels = dict(self._fields["rule"]._description_selection(self.env))
        return [{"key": name, "label": labels[name], "help": sentences[name]} for name in known]

    def _get_sentences(self):
        """Return ``{model: what it does, in a sentence}``."""
        half_life = self.company_id.crm_attribution_half_life
        return {
            "first": self.env._("All of the revenue goes to the first touch: what made us known."),
            "last": self.env._(
                "All of the revenue goes to the last touch before the decision: what closed it."
            ),
            "linear": self.env._("Every touch gets the same share."),
            "decay": self.env._(
                "Later touches get more: for every %(days)s days before the last touch the "
                "share is half as much.",
                days=half_life,
            ),
            "position": self.env._(
                "40 % go to the first touch, 40 % to the last, 20 % to those between."
            ),
            "markov": self.env._(
                "By what would be lost: the share of wins that would be missing if nobody who "
                "came by this way had won. It counts lost opportunities too."
            ),
            "shapley": self.env._(
                "What a combination of ways has brought is shared by all in it equally, however "
                "often each was met."
            ),
        }

    # the table
    def _prepare_rows(self):
        """Return the rows, those that earned most first, direct or unknown last."""
        credits_ = self.env["crm.sales.attribution.credit"]
        bounds = self._get_bounds()
        earned = credits_._get_earned(self.company_id, bounds, self.dimension)
        costs, leads = self._get_costs(), self._get_leads(bounds)
        for key in (*costs, *leads):
            earned.setdefault(key, {})
        payback = self._get_payback(costs, bounds[1])
        names = self._get_names(earned)
        rows = [
            self._prepare_row(key, names[key], earned[key], costs, leads, payback) for key in earned
        ]
        return sorted(
            rows,
            key=lambda row: (
                row["key"] == DIRECT,
                row["key"] == NONE,
                -(row["amounts"].get(self.rule) or 0),
                row["name"],
            ),
        )

    def _prepare_row(self, key, name, earned, costs, leads, payback):
        amounts = {model["key"]: earned.get(model["key"], 0) for model in self._prepare_models()}
        cost, number, deals = costs.get(key), leads.get(key, 0), earned.get("deals", 0)
        return {
            "key": key,
            "name": name,
            "amounts": amounts,
            "deals": deals,
            "leads": number,
            **self._prepare_costs(cost, number, deals, amounts.get(self.rule)),
            "payback": payback.get(key),
        }

    def _prepare_costs(self, cost, leads, deals, amount):
        """Return what a lead and a deal cost, and how much came back for what was spent."""
        return {
            "cost": cost or 0,
            "cost_per_lead": cost / leads if cost and leads else None,
            "cost_per_deal": cost / deals if cost and deals else None,
            "roi": ((amount or 0) - cost) / cost if cost and cost > 0 else None,
        }

    def _prepare_total(self, rows):
        names = [model["key"] for model in self._prepare_models()]
        digits = self.company_id.currency_id.decimal_places
        amounts = {
            name: round(sum(row["amounts"].get(name) or 0 for row in rows), digits)
            for name in names
        }
        journeys = self.env["crm.sales.attribution.journey"]
        domain = self.env["crm.sales.attribution.credit"]._domain_of_period(
            self.company_id, self._get_bounds()
        )
        deals = journeys.search_count(domain & Domain("status", "=", "won"))
        cost, leads = sum(row["cost"] for row in rows), sum(row["leads"] for row in rows)
        earned = sum(row["amounts"].get(self.rule) or 0 for row in rows if row["cost"])
        return {
            "amounts": amounts,
            "deals": deals,
            "leads": leads,
            **self._prepare_costs(cost, leads, deals, earned),
        }

    def _get_names(self, keys):
        field, _path = DIMENSIONS[self.dimension]
        column = self.env["crm.sales.attribution.credit"]._fields[field]
        names = {DIRECT: self.env._("Direct or unknown")}
        if column.type == "selection":
            return dict(column._description_selection(self.env)) | names
        names[NONE] = {
            "campaign": self.env._("Touches without a campaign"),
            "source": self.env._("Touches without a source"),
            "medium": self.env._("Touches without a medium"),
        }[self.dimension]
        # sudo: names of campaigns, sources and media are no secret
        records = self.env[column.comodel_name].sudo().with_context(active_test=False)
        found = records.browse(key for key in keys if isinstance(key, int))
        return names | {record.id: record.display_name for record in found}

    def _get_costs(self):
        """Return ``{campaign id: cost in the period}``."""
        if self.dimension != "campaign":
            return {}
        campaigns = self.env["utm.campaign"].with_company(self.company_id)
        return campaigns._crm_get_costs(self.date_start, self.date_stop)

    def _get_leads(self, bounds):
        """Return ``{key: number}`` of leads that came in the period by what the page shows."""
        field, _path = DIMENSIONS[self.dimension]
        if field == "channel":
            return {}
        # sudo: numbers alone
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        groups = leads._read_group(self._domain_of_leads(bounds, field), [field], ["__count"])
        return {record.id: number for record, number in groups}

    def _domain_of_leads(self, bounds, field):
        return (
            Domain("company_id", "in", [self.company_id.id, False])
            & Domain("create_date", ">=", bounds[0])
            & Domain("create_date", "<", bounds[1])
            & Domain(field, "!=", False)
        )

    def _get_payback(self, costs, stop):
        """Return ``{campaign id: days from its first cost until it had paid back}``.

        All costs and revenue until the end of the period count. Revenue, not margin.
        """
        if not costs or self.rule not in MODELS:
            return {}
        campaigns = self.env["utm.campaign"].with_company(self.company_id).browse(list(costs))
        spent = campaigns._crm_get_costs(date_to=self.date_stop)
        credits_ = self.env["crm.sales.attribution.credit"]
        paid = credits_._get_payback(self.company_id, stop, spent, self.rule)
        firsts = self.env["crm.sales.campaign.cost"]._read_group(
            [("campaign_id", "in", list(paid)), ("company_id", "=", self.company_id.id)],
            ["campaign_id"],
            ["date:min"],
        )
        return {
            campaign.id: max((paid[campaign.id].date() - day).days, 0) for campaign, day in firsts
        }

    # the paths
    def _prepare_paths(self):
        credits_ = self.env["crm.sales.attribution.credit"]
        journeys = self.env["crm.sales.attribution.journey"]
        return [
            {
                "key": path,
                "name": journeys._tell_path(path),
                "number": won + lost,
                "won": won,
                "rate": won / (won + lost),
                "revenue": revenue,
            }
            for path, won, lost, revenue in credits_._get_paths(
                self.company_id, self._get_bounds(), PATHS_SHOWN
            )
        ]
