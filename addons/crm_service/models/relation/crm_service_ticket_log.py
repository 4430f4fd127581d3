from odoo import models

from ...tools.sla import Entry, merge_logs


class CrmServiceTicket(models.Model):
    """What happened to a survivor is also what happened to all that was merged into it."""

    _inherit = "crm.service.ticket"

    def _get_log(self, sla=None):
        """A merge ends the log of the loser; in it stands nothing, so its undo is exact."""
        entries = super()._get_log(sla)
        if self.merged_into_id:
            ended = Entry(self.date_merged, "ended")
            entries = sorted([*entries, ended], key=lambda entry: entry.moment)
        losers = self.merged_ids.sorted(lambda ticket: (ticket.date_merged, ticket.id))
        for loser in losers:
            entries = merge_logs(entries, loser._get_log(sla))
        return entries
