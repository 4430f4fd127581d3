from odoo import api, models

from ...tools.relation import Link

FEEDBACK = "crm.service.feedback"


class CrmServiceMerge(models.Model):
    """What a merged ticket told goes along."""

    _inherit = "crm.service.merge"

    @api.model
    def _get_links(self, survivor):
        """Feedback made of the loser stays with it where the survivor has its own: a ticket is
        entered once.
        """
        # sudo: whether there is any, also where the user does not see it
        everything = self.env[FEEDBACK].sudo().with_context(active_test=False)
        has_own = bool(survivor) and everything.search_count(
            [("ticket_id", "in", survivor.ids), ("source", "=", "ticket")], limit=1
        )
        only = (("source", "!=", "ticket"),) if has_own else ()
        return [*super()._get_links(survivor), Link(FEEDBACK, "ticket_id", only=only)]
