from odoo import fields, models


class CrmWorkdayLoad(models.TransientModel):
    """Enter the public holidays and make-up days of a year that the addon ships."""

    _name = "crm.workday.load"
    _description = "Load a Published Year"
    _inherit = ["crm.workday.scope.mixin"]

    published_year = fields.Selection(
        selection="_selection_published_year",
        string="Year",
        required=True,
        default=lambda self: self._default_published_year(),
    )

    def _selection_published_year(self):
        countries = self.env["res.country"].sudo()  # names only
        return [
            (key, f"{countries.search([('code', '=', code)], limit=1).name} {year}")
            for key, code, year in self.env["crm.workday"]._get_published_years()
        ]

    def _default_published_year(self):
        this_year = fields.Date.context_today(self).year
        years = self.env["crm.workday"]._get_published_years()
        return next((key for key, _code, year in years if year == this_year), years[0][0])

    def action_load(self):
        self.ensure_one()
        created, updated = self.env["crm.workday"]._load_published(
            self.published_year, self.company_id, self.calendar_id
        )
        return self.env["crm.workday"]._notify_loaded(created, updated)
