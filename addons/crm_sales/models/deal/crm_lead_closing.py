from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError

from .crm_lead import GROUP

SEALED = {"crm_push_count", "crm_first_closing"}


class CrmLead(models.Model):
    """What was expected at first of a closing that was put off: a fact, kept when it happens."""

    _inherit = "crm.lead"

    crm_first_closing = fields.Date(
        "First Expected Closing",
        readonly=True,
        copy=False,
        groups=GROUP,
        help="What was expected before it was put off for the first time.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._crm_check_facts(set().union(*vals_list))
        return super().create(vals_list)

    def write(self, vals):
        self._crm_check_facts(vals)
        if "date_deadline" not in vals:
            return super().write(vals)
        before = {lead: lead.date_deadline for lead in self}
        result = super().write(vals)
        self._crm_keep_first_closing(before)
        return result

    @api.model
    def _crm_check_facts(self, names):
        """:raise AccessError: one of ``names`` is counted by the system alone"""
        sealed = SEALED.intersection(names)
        if sealed and not self.env.su:
            labels = ", ".join(sorted(self._fields[name].string for name in sealed))
            raise AccessError(self.env._("Written by the system alone: %(fields)s", fields=labels))

    def _crm_keep_first_closing(self, before):
        """Keep the day before of those that are put off for the first time."""
        alike = defaultdict(self.sudo().browse)
        # sudo: the fact is the system's, whoever moved the date
        for lead in self.sudo():
            old, new = before[lead], lead.date_deadline
            if old and new and new > old and not lead.crm_first_closing:
                alike[old] |= lead
        for day, leads in alike.items():
            leads.crm_first_closing = day
