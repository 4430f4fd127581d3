from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.approval import engine
from .crm_approval import STATES

OWN = "crm_customer.group_customer_own"


class CrmApprovalMixin(models.AbstractModel):
    """Mixin of what can be approved. A model names its kinds and the hooks below.

    ``record._approval_require(kind)`` is all that the act to be approved has to call: it
    returns True when the act may go on, or the approval that is to be waited for.
    """

    _name = "crm.approval.mixin"
    _description = "Subject of Approvals"

    crm_approval_ids = fields.One2many("crm.approval", "res_id", "Approvals", groups=OWN)
    crm_approval_count = fields.Integer(
        "Number of Approvals", compute="_compute_crm_approval_count", groups=OWN
    )
    crm_approval_state = fields.Selection(
        STATES,
        "Approval",
        compute="_compute_crm_approval_state",
        groups=OWN,
        help="Of the last approval that you may see.",
    )

    def _compute_crm_approval_count(self):
        counts = self.env["crm.approval"]._read_group(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)], ["res_id"], ["__count"]
        )
        counts = dict(counts)
        for record in self:
            record.crm_approval_count = counts.get(record.id, 0)

    def _compute_crm_approval_state(self):
        approvals = self.env["crm.approval"].search_fetch(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            ["res_id", "state"],
            order="id",
        )
        states = {approval.res_id: approval.state for approval in approvals}
        for record in self:
            record.crm_approval_state = states.get(record.id, False)

    # what a model says
    @api.model
    def _approval_kinds(self):
        """Return ``{kind: label}``; a kind belongs to one model."""
        return {}

    def _approval_watched_fields(self, kind):
        """Return the names of the fields that are approved: changing one starts it anew."""
        return ()

    def _approval_values(self, kind):
        """Return what is approved, as plain values: by default the watched fields."""
        self.ensure_one()
        names = list(self._approval_watched_fields(kind))
        values = self.read(names, load=None)[0] if names else {}
        values.pop("id", None)
        return {name: self._approval_plain(value) for name, value in values.items()}

    @api.model
    def _approval_plain(self, value):
        """Return ``value`` as JSON knows it; dates as text."""
        if isinstance(value, (list, tuple)):
            return [self._approval_plain(item) for item in value]
        is_plain = value is None or isinstance(value, (bool, int, float, str))
        return value if is_plain else str(value)

    def _approval_amount(self, kind, values):
        """Return ``(amount, currency)`` that the rules look at; a mere number has no currency."""
        return 0.0, self._approval_company().currency_id

    def _approval_company(self):
        """Return the company whose rules count."""
        company = self.company_id if "company_id" in self._fields else False
        return company or self.env.company

    def _approval_summary(self, kind, values):
        """Return in words what is asked for, readable without the record."""
        return ""

    def _approval_granted(self, approval):
        """Called in sudo when the last step is approved."""

    def _approval_refused(self, approval):
        """Called in sudo when somebody refused."""

    def _approval_ended(self, approval):
        """Called in sudo when it was withdrawn or outdated by a change."""

    def _approval_changed(self, approval):
        """Called when a watched field changed; by default it is asked for anew."""
        self._approval_require(approval.kind, reason=approval.sudo().reason)

    # what a model calls
    def _approval_local_amount(self, kind, values):
        """Return the amount in the currency of the company; it may be infinite."""
        amount, currency = self._approval_amount(kind, values)
        company = self._approval_company()
        if not currency or amount in (0, float("inf")):
            return amount
        return currency._convert(amount, company.currency_id, company, round=False)

    def _approval_rule(self, kind, values):
        """Return the rule (sudo) that a request of the user falls under, empty: none."""
        self.ensure_one()
        # sudo: which rule counts does not depend on what the requester may read
        return (
            self.env["crm.approval.rule"]
            .sudo()
            ._find(
                kind,
                self._approval_company(),
                self._approval_local_amount(kind, values),
                self.sudo(),
                self.env.user,
            )
        )

    def _approval_live(self, kind):
        """Return the pending and the approved requests of this kind (sudo), the last first."""
        # sudo: whether something is approved does not depend on who looks
        return (
            self.env["crm.approval"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("kind", "=", kind),
                    ("company_id", "=", self._approval_company().id),
                    ("state", "in", ("pending", "approved")),
                ],
                order="id desc",
            )
        )

    def _approval_require(self, kind, values=None, reason=""):
        """Return True when ``values`` may stand, else the approval (sudo) that is pending.

        They may when no rule asks, or when these very values were approved. A pending
        request for the same values is returned; one for others is outdated and asked anew.

        :param values: plain values, by default ``_approval_values(kind)``
        :raise UserError: nobody could approve
        """
        self.ensure_one()
        self.check_access("read")
        values = self._approval_values(kind) if values is None else values
        rule = self._approval_rule(kind, values)
        if not rule or rule.is_free:
            return True
        live = self._approval_live(kind)
        same = live.filtered(lambda approval: approval.digest == engine.digest(values))
        if same:
            return same[0].state == "approved" or same[0]
        live.filtered(lambda approval: approval.state == "pending")._outdate()
        return self.env["crm.approval"]._start(self, kind, rule, values, reason)

    def _approval_check(self, kind, values=None, how=""):
        """Refuse what needs an approval and has none.

        :param how: how to ask for it, a sentence
        :raise UserError: names the rule and what to do next
        """
        values = self._approval_values(kind) if values is None else values
        rule = self._approval_rule(kind, values)
        same = self._approval_live(kind).filtered(
            lambda approval: approval.digest == engine.digest(values)
        )[:1]
        if not rule or rule.is_free or same.state == "approved":
            return
        if same:
            raise UserError(
                self.env._(
                    "%(number)s is not decided yet; it waits for %(people)s.",
                    number=same.name,
                    people=", ".join(same.waiting_user_ids.mapped("name")),
                )
            )
        raise UserError(
            self.env._(
                "%(name)s: this needs an approval by the rule %(rule)s. %(how)s",
                name=self.display_name,
                rule=rule.name,
                how=how,
            )
        )

    def write(self, vals):
        result = super().write(vals)
        for kind in self._approval_kinds():
            if vals.keys() & set(self._approval_watched_fields(kind)):
                self._approval_recheck(kind)
        return result

    def _approval_recheck(self, kind):
        """Outdate the approvals whose values are not those of the record any more."""
        for record in self:
            live = record._approval_live(kind)
            # values are only read where there is something to compare
            if live and live[0].digest != engine.digest(record._approval_values(kind)):
                live._outdate()
                record._approval_changed(live[0])

    def action_crm_view_approvals(self):
        """Open the approvals of this record that the user may see."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_customer.crm_approval_action")
        domain = [("res_model", "=", self._name), ("res_id", "=", self.id)]
        return action | {"domain": domain, "context": {}}
