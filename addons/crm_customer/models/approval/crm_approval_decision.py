from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...tools.approval import engine


class CrmApproval(models.Model):
    """Approving, refusing, withdrawing: who may is decided here, whatever a screen shows."""

    _inherit = "crm.approval"

    def action_approve(self):
        """Approve what waits for the user, in one press.

        :raise AccessError: the user is not asked
        """
        return self._decide(engine.APPROVED)

    def action_refuse(self):
        """Ask for the reason, then refuse."""
        return self._ask_comment("refuse", self.env._("Refuse"))

    def action_comment(self):
        """Approve or refuse with a comment."""
        return self._ask_comment("approve", self.env._("Decide"))

    def _ask_comment(self, act, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "crm.approval.decide",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_approval_ids": [fields.Command.set(self.ids)],
                "default_act": act,
            },
        }

    def action_withdraw(self):
        """Take back own requests that are pending.

        :raise AccessError: somebody else's request
        :raise UserError: it is decided already
        """
        self.check_access("read")
        for approval in self._locked():
            if approval.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "Only %(name)s can withdraw %(approval)s.",
                        name=approval.user_id.name,
                        approval=approval.display_name,
                    )
                )
            approval._check_pending()
            # sudo: requests are written by their own acts, the right to this one was checked
            approval = approval.sudo()
            approval._log("withdrawn")
            approval._close("withdrawn")
        return True

    def _decide(self, decision, comment=False):
        """Write the user's decision on all seats that wait for the user.

        :param decision: ``engine.APPROVED`` or ``engine.REFUSED``
        :raise AccessError: the user may not decide on one of these
        :raise UserError: one is decided already, or a refusal has no reason
        """
        self.check_access("read")
        comment = (comment or "").strip()
        if decision == engine.REFUSED and not comment:
            raise UserError(self.env._("Say why you refuse: the requester reads it."))
        for approval in self._locked():
            approval._check_pending()
            approval._decide_one(decision, comment)
        return True

    def _decide_one(self, decision, comment):
        # sudo: the engine looks at all seats and deputies; the user's own are chosen below
        approval = self.sudo()
        lines = approval._get_open_lines_of(self.env.user)
        if not lines:
            raise AccessError(self._get_refusal())
        lines.write(
            {
                "decision": decision,
                "decided_by_id": self.env.uid,
                "comment": comment,
                "date": fields.Datetime.now(),
            }
        )
        approval._log(decision, comment=comment, lines=lines)
        approval._end_activity_of(self.env.user, comment)
        approval._advance()

    def _get_refusal(self):
        """Say why the user may not decide, and who may."""
        if self.user_id == self.env.user:
            return self.env._("Nobody approves an own request: %(name)s.", name=self.display_name)
        return self.env._(
            "%(name)s does not wait for you, but for %(people)s.",
            name=self.display_name,
            # sudo: names of colleagues only
            people=", ".join(self.sudo().waiting_user_ids.mapped("name")),
        )

    def _get_open_lines_of(self, user):
        """Return the seats on which ``user`` may decide now, own ones and as deputy."""
        self.ensure_one()
        # sudo: deputies of others are looked up, the answer names only the user's seats
        approval = self.sudo()
        if approval.state != "pending":
            return self.line_ids.browse()
        keys = engine.seats_to_decide(
            approval.step_ids._to_engine(),
            user.id,
            approval.user_id.id,
            approval._get_deputies(),
        )
        return approval.line_ids.browse(keys)

    def _check_pending(self):
        if self.state != "pending":
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(name)s is not pending any more: %(state)s.",
                    name=self.display_name,
                    state=states[self.state],
                )
            )

    def _locked(self):
        """Wait until nobody else decides on these, and return them as they are then.

        Who waited here for another transaction fails at its first write and is repeated by
        the server, which then reads the other decision.
        """
        self.env.execute_query(
            SQL("SELECT id FROM crm_approval WHERE id = ANY(%s) ORDER BY id FOR UPDATE", self.ids)
        )
        self.invalidate_recordset(["state", "act_count"])
        return self
