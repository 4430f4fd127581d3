from odoo import models

from ...tools.sla import Entry, merge_logs


class CrmServiceClock(models.Model):
    """The clocks of a survivor read the logs of all that was merged into it."""

    _inherit = "crm.service.clock"

    def _entries(self):
        entries = super()._entries()
        for loser in self.ticket_id.merged_ids.sorted(
            lambda ticket: (ticket.date_merged, ticket.id)
        ):
            entries = merge_logs(entries, self._entries_of(loser))
        return entries

    def _entries_of(self, ticket):
        """A merge ends the log of the loser; in it stands nothing, so its undo is exact."""
        entries = super()._entries_of(ticket)
        if not ticket.merged_into_id:
            return entries
        ended = Entry(ticket.date_merged, "ended")
        return sorted([*entries, ended], key=lambda entry: entry.moment)
