from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from odoo.addons.crm_customer.models.approval.crm_approval import STATES as APPROVAL_STATES

KIND = "sale_contract"


class CrmSalesContract(models.Model):
    """The steps of a contract: approved, signed, running, ended or terminated, renewed."""

    _inherit = "crm.sales.contract"

    # the approval; its state is named here as well, so that its words belong to this addon
    crm_approval_state = fields.Selection(APPROVAL_STATES)

    @api.model
    def _approval_kinds(self):
        return super()._approval_kinds() | {KIND: self.env._("Contract")}

    def _approval_watched_fields(self, kind):
        names = super()._approval_watched_fields(kind)
        if kind != KIND:
            return names
        return ("amount", "currency_id", "date_end", "date_start", "kind", "partner_id", "terms")

    def _approval_amount(self, kind, values):
        if kind != KIND:
            return super()._approval_amount(kind, values)
        return self.amount, self.currency_id

    def _approval_summary(self, kind, values):
        if kind != KIND:
            return super()._approval_summary(kind, values)
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "%(kind)s with %(customer)s: %(amount)s",
            kind=kinds[self.kind],
            customer=self.partner_id.display_name,
            amount=format_amount(self.env, self.amount, self.currency_id),
        )

    def _approval_granted(self, approval):
        if approval.kind != KIND:
            return super()._approval_granted(approval)
        if self.state == "pending":
            self.state = "approved"
        return None

    def _approval_refused(self, approval):
        if approval.kind != KIND:
            return super()._approval_refused(approval)
        self._back_to_draft()
        return None

    def _approval_ended(self, approval):
        if approval.kind != KIND:
            return super()._approval_ended(approval)
        self._back_to_draft()
        return None

    def _approval_changed(self, approval):
        """Whoever changed it submits it again; what is signed stays signed."""
        if approval.kind != KIND:
            return super()._approval_changed(approval)
        self._back_to_draft()
        return None

    def _approval_recheck(self, kind):
        """What is signed was approved before: a longer term by renewal is another contract."""
        if kind != KIND:
            return super()._approval_recheck(kind)
        waiting = self.filtered(lambda each: each.state in ("draft", "pending", "approved"))
        result = super(CrmSalesContract, waiting)._approval_recheck(kind)
        # approved without being asked for: there is no approval to be outdated
        waiting.filtered(lambda each: each.state == "approved")._submit_again()
        return result

    def _submit_again(self):
        for contract in self:
            rule = contract._approval_rule(KIND, contract._approval_values(KIND))
            if rule and not rule.is_free and not contract._is_granted():
                contract._back_to_draft()

    def _is_granted(self):
        return any(live.state == "approved" for live in self._approval_live(KIND))

    def _back_to_draft(self):
        # sudo: the state is said by the steps
        self.filtered(lambda each: each.state in ("pending", "approved")).sudo().state = "draft"

    # the steps
    def action_submit(self):
        """Ask for the approval; without a rule that asks, it is approved at once.

        :raise UserError: it is no draft, or nobody could approve
        """
        self._check_step("draft")
        for contract in self:
            is_free = contract._approval_require(KIND) is True
            # sudo: checked above; the state is said by the steps
            contract.sudo().state = "approved" if is_free else "pending"

    def action_sign(self):
        """Note that both sides have signed: the scan and the day have to be there.

        :raise UserError: one of them is missing
        """
        self._check_step("approved")
        for contract in self:
            if not contract.scan:
                raise UserError(self.env._("Add the scan of the signed contract first."))
            # sudo: checked above; the state is said by the steps
            signed = contract.sudo()
            signed.write(
                {
                    "date_signed": contract.date_signed or contract._get_today(),
                    "state": "signed",
                }
            )
            signed._begin_instalments()
            signed._start_due()

    def action_start(self):
        """Let a signed contract run before its day."""
        self._check_step("signed")
        # sudo: checked above; the state is said by the steps
        self.sudo().state = "running"

    def action_end(self):
        self._check_step("running")
        # sudo: checked above; the state is said by the steps
        self.sudo()._end()

    def action_reset(self):
        self._check_step("pending", "approved")
        self._approval_live(KIND)._outdate()
        self._back_to_draft()

    def action_terminate(self):
        """Ask when and why it is terminated."""
        self._check_step("signed", "running")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Terminate"),
            "res_model": "crm.sales.contract.terminate",
            "view_mode": "form",
            "target": "new",
            "context": {"default_contract_id": self.id},
        }

    def _terminate(self, day, reason):
        """End it before its time.

        :raise UserError: it does not run, or no reason is given
        """
        self._check_step("signed", "running")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the contract is terminated."))
        # sudo: checked above; the state is said by the steps
        contract = self.sudo()
        contract.write({"state": "terminated", "date_terminated": day, "terminate_reason": reason})
        contract._drop_reminders()

    def action_renew(self):
        """Make the successor: a draft that starts when this one ends.

        :raise UserError: it has one, or was never signed
        """
        self.ensure_one()
        self._check_step("signed", "running", "ended")
        if self.successor_ids:
            return self.action_open_successor()
        return self.copy(self._prepare_renewal())._get_records_action()

    def _prepare_renewal(self):
        values = {"predecessor_id": self.id, "name": self.name}
        if self.date_end:
            values["date_start"] = self.date_end + timedelta(days=1)
            values["date_end"] = self.date_start and self._get_same_length(values["date_start"])
        return values

    def _get_same_length(self, start):
        """Return the end of a term from ``start``: whole months and years stay whole."""
        first, last = self.date_start, self.date_end + timedelta(days=1)
        months = (last.year - first.year) * 12 + last.month - first.month
        if months and fields.Date.add(first, months=months) == last:
            return fields.Date.add(start, months=months) - timedelta(days=1)
        return start + (self.date_end - self.date_start)

    def _check_step(self, *states):
        """:raise UserError: a contract does not stand where this step begins."""
        self.check_access("write")
        labels = dict(self._fields["state"]._description_selection(self.env))
        for contract in self:
            if contract.state not in states:
                raise UserError(
                    self.env._(
                        "%(contract)s is %(state)s: this step is not its next one.",
                        contract=contract.number,
                        state=labels[contract.state],
                    )
                )

    # what follows from a step, in sudo
    def _start_due(self):
        for contract in self:
            today = contract._get_today()
            if contract.state == "signed" and (contract.date_start or today) <= today:
                contract.state = "running"

    def _end(self):
        self.state = "ended"
        self._drop_reminders()

    def _begin_instalments(self):
        """Instalments that are due after signing begin to count."""
        for contract in self:
            lines = (
                contract.collection_ids.line_ids | contract.order_ids.crm_collection_ids.line_ids
            )
            lines.filtered(lambda line: line.event == "signing" and not line.date_event).write(
                {"date_event": contract.date_signed}
            )
