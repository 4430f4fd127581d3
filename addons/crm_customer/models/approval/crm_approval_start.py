from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.approval import engine


class CrmApproval(models.Model):
    """How a request begins and how it ends."""

    _inherit = "crm.approval"

    @api.model
    def _start(self, subject, kind, rule, values, reason=""):
        """Ask for the approval of ``values`` of ``subject``; return the approval, in sudo.

        The caller has checked that the user may ask.

        :raise UserError: a step of the rule has nobody who could approve
        """
        company = subject._approval_company()
        amount, currency = subject._approval_amount(kind, values)
        local = subject._approval_local_amount(kind, values)
        requester = self.env.user
        steps = rule.step_ids.filtered(lambda step: step.amount_min <= local)
        if not steps:
            raise UserError(
                self.env._(
                    "No step of the rule %(rule)s asks for so small an amount. Ask a manager to "
                    "correct the rule.",
                    rule=rule.name,
                )
            )
        # sudo: requests are written by their own acts alone
        approval = self.sudo().create(
            {
                "kind": kind,
                "res_model": subject._name,
                "res_id": subject.id,
                "subject": subject.display_name,
                "description": subject._approval_summary(kind, values),
                "amount": amount if amount < float("inf") else 0,
                "currency_id": currency.id,
                "reason": reason,
                "approved_values": values,
                "digest": engine.digest(values),
                "user_id": requester.id,
                "company_id": company.id,
                "rule_id": rule.id,
                "step_ids": [
                    fields.Command.create(step._prepare_step(requester, company)) for step in steps
                ],
            }
        )
        approval._log("requested", comment=reason)
        approval._note_on_subject(subject.sudo())
        approval._advance()
        return approval

    def _advance(self):
        """Open the steps whose turn it is, or close the request when all is decided."""
        self.ensure_one()
        steps = self.step_ids._to_engine()
        state = engine.result(steps)
        if state != engine.PENDING:
            self._close(state)
            return
        keys = [step.key for step in engine.open_steps(steps)]
        self.step_ids._set_open(keys)
        self._update_deadline()
        self._sync_waiting()

    def _update_deadline(self):
        days = [step.date_deadline for step in self.step_ids if step.state == "open"]
        self.date_deadline = min((day for day in days if day), default=False)

    def _close(self, state):
        """End the request and tell its record and its requester.

        :param state: one of the states but pending
        """
        self.ensure_one()
        self.write({"state": state, "date_end": fields.Datetime.now(), "date_deadline": False})
        self.step_ids._close()
        self._sync_waiting()
        subject = self._get_subject()
        if subject:
            act = {
                "approved": subject._approval_granted,
                "refused": subject._approval_refused,
            }.get(state, subject._approval_ended)
            act(self)
            self._note_on_subject(subject)
        if self.user_id != self.env.user:
            self._tell_requester()

    def _note_on_subject(self, subject):
        """Leave a line on the record's own history."""
        if not hasattr(subject, "_message_log"):
            return
        states = dict(self._fields["state"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        body = self.env._(
            "Approval %(number)s, %(kind)s: %(state)s. %(description)s",
            number=self.name,
            kind=kinds.get(self.kind, self.kind),
            state=states[self.state],
            description=self.description or "",
        )
        subject._message_log(body=body, author_id=self.env.user.partner_id.id)

    def _tell_requester(self):
        requester = self.user_id.partner_id
        translated = self.with_context(lang=requester.lang)
        states = dict(self._fields["state"]._description_selection(translated.env))
        self.message_notify(
            partner_ids=requester.ids,
            subject=translated.env._(
                "%(approval)s: %(state)s",
                approval=self.display_name,
                state=states[self.state],
            ),
            body=self._get_last_comment() or states[self.state],
        )

    def _get_last_comment(self):
        return self.log_ids.sorted("id")[-1:].comment

    def _log(self, act, comment=False, lines=None, users=None):
        """Add one entry to the log; the counter makes two acts at once collide.

        :param lines: the decided seats, whose users and steps are named
        :param users: to whom it escalated
        """
        lines = lines if lines is not None else self.line_ids.browse()
        people = users if users is not None else lines.user_id
        self.act_count += 1
        self.env["crm.approval.log"].create(
            {
                "approval_id": self.id,
                "user_id": self.env.uid,
                "act": act,
                "step": ", ".join(lines.step_id.mapped("name")) or False,
                "people": ", ".join(people.mapped("name")) or False,
                "comment": comment,
            }
        )

    def _outdate(self):
        """End requests whose values changed meanwhile, approved ones too."""
        for approval in self:
            approval._log("outdated")
            approval._close("outdated")
