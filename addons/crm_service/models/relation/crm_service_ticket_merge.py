from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# nobody can send this one over RPC
MERGING = object()


class CrmServiceTicket(models.Model):
    """Several tickets that turned out to be one case: the losers lead to the survivor."""

    _inherit = "crm.service.ticket"

    merged_into_id = fields.Many2one(
        "crm.service.ticket",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The ticket that goes on in place of this one.",
    )
    date_merged = fields.Datetime("Merged On", readonly=True, copy=False)
    merged_ids = fields.One2many(
        "crm.service.ticket",
        "merged_into_id",
        "Merged Tickets",
        readonly=True,
        context={"active_test": False},
    )
    merge_ids = fields.One2many("crm.service.merge", "survivor_id", "Merges", readonly=True)
    merge_count = fields.Integer("Merged", compute="_compute_merge_count")

    _merged_archived = models.Constraint(
        "CHECK(merged_into_id IS NULL OR active IS NOT TRUE)",
        "A ticket that was merged into another one stays archived. Undo the merge instead.",
    )
    _merged_elsewhere = models.Constraint(
        "CHECK(merged_into_id <> id)", "A ticket is not merged into itself."
    )

    @property
    def _sealed_fields(self):
        return super()._sealed_fields | {"merged_into_id", "date_merged"}

    def _compute_merge_count(self):
        counts = dict(
            self.env["crm.service.merge"]._read_group(
                [("survivor_id", "in", self.ids), ("state", "=", "done")],
                ["survivor_id"],
                ["__count"],
            )
        )
        for ticket in self:
            ticket.merge_count = counts.get(ticket._origin, 0)

    @api.depends("merged_into_id")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        # sudo: whether it was merged, and the number alone
        for ticket in self.filtered(lambda ticket: ticket.sudo().merged_into_id):
            number = ticket.sudo().merged_into_id.number
            ticket.display_name = f"{ticket.display_name} → {number}"
        return result

    @api.model
    def _search_display_name(self, operator, value):
        """The number of a ticket that was merged finds the survivor."""
        domain = super()._search_display_name(operator, value)
        may_look = self._has_field_access(self._fields["merged_ids"], "read")
        if operator in Domain.NEGATIVE_OPERATORS or not may_look:
            return domain
        return Domain(domain) | Domain("merged_ids", "any", [("number", operator, value)])

    def _get_survivor(self):
        """Return the ticket that goes on in place of this one, by default itself.

        Who has a link or a token of this one is led there; call it after the check.
        """
        self.ensure_one()
        # sudo: who may have the one, may have what became of it
        ticket = self.sudo()
        while ticket.merged_into_id:
            ticket = ticket.merged_into_id
        return ticket.with_env(self.env)

    # merging
    def _merge(self, losers, is_confirmed=False):
        """Merge ``losers`` into this ticket; return the records that can undo it.

        :param is_confirmed: that they are of different customers is meant so
        :raise UserError: they cannot be merged
        """
        self.ensure_one()
        (self | losers)._grab()
        self._check_mergeable(losers)
        if self._is_of_others(losers) and not is_confirmed:
            raise UserError(
                self.env._(
                    "The tickets are of different customers. Confirm that they are one case."
                )
            )
        # sudo: messages, followers and the log are not written by hand
        merges = self.env["crm.service.merge"].sudo()
        return merges.union(*(merges._perform(self.sudo(), loser.sudo()) for loser in losers))

    def _grab(self):
        """Hold the tickets until the end of the transaction.

        :raise AccessError: the user may not work on all of them
        :raise UserError: a colleague works on one just now
        """
        self.check_access("write")
        if self - self.try_lock_for_update():
            raise UserError(
                self.env._("A colleague is changing one of the tickets just now. Try again.")
            )

    def _check_mergeable(self, losers):
        """:raise UserError: one was merged already, or they cannot be one case"""
        if not losers or self in losers:
            raise UserError(
                self.env._("Choose at least two tickets, and one of them that goes on.")
            )
        gone = (self | losers).filtered("merged_into_id")[:1]
        if gone:
            raise UserError(self.env._("%(ticket)s was merged already.", ticket=gone.display_name))
        if losers.company_id - self.company_id:
            raise UserError(self.env._("Tickets of different companies cannot be merged."))

    def _is_of_others(self, losers):
        """Say whether the tickets are of more than one customer; unknown ones are nobody's."""
        return len((self | losers).commercial_partner_id) > 1

    def _log_event(self, kind, message=None):
        """A merge writes into nobody's log, so that its undo leaves nothing there either."""
        if self.env.context.get("crm_service_merging") is MERGING:
            return self.env["crm.service.event"]
        return super()._log_event(kind, message)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_survivor(self):
        # sudo: tickets that the user does not see count as well
        losers = self.sudo().merged_ids - self
        if losers:
            raise UserError(
                self.env._(
                    "%(ticket)s was merged into a ticket that you delete. Undo the merge first.",
                    ticket=losers[0].display_name,
                )
            )

    def action_merge(self):
        """Open the dialog that merges these tickets, or this one with others."""
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_ticket_merge_action"
        )
        return action | {"context": {"active_model": self._name, "active_ids": self.ids}}

    def action_view_merges(self):
        """Open what was merged into this ticket."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_merge_action"
        )
        return action | {"domain": [("survivor_id", "=", self.id)], "context": {}}

    def action_view_survivor(self):
        """Open the ticket that goes on in place of this one."""
        return self._get_survivor()._get_records_action()
