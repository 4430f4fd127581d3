from odoo import api, fields, models
from odoo.tools import format_amount


class CrmSalesForecastLine(models.Model):
    """What is shown beside the figures of people: first the method that was least wrong so far."""

    _inherit = "crm.sales.forecast.line"

    outlook_first = fields.Char("Outlook", compute="_compute_outlook")
    outlook_second = fields.Char("Also", compute="_compute_outlook")
    outlook_note = fields.Char("About the Model", compute="_compute_outlook")

    @api.depends("has_model", "model_expected", "naive_amount", "date_model", "breakdown")
    @api.depends_context("lang")
    def _compute_outlook(self):
        # sudo: how good the model is, is for all who see what it says
        models_of = self.env["crm.sales.forecast.model"].sudo()
        models_of = models_of.search([("company_id", "in", self.sudo().company_id.ids)])
        by_company = {model.company_id: model.with_env(self.env).sudo() for model in models_of}
        for line in self:
            model = by_company.get(line.sudo().company_id)
            if line.breakdown == "user" or not line.date_model or not model:
                line.outlook_first = line.outlook_second = line.outlook_note = False
                continue
            told = [line._get_naive_text()]
            if line.has_model:
                told.insert(0 if model.first_method == "model" else 1, line._get_model_text())
            line.outlook_first = told[0]
            line.outlook_second = told[1] if len(told) > 1 else False
            line.outlook_note = model._get_statement()

    def _format(self, amount):
        return format_amount(self.env, round(amount), self.currency_id, trailing_zeroes=False)

    def _get_model_text(self):
        return self.env._(
            "Model: %(expected)s (80 %%: %(low)s to %(high)s)",
            expected=self._format(self.model_expected),
            low=self._format(self.model_low),
            high=self._format(self.model_high),
        )

    def _get_naive_text(self):
        labels = dict(self._fields["naive_method"]._description_selection(self.env))
        return self.env._(
            "%(method)s: %(amount)s",
            method=labels.get(self.naive_method, ""),
            amount=self._format(self.naive_amount),
        )

    def action_open_model(self):
        """Open how well the model has held; figures of the whole company."""
        return self.env["crm.sales.forecast.model"].open_page()
