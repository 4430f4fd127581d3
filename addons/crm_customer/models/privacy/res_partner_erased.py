from odoo import api, fields, models
from odoo.exceptions import AccessError

MARKS = {"crm_erasure_id", "crm_erased_before_id"}


class ResPartner(models.Model):
    """Knows who was erased, and notices when the same address comes back."""

    _inherit = "res.partner"

    crm_erasure_id = fields.Many2one(
        "crm.erasure",
        "Erasure",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="crm_customer.group_customer_manager",
        help="The person who stood here was erased.",
    )
    crm_erased_before_id = fields.Many2one(
        "crm.erasure",
        "Erased Before",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="crm_customer.group_customer_manager",
        help="Somebody with this e-mail address or phone number was erased on request.",
    )

    crm_is_erased = fields.Boolean(
        "Erased",
        compute="_compute_crm_is_erased",
        compute_sudo=True,
        groups="crm_customer.group_customer_own",
    )
    crm_is_returned = fields.Boolean(
        "Erased Before, Came Back",
        compute="_compute_crm_is_erased",
        compute_sudo=True,
        groups="crm_customer.group_customer_own",
    )

    @api.depends("crm_erasure_id", "crm_erased_before_id")
    def _compute_crm_is_erased(self):
        for partner in self:
            partner.crm_is_erased = bool(partner.crm_erasure_id)
            partner.crm_is_returned = bool(partner.crm_erased_before_id)

    @api.model_create_multi
    def create(self, vals_list):
        # nor by a default of the call's context
        self._crm_guard_marks({key.removeprefix("default_"): True for key in self.env.context})
        for vals in vals_list:
            self._crm_guard_marks(vals)
        partners = super().create(vals_list)
        if any(vals.get("email") or vals.get("phone") for vals in vals_list):
            partners._crm_notice_erased()
        return partners

    def write(self, vals):
        self._crm_guard_marks(vals)
        result = super().write(vals)
        if vals.get("email") or vals.get("phone"):
            self._crm_notice_erased()
        return result

    def _crm_guard_marks(self, vals):
        """Erasing alone marks: a mark that anybody may set proves nothing."""
        if not self.env.su and MARKS & vals.keys():
            raise AccessError(self.env._("Who was erased is not said by hand."))

    def _crm_notice_erased(self):
        """Mark those whose address was erased before; one query, none without erasures."""
        erasures = self.env["crm.erasure"]
        if not erasures._has_any():
            return
        pairs = {}
        for partner in self.sudo():
            found = [("email", partner.email_normalized), ("phone", partner.phone_sanitized)]
            pairs[partner] = [pair for pair in found if pair[1]]
        known = erasures._of_addresses({pair for found in pairs.values() for pair in found})
        for partner, found in pairs.items():
            ids = [known[pair] for pair in found if pair in known]
            if ids and not partner.crm_erased_before_id:
                partner.crm_erased_before_id = max(ids)

    def action_crm_keep_returned(self):
        """Say that this person came back on its own: the mark goes, the log stays."""
        self.check_access("write")
        # sudo: the mark is not for editing, but who may edit the contact may decide
        self.sudo().crm_erased_before_id = False
