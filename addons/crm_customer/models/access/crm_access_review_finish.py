from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...tools.access.withdrawal import groups_to_keep, holders_left
from .crm_access_review import MANAGER


class CrmAccessReview(models.Model):
    """Withdrawals are carried out at the end, so that a review can be thought over."""

    _inherit = "crm.access.review"

    def _carry_out(self):
        """Take the withdrawn groups from their users; the log of grants says so.

        :raise UserError: who decided has no say over a user any more, or nobody would
            be left to manage
        """
        self.ensure_one()
        # sudo: lines are written by the system alone; that they may decide was checked
        lines = self.sudo().line_ids.filtered(lambda line: line.decision == "withdraw")
        self._check_manager_left(lines)
        for user, own_lines in lines.grouped("user_id").items():
            own_lines._check_say(own_lines.decision_user_id)
            if user:
                self._take_from(user, own_lines)

    def _take_from(self, user, lines):
        taken = lines.group_id & user.group_ids
        kept = [self.env.ref("base.group_user").id, *self._restriction_ids()]
        implied = self.env["crm.access.grant"]._implied()
        # what restricts stays: withdrawing gives nobody more
        given = groups_to_keep(user.group_ids.ids, implied, taken.ids, kept)
        why = "; ".join(dict.fromkeys(lines.filtered("reason").mapped("reason")))
        user.with_context(crm_grant_reason=f"{self.name}: {why}").write(
            {
                "group_ids": [
                    *(Command.unlink(group) for group in taken.ids),
                    *(Command.link(group) for group in sorted(given)),
                ]
            }
        )
        lines.filtered(lambda line: line.group_id in taken).is_removed = True
        self._forget_holdings(user, taken)

    def _forget_holdings(self, user, groups):
        # sudo: the picture of last night, written by the system alone
        self.env["crm.access.holding"].sudo().search(
            [("user_id", "=", user.id), ("group_id", "in", groups.ids)]
        ).unlink()

    def _check_manager_left(self, lines):
        """Refuse to withdraw, by ``lines``, the last right to manage access.

        :raise UserError: nobody would hold the manager level of customers
        """
        manager = self.env.ref(MANAGER).id
        withdrawn = {
            user.id: own_lines.group_id.ids for user, own_lines in lines.grouped("user_id").items()
        }
        self.env["res.users"].flush_model(["active", "group_ids", "share"])
        direct = self.env["crm.access.holding"]._direct()
        implied = self.env["crm.access.grant"]._implied()
        before = holders_left(direct, implied, {}, manager)
        if before and not holders_left(direct, implied, withdrawn, manager):
            names = self.env["res.users"].sudo().browse(sorted(before)).mapped("name")
            raise UserError(
                self.env._(
                    "Somebody must be left who manages customers and access: the manager level "
                    "of %(names)s cannot be withdrawn.",
                    names=", ".join(names),
                )
            )
