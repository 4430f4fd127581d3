from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_amount

from ...tools.work_report.facts import LABELLED, tally

SECTIONS = [
    ("interaction", "Interactions"),
    ("visit", "Visits"),
    ("meeting", "Meetings"),
    ("activity", "Done Activities"),
    ("customer", "New Customers"),
    ("opportunity_new", "New Opportunities"),
    ("opportunity_moved", "Opportunities Moved"),
    ("opportunity_won", "Opportunities Won"),
    ("opportunity_lost", "Opportunities Lost"),
    ("quotation", "Quotations"),
    ("order", "Sales Orders"),
    ("request", "Questions Answered"),
    ("approval", "Approvals Decided"),
    ("planned", "Planned"),
]


class CrmWorkReportLine(models.Model):
    """One fact of a report, in words that stay as they were; written by the report alone."""

    _name = "crm.work.report.line"
    _description = "Fact of a Work Report"
    _order = "report_id, sequence, id"
    _rec_name = "text"

    report_id = fields.Many2one(
        "crm.work.report", required=True, readonly=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(readonly=True)
    section = fields.Selection(SECTIONS, required=True, readonly=True)
    date = fields.Date("Day", readonly=True, help="By the clock of the person.")
    label = fields.Char("Kind", readonly=True)
    text = fields.Char("What", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Customer", readonly=True, index="btree_not_null", ondelete="set null"
    )
    res_model = fields.Char("Model", readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)
    amount = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)

    def action_open_record(self):
        """Open what the fact is about, as far as the reader may see it.

        :raise UserError: it was deleted
        """
        self.ensure_one()
        self.check_access("read")
        # a customer may have been merged: the column follows, the reference does not
        is_partner = self.res_model == "res.partner"
        record = self.env.get(self.res_model)
        record = (
            self.partner_id if is_partner else record is not None and record.browse(self.res_id)
        )
        if not record or not record.exists():
            raise UserError(self.env._("%(what)s is gone.", what=self.text))
        record.check_access("read")
        return record._get_records_action()

    @api.model
    def _format_headline(self, rows):
        """Return what facts amount to, e.g. "Interactions 3 (Call 2, Chat 1) · Won 1 (¥ 50.00)".

        :param rows: as ``tally`` takes them
        """
        labels = dict(self._fields["section"]._description_selection(self.env))
        currencies = self.env["res.currency"]
        parts = []
        for section, one in tally(rows).items():
            if section in LABELLED:
                more = [f"{label} {count}" for label, count in sorted(one.labels.items())]
                more.append(self.env._("customers: %(count)s", count=len(one.partners)))
            else:
                more = [
                    format_amount(self.env, amount, currencies.browse(currency))
                    for currency, amount in one.amounts.items()
                ]
            brackets = f" ({', '.join(more)})" if more else ""
            parts.append(f"{labels[section]} {one.count}{brackets}")
        return " · ".join(parts)
