import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

TICKET = "crm.service.ticket"
# for how long an answer is held back, and a macro can be undone
HOLD = timedelta(seconds=60)
UNDO = timedelta(minutes=10)
# follows from what a macro writes, and is not written by hand
FACTS = ("date_assigned", "date_closed", "reopen_count")


class CrmServiceMacroRun(models.Model):
    """One use of a macro on one ticket: what it changed, so that it can be taken back."""

    _name = "crm.service.macro.run"
    _description = "Use of a Macro"
    _inherit = ["crm.service.undo.mixin"]
    _order = "id desc"
    _rec_name = "macro_id"

    macro_id = fields.Many2one("crm.service.macro", readonly=True, index=True, ondelete="cascade")
    ticket_id = fields.Many2one(
        TICKET, required=True, readonly=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, ondelete="cascade")
    date = fields.Datetime(required=True, readonly=True)
    state = fields.Selection(
        [("done", "Done"), ("undone", "Undone")], required=True, readonly=True, default="done"
    )
    before = fields.Json(readonly=True)
    after = fields.Json(readonly=True)
    activity_id = fields.Many2one("mail.activity", readonly=True, ondelete="set null")
    scheduled_id = fields.Many2one("mail.scheduled.message", readonly=True, ondelete="set null")
    message_id = fields.Many2one(
        "mail.message", "Answer", readonly=True, ondelete="set null", help="What was said."
    )
    left_text = fields.Text("What Stayed", readonly=True)

    _undo_idx = models.Index("(user_id, date) WHERE state = 'done'")
    _scheduled_idx = models.Index("(scheduled_id) WHERE scheduled_id IS NOT NULL")
    _activity_idx = models.Index("(activity_id) WHERE activity_id IS NOT NULL")
    _message_idx = models.Index("(message_id) WHERE message_id IS NOT NULL")

    # doing
    def _perform(self, macro, ticket):
        """Do what ``macro`` says with ``ticket``, as the user; return the run."""
        values = macro._prepare_values(ticket)
        names = [*values, *FACTS]
        if "team_id" in values and "stage_id" not in values:
            names.append("stage_id")
        before = self._plain_values(ticket, names)
        if values:
            ticket.write(values)
        after = self._plain_values(ticket, names)
        # sudo: what was done is not written by hand
        return self.sudo().create(
            {
                "macro_id": macro.id,
                "ticket_id": ticket.id,
                "user_id": self.env.uid,
                "date": fields.Datetime.now(),
                "before": before,
                "after": after,
                "activity_id": self._plan(macro, ticket).id,
                **self._speak(macro, ticket),
            }
        )

    def _plan(self, macro, ticket):
        if not macro.activity_type_id:
            return self.env["mail.activity"]
        user = ticket.user_id or self.env.user
        return ticket.activity_schedule(user_id=user.id, **macro._prepare_activity())

    def _speak(self, macro, ticket):
        """Note it at once, or hold the answer for a minute: a mail cannot be recalled."""
        body = macro._render_answer(ticket)
        if not body:
            return {}
        if macro.is_note:
            note = ticket.message_post(body=body, subtype_xmlid="mail.mt_note")
            return {"message_id": note.id}
        held = self.env["mail.scheduled.message"].create(
            {
                "model": TICKET,
                "res_id": ticket.id,
                "author_id": self.env.user.partner_id.id,
                "body": body,
                "partner_ids": [fields.Command.set(ticket._find_addressees().ids)],
                "scheduled_date": fields.Datetime.now() + HOLD,
                # otherwise the host posts it as a word of the system, which is no response
                "notification_parameters": json.dumps({"message_type": "comment"}),
            }
        )
        return {"scheduled_id": held.id}

    # undoing
    @api.model
    def _find_undoable(self, tickets):
        """Return the user's last run on each of ``tickets`` that can be undone still."""
        # sudo: the user's own ones
        runs = self.sudo().search(
            Domain("ticket_id", "in", tickets.ids)
            & Domain("user_id", "=", self.env.uid)
            & Domain("state", "=", "done")
            & Domain("date", ">", fields.Datetime.now() - UNDO)
        )
        last = {}
        for run in runs:
            last.setdefault(run.ticket_id, run)
        return self.browse(run.id for run in last.values())

    def _undo(self):
        """Take back what the macro did, as the user; what was touched since stays.

        :raise UserError: nothing can be undone any more
        """
        if not self:
            raise UserError(self.env._("There is no macro of the last minutes to undo."))
        for run in self.sudo():
            ticket = run.ticket_id.with_env(self.env)
            ticket.check_access("write")
            left = run._restore(ticket) + run._recall()
            run.write({"state": "undone", "left_text": "\n".join(left) or False})
        return self.sudo().mapped("left_text")

    def _restore(self, ticket):
        """Write the fields back, first by hand, then what followed from them."""
        before = {name: self.before[name] for name in self.before if name not in FACTS}
        after = {name: self.after[name] for name in before}
        facts = {name: self.before[name] for name in FACTS}
        now = self._plain_values(ticket, FACTS)
        untouched = all(now[name] == self.after[name] for name in FACTS)
        left = self._take_back(ticket, before, after)
        if untouched and not left:
            # sudo: the macro's doing never was, so it is counted nowhere
            ticket.sudo().write(facts)
        return left

    def _recall(self):
        """Take back words and to-do; return what is out already."""
        if self.activity_id.active:
            self.activity_id.unlink()
        if self.scheduled_id.try_lock_for_update():
            self.scheduled_id.unlink()
            return []
        message = self.message_id
        if message.is_internal or message.subtype_id.internal:
            message.unlink()
            return []
        return [self.env._("The answer was sent already.")] if message or self.scheduled_id else []

    @api.autovacuum
    def _gc_runs(self):
        """What can no longer be undone is kept for 90 days, to see what macros are good for."""
        old = fields.Datetime.now() - timedelta(days=90)
        self.search([("date", "<", old)], limit=10000).unlink()
