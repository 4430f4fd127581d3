from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_is_zero, format_amount

from odoo.addons.crm_customer.models.approval.crm_approval import STATES

KIND = "compensation"
COMPENSATIONS = [
    ("discount", "Discount"),
    ("refund", "Refund"),
    ("replacement", "Replacement"),
    ("repair", "Free Repair"),
    ("voucher", "Voucher"),
    ("goodwill", "Goodwill"),
]
CORRECTIVE = {"corrective_action", "corrective_user_id", "corrective_date"}


class CrmServiceTicket(models.Model):
    """Complaints: what is done so that it does not happen again, and what the customer gets."""

    _name = "crm.service.ticket"
    _inherit = ["crm.service.ticket", "crm.approval.mixin"]

    # so that it does not happen again
    corrective_action = fields.Text(copy=False)
    corrective_user_id = fields.Many2one(
        "res.users",
        "Responsible",
        domain="[('share', '=', False)]",
        check_company=True,
        copy=False,
        help="Gets an activity on the ticket.",
    )
    corrective_date = fields.Date("Due On", copy=False)
    corrective_activity_id = fields.Many2one("mail.activity", ondelete="set null", copy=False)
    # what the customer gets
    currency_id = fields.Many2one(related="company_id.currency_id")
    compensation_kind = fields.Selection(COMPENSATIONS, "Compensation", copy=False, tracking=True)
    compensation_amount = fields.Monetary(
        "Compensation Value",
        copy=False,
        tracking=True,
        help="What it costs us; from the amount of an approval rule on, it has to be approved.",
    )

    # named here as well, so that its words belong to this addon
    crm_approval_state = fields.Selection(STATES)

    _compensation_positive = models.Constraint(
        "CHECK(compensation_amount >= 0)", "A compensation is not negative."
    )

    @property
    def _sealed_fields(self):
        return super()._sealed_fields | {"corrective_activity_id"}

    # what is approved
    @api.model
    def _approval_kinds(self):
        return super()._approval_kinds() | {KIND: self.env._("Compensation")}

    def _approval_watched_fields(self, kind):
        names = super()._approval_watched_fields(kind)
        return ("compensation_amount", "compensation_kind") if kind == KIND else names

    def _approval_amount(self, kind, values):
        amount, currency = super()._approval_amount(kind, values)
        return (values["compensation_amount"], currency) if kind == KIND else (amount, currency)

    def _approval_summary(self, kind, values):
        if kind != KIND:
            return super()._approval_summary(kind, values)
        kinds = dict(self._fields["compensation_kind"]._description_selection(self.env))
        return self.env._(
            "Compensation %(amount)s (%(kind)s) for the complaint of %(customer)s",
            amount=format_amount(self.env, values["compensation_amount"], self.currency_id),
            kind=kinds.get(values["compensation_kind"]) or self.env._("no kind"),
            customer=self.commercial_partner_id.name or self.partner_email or "",
        )

    def _has_compensation(self):
        return not float_is_zero(self.compensation_amount, 2)

    def action_request_compensation(self):
        """Ask for the approval of the compensation, where a rule wants one.

        :raise UserError: there is none
        """
        self.ensure_one()
        self.check_access("write")
        if not self._has_compensation():
            raise UserError(self.env._("Enter the value of the compensation first."))
        approval = self._approval_require(KIND)
        if approval is not True:
            return approval.with_env(self.env)._get_records_action()
        message = self.env._("This compensation needs no further approval.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": message, "type": "success"},
        }

    def _check_mergeable(self, losers):
        """What was granted for one complaint is not granted for another."""
        granted = losers.filtered(lambda ticket: ticket._has_compensation())[:1]
        if granted:
            raise UserError(
                self.env._(
                    "%(ticket)s has a compensation: let it be the ticket that goes on, or take "
                    "the compensation away first.",
                    ticket=granted.display_name,
                )
            )
        return super()._check_mergeable(losers)

    # closing
    def _note_change(self, stage, was_closed, user, was_active):
        """By whatever way a ticket is closed: a complaint wants its cause and approval."""
        result = super()._note_change(stage, was_closed, user, was_active)
        if self.is_closed and not was_closed:
            self._check_closable()
        return result

    def _check_closable(self):
        if self._has_compensation():
            self._approval_check(
                KIND, how=self.env._("Use “Request Approval” beside the compensation.")
            )
        return super()._check_closable()

    def _find_obstacle(self):
        """Return in words why the ticket cannot be closed, or an empty text."""
        try:
            self._check_closable()
        except UserError as error:
            return str(error)
        return ""

    # the corrective action
    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets.filtered("corrective_action")._sync_corrective()
        return tickets

    def write(self, vals):
        result = super().write(vals)
        if CORRECTIVE & vals.keys():
            self._sync_corrective()
        return result

    def _sync_corrective(self):
        """Let the activity say what the ticket says; without words or person there is none."""
        for ticket in self:
            activity = ticket.corrective_activity_id
            if not (ticket.corrective_action and ticket.corrective_user_id):
                activity.unlink()
            elif activity.active:
                activity.write(ticket._prepare_corrective())
            else:
                # sudo: which activity it is, is the system's
                ticket.sudo().corrective_activity_id = ticket.activity_schedule(
                    "mail.mail_activity_data_todo", **ticket._prepare_corrective()
                )

    def _prepare_corrective(self):
        lang = self.corrective_user_id.lang
        return {
            "summary": self.with_context(lang=lang).env._("Corrective action"),
            "note": self.corrective_action,
            "user_id": self.corrective_user_id.id,
            "date_deadline": self.corrective_date or fields.Date.context_today(self),
        }
