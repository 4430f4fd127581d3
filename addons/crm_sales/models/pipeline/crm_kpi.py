from odoo import api, models
from odoo.fields import Domain

from odoo.addons.crm_customer.models.kpi.crm_kpi_provider import KpiProvider

from ...tools.pipeline.funnel import share, velocity

OFTEN = 2  # so many pushes are often
# who had it on entry, as all figures of the log have it; who has it, for what is open now
STAYS = {"user": "owner_id", "team": "team_id"}
LEADS = {"user": "user_id", "team": "team_id"}


class CrmKpi(models.Model):
    """How fast the pipeline sells, and how much of it is put off."""

    _inherit = "crm.kpi"

    @api.model
    def _kpi_providers(self):
        return super()._kpi_providers() | {
            "sales_velocity": KpiProvider(
                self.env._("Sales velocity"),
                "crm.sales.stage.log",
                "_provide_sales_velocity",
                "_records_of_sales_velocity",
                empty=None,
            ),
            "sales_pushed_share": KpiProvider(
                self.env._("Open opportunities pushed twice or more"),
                "crm.lead",
                "_provide_pushed_share",
                "_records_of_pushed",
                empty=None,
                is_state=True,
            ),
        }

    # velocity
    def _provide_sales_velocity(self, windows, company, breakdown, keys):
        """Return money per day, and how many opportunities were open at the end."""
        figures = {}
        for number, window in enumerate(windows):
            if not window:
                continue
            for key, pace in self._get_paces(window, company, breakdown, keys).items():
                opened, won, average, lost, cycle = pace
                value = velocity(opened, average, share(won, won + lost), cycle)
                if value is not None:
                    figures[number, key] = (value, opened)
        return figures

    def _get_paces(self, window, company, breakdown, keys):
        """Return ``{key: (open, won, average value, lost, days until won)}``."""
        log, scope = self.env["crm.sales.stage.log"], self._get_pace_scope(window, company)
        group = [STAYS[breakdown]] if breakdown in STAYS else []
        of_keys = self._domain_of_split(breakdown, keys, company, window.stop, STAYS)
        decided = log._read_group(
            log._domain_of_scope(scope, "date_from")
            & Domain("status", "in", ["won", "lost"])
            & of_keys,
            ["status", *group],
            ["__count", "value_from:avg", "age:avg"],
        )
        opened = log._read_group(log._domain_of_open(scope) & of_keys, group, ["__count"])
        paces = {}
        for status, *key, count, average, cycle in decided:
            pace = paces.setdefault(self._key_of(key), [0, 0, None, 0, None])
            if status == "won":
                pace[1], pace[2], pace[4] = count, average, cycle
            else:
                pace[3] = count
        for *key, count in opened:
            paces.setdefault(self._key_of(key), [0, 0, None, 0, None])[0] = count
        return paces

    def _key_of(self, records):
        return records[0].id if records else False

    def _get_pace_scope(self, window, company):
        return {
            "company": company.id,
            "start": window.start,
            "stop": window.stop,
            "team": None,
            "user": None,
        }

    def _records_of_sales_velocity(self, window, company, breakdown, keys):
        log, scope = self.env["crm.sales.stage.log"], self._get_pace_scope(window, company)
        domain = log._domain_of_open(scope) | (
            log._domain_of_scope(scope, "date_from") & Domain("status", "in", ["won", "lost"])
        )
        of_keys = self._domain_of_split(breakdown, keys, company, window.stop, STAYS)
        return "crm.sales.stage.log", domain & of_keys

    # pushed: a state, so that its past is in the snapshots of the goals alone
    def _provide_pushed_share(self, windows, company, breakdown, keys):
        """Return the share in percent, and how many are pushed often."""
        numbers = [number for number, window in enumerate(windows) if window]
        if not numbers:
            return {}
        window = windows[numbers[-1]]
        group = [LEADS[breakdown]] if breakdown in LEADS else []
        domain = self._domain_of_open_leads(company) & self._domain_of_split(
            breakdown, keys, company, window.stop, LEADS
        )
        leads = self.env["crm.lead"]
        often = {
            self._key_of(key): count
            for *key, count in leads._read_group(
                domain & Domain("crm_push_count", ">=", OFTEN), group, ["__count"]
            )
        }
        return {
            (number, self._key_of(key)): (
                100 * often.get(self._key_of(key), 0) / count,
                often.get(self._key_of(key), 0),
            )
            for *key, count in leads._read_group(domain, group, ["__count"])
            for number in numbers
            if count
        }

    def _records_of_pushed(self, window, company, breakdown, keys):
        domain = self._domain_of_open_leads(company) & Domain("crm_push_count", ">=", OFTEN)
        return "crm.lead", domain & self._domain_of_split(
            breakdown, keys, company, window.stop, LEADS
        )

    def _domain_of_open_leads(self, company):
        return (
            Domain("company_id", "=", company.id)
            & Domain("type", "=", "opportunity")
            & Domain("won_status", "=", "pending")
            & Domain("active", "=", True)
        )
