from odoo import api, fields, models

from ...tools.kpi.period import Period, period_at, previous_periods
from ...tools.report_issue.workbook import Part


class CrmReportItem(models.Model):
    """KPIs as a part of a report: the periods before, and what there is of this one."""

    _inherit = "crm.report.item"

    kpi_ids = fields.Many2many("crm.kpi", "crm_report_item_kpi_rel", string="KPIs")
    kpi_period = fields.Selection(
        [("week", "Week"), ("month", "Month"), ("quarter", "Quarter"), ("year", "Year")],
        "Period",
        default="month",
        help="Two whole periods and the running one are shown side by side.",
    )

    @api.model
    def _report_item_kinds(self):
        return super()._report_item_kinds() | {"kpi": (self.env._("KPIs"), "_get_kpi_part")}

    def _get_kpi_part(self, setup):
        """Return a row per KPI; each figure is that of the reader's own access rights.

        :param setup: the item in sudo
        """
        company = self.env.company
        windows = self._get_kpi_windows(setup, company)
        headings = [f"{window.start:%Y-%m-%d} – {window.stop:%Y-%m-%d}" for window in windows]
        part = Part(setup.name, [self.env._("KPI"), self.env._("Unit"), *headings])
        for kpi in setup.kpi_ids.with_env(self.env):
            figures = self._get_kpi_figures(kpi, windows, company)
            part.rows.append([kpi.name, self._get_kpi_unit(kpi, company), *figures])
        if not part.rows:
            part.note = self.env._("Nothing to show.")
        return part

    def _get_kpi_windows(self, setup, company):
        """Return two whole periods and the running one, until today where the company is."""
        kind, setting = setup.kpi_period or "month", company._crm_period_setting()
        today = company._crm_today()
        running = period_at(kind, today, setting)
        return [*previous_periods(kind, running, 2, setting), Period(running.start, today)]

    def _get_kpi_figures(self, kpi, windows, company):
        """Return a number per window; a dash where there is none, or none for this reader."""
        names = kpi._get_model_names()
        if not all(name in self.env and self.env[name].has_access("read") for name in names):
            return ["–"] * len(windows)
        figures = kpi._get_figures(windows, company)
        empty = (kpi._get_empty_value(), 0)
        values = [
            kpi._round(figures.get((number, False), empty)[0]) if is_known else None
            for number, is_known in enumerate(kpi._get_known(windows, company))
        ]
        # what is counted whole is printed whole
        number = float if kpi._get_digits() else int
        return ["–" if value is None else number(value) for value in values]

    def _get_kpi_unit(self, kpi, company):
        if kpi.unit == "currency":
            return company.sudo().currency_id.name  # sudo: no secret
        return dict(kpi._fields["unit"]._description_selection(self.env))[kpi.unit]
