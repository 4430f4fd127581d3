from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, is_html_empty

from ...tools.relation import links, merged_dates
from .crm_service_ticket_merge import MERGING

TICKET = "crm.service.ticket"
DATES = ("date_opened", "date_first_response", "date_last_response", "date_last_message")
CHANGED = (*DATES, "email_cc", "parent_id")


class CrmServiceMerge(models.Model):
    """One ticket that was merged into another one: what was moved, so that it can go back.

    Written by its own acts alone. Of the clocks nothing is kept: they are replayed.
    """

    _name = "crm.service.merge"
    _description = "Ticket Merge"
    _inherit = ["crm.service.undo.mixin"]
    _order = "id desc"
    _rec_name = "loser_id"

    survivor_id = fields.Many2one(
        TICKET, "Goes On", required=True, readonly=True, index=True, ondelete="cascade"
    )
    loser_id = fields.Many2one(
        TICKET, "Merged Ticket", required=True, readonly=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", "By", readonly=True, ondelete="set null")
    date = fields.Datetime(required=True, readonly=True)
    state = fields.Selection(
        [("done", "Merged"), ("undone", "Undone")], required=True, readonly=True, default="done"
    )
    # what it did: [{model, field, from, to, ids}], {field: [before, after]}, [message ids]
    moved = fields.Json(readonly=True)
    changed = fields.Json(readonly=True)
    note_ids = fields.Json(readonly=True)
    moved_text = fields.Text("What Was Moved", compute="_compute_moved_text")
    # how it was undone
    undone_by_id = fields.Many2one("res.users", readonly=True, ondelete="set null")
    date_undone = fields.Datetime("Undone On", readonly=True)
    left_text = fields.Text(
        "What Stayed", readonly=True, help="Touched after the merge, so it was not moved back."
    )

    @api.depends("moved")
    @api.depends_context("lang")
    def _compute_moved_text(self):
        for merge in self:
            counts = {}
            for move in merge.moved or ():
                counts[move["model"]] = counts.get(move["model"], 0) + len(move["ids"])
            merge.moved_text = "\n".join(
                f"{merge._name_of_model(model)}: {count}" for model, count in counts.items()
            )

    def _name_of_model(self, name):
        # sudo: what a model is called is no secret
        return self.env["ir.model"].sudo()._get(name).name if name in self.env else name

    # merging
    def _perform(self, survivor, loser):
        """Merge ``loser`` into ``survivor``, both in sudo and checked; return the record."""
        merge = self.create(
            {
                "survivor_id": survivor.id,
                "loser_id": loser.id,
                "user_id": self.env.uid,
                "date": fields.Datetime.now().replace(microsecond=0),
            }
        )
        names = merge._get_changed()
        before = merge._plain_values(survivor, names)
        merge._change_survivor()
        merge.moved = merge._move()
        after = merge._plain_values(survivor, names)
        merge.changed = {name: [before[name], after[name]] for name in names}
        merge._set_loser(survivor, merge.date)
        merge.note_ids = merge._leave_notes().ids
        merge._refresh_clocks()
        return merge

    @api.model
    def _get_changed(self):
        """Return the names of what a merge may change on the ticket that goes on."""
        return CHANGED

    @api.model
    def _get_links(self, survivor):
        """Return what points at a ticket and goes with it: ``tools.relation.Link`` each.

        Override it for models that a ticket is known to.
        """
        following = [("res_model", "=", TICKET), ("res_id", "in", survivor.ids)]
        followers = self.env["mail.followers"].sudo().search_fetch(following, ["partner_id"])
        # sudo: who follows is looked at so that nobody follows twice
        return links(survivor.ids, followers.partner_id.ids)

    def _find_moving(self, survivor, loser):
        """Yield ``(link, records)`` of what would go from ``loser`` to ``survivor``."""
        for link in self._get_links(survivor):
            records = self.env[link.model].sudo().with_context(active_test=False)
            found = records.search(Domain(link.domain(TICKET, loser.id)), order="id")
            if found:
                yield link, found

    def _move(self):
        """Let all that points at the loser point at the survivor; return what it was."""
        moved = []
        for link, records in self._find_moving(self.survivor_id, self.loser_id):
            target = self._get_target(link)
            old = link.value(TICKET, self.loser_id.id)
            new = link.value(TICKET, target.id)
            self._point(records, link.field, new)
            moved.append(
                {
                    "model": link.model,
                    "field": link.field,
                    "from": old,
                    "to": new,
                    "ids": records.ids,
                }
            )
        return moved

    def _get_target(self, link):
        """Children go to the survivor's own parent, if there is one: there is one level."""
        survivor = self.survivor_id
        return (link.field == "parent_id" and survivor.parent_id) or survivor

    def _point(self, records, name, value):
        if not records:
            return
        if records._name != "mail.scheduled.message":
            records.with_context(tracking_disable=True).write({name: value})
            return
        # the host lets nobody move one; there is no other way to keep it
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE mail_scheduled_message SET res_id = %s WHERE id = ANY(%s)",
                value,
                records.ids,
            )
        )
        records.invalidate_recordset(["res_id"])

    def _change_survivor(self):
        """One case began with the first word of either, and was last heard of with the last."""
        survivor, loser = self.survivor_id, self.loser_id
        values = merged_dates(
            {name: survivor[name] for name in DATES}, {name: loser[name] for name in DATES}
        )
        if survivor.parent_id == loser:
            values["parent_id"] = loser.parent_id.id
        if loser.email_cc and loser.email_cc != survivor.email_cc:
            values["email_cc"] = ", ".join(filter(None, [survivor.email_cc, loser.email_cc]))
        survivor.with_context(tracking_disable=True).write(values)

    def _set_loser(self, survivor, date):
        """Archive the loser under the survivor, or bring it back for an empty one."""
        self.loser_id.with_context(crm_service_merging=MERGING, tracking_disable=True).write(
            {"merged_into_id": survivor.id, "date_merged": date, "active": not survivor}
        )

    def _leave_notes(self):
        survivor, loser = self.survivor_id, self.loser_id
        note = survivor._message_log(body=self._get_note())
        return note | loser._message_log(
            body=self.env._("Merged into %(ticket)s.", ticket=survivor._get_html_link())
        )

    def _get_note(self):
        """Say what was merged, with the words that stood in the loser's description."""
        loser = self.loser_id
        title = self.env._(
            "%(number)s was merged into this ticket: %(name)s",
            number=loser.number or "",
            name=loser.name,
        )
        if is_html_empty(loser.description):
            return title
        # no quotation: the host folds those away
        return Markup('<p>%s</p><div class="border-start ps-3">%s</div>') % (
            title,
            loser.description,
        )

    def _refresh_clocks(self):
        tickets = self.survivor_id | self.loser_id
        tickets.invalidate_recordset(["merged_ids"])
        tickets.clock_ids._refresh()

    # undoing
    def action_undo(self):
        """Take the merges back, the last one first; say what stayed.

        :raise UserError: something was merged after it
        """
        for merge in self.sorted("id", reverse=True):
            merge._check_undoable()
            # sudo: messages, followers and the log are not written by hand
            merge.sudo()._undo()
        return self._report_undo()

    def _check_undoable(self):
        (self.survivor_id | self.loser_id)._grab()
        if self.state != "done":
            raise UserError(self.env._("This merge was undone already."))
        later = self._find_later()
        if later:
            raise UserError(
                self.env._(
                    "%(loser)s was merged into %(survivor)s later. Undo that first.",
                    loser=later.loser_id.display_name,
                    survivor=later.survivor_id.display_name,
                )
            )

    def _find_later(self):
        """Return a merge (sudo) that came after this one and stands on it."""
        # sudo: merges that the user does not see stand in the way as well
        return self.sudo().search(
            Domain("id", ">", self.id)
            & Domain("state", "=", "done")
            & (
                Domain("survivor_id", "=", self.survivor_id.id)
                | Domain("loser_id", "=", self.survivor_id.id)
            ),
            limit=1,
            order="id desc",
        )

    def _undo(self):
        survivor, loser = self.survivor_id, self.loser_id
        self.env["mail.message"].browse(self.note_ids or []).exists().unlink()
        self._set_loser(survivor.browse(), False)
        left = self._move_back()
        left += self._change_back(survivor.with_context(tracking_disable=True))
        self.write(
            {
                "state": "undone",
                "undone_by_id": self.env.uid,
                "date_undone": fields.Datetime.now(),
                "left_text": "\n".join(left) or False,
            }
        )
        (survivor | loser).invalidate_recordset()
        self._refresh_clocks()

    def _move_back(self):
        """Return in words what was not there any more, or points somewhere else now."""
        left = []
        for move in reversed(self.moved or []):
            if move["model"] not in self.env:
                continue
            records = self.env[move["model"]].browse(move["ids"])
            back, touched = self._still_there(records, move["field"], move["to"])
            self._point(back, move["field"], move["from"])
            if touched:
                left.append(f"{self._name_of_model(move['model'])}: {touched}")
        return left

    def _change_back(self, survivor):
        before = {name: pair[0] for name, pair in (self.changed or {}).items()}
        after = {name: pair[1] for name, pair in (self.changed or {}).items()}
        if not before.get("date_first_response"):
            before["date_first_response"] = self._find_first_response(survivor)
        return self._take_back(survivor, before, after)

    def _find_first_response(self, survivor):
        """Return when the survivor was answered first since the merge, as plain text."""
        answers = survivor.event_ids.filtered(
            lambda event: event.kind == "response" and event.date >= self.date
        )
        return fields.Datetime.to_string(min(answers.mapped("date"), default=False))

    def _report_undo(self):
        left = "\n".join(filter(None, self.mapped("left_text")))
        if left:
            message = self.env._("Undone, but for what was touched since:\n%(list)s", list=left)
        else:
            message = self.env._("Undone: both tickets are as they were.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "warning" if left else "success",
                "sticky": bool(left),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
