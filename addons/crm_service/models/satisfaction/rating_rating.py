import time

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.misc import hash_sign, verify_hash_signed

TICKET = "crm.service.ticket"
SCOPE = "crm_service.rating"
HOURS = 24
EFFORTS = [
    ("1", "Very hard"),
    ("2", "Hard"),
    ("3", "So-so"),
    ("4", "Easy"),
    ("5", "Very easy"),
]


class RatingRating(models.Model):
    """A request for a rating of a ticket, and the answer: written by the customer alone."""

    _inherit = "rating.rating"

    crm_ticket_id = fields.Many2one(
        "crm.service.ticket",
        "Ticket",
        ondelete="cascade",
        index="btree_not_null",
        readonly=True,
        groups="crm_service.group_service_own",
    )
    crm_date_closed = fields.Datetime(
        "Ticket Closed On", readonly=True, groups="crm_service.group_service_own"
    )
    crm_date_asked = fields.Datetime(
        "Asked On", readonly=True, groups="crm_service.group_service_own"
    )
    crm_effort = fields.Selection(
        EFFORTS,
        "Effort",
        readonly=True,
        groups="crm_service.group_service_own",
        help="How easy it was for the customer to get the matter solved.",
    )

    _crm_contact_idx = models.Index("(partner_id, crm_date_asked) WHERE crm_ticket_id IS NOT NULL")
    _crm_token_idx = models.Index("(access_token)")
    _crm_asked_idx = models.Index("(crm_date_asked DESC) WHERE crm_ticket_id IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        model = self.env["ir.model"]._get_id(TICKET)
        for values in vals_list:
            if model in (values.get("res_model_id"), values.get("parent_res_model_id")):
                self._check_not_forged(True)
            self._check_not_forged(any(name.startswith("crm_") for name in values))
            if values.get("res_model_id") == model:
                values["crm_ticket_id"] = values["res_id"]
        return super().create(vals_list)

    def write(self, vals):
        # sudo: which of them are of tickets
        self._check_not_forged(bool(self.sudo().crm_ticket_id))
        self._check_not_forged(vals.get("res_model_id") == self.env["ir.model"]._get_id(TICKET))
        self._check_not_forged(any(name.startswith("crm_") for name in vals))
        return super().write(vals)

    @api.model
    def _check_not_forged(self, is_of_ticket):
        """:raise AccessError: somebody else than the system writes the rating of a ticket"""
        if is_of_ticket and not self.env.su:
            raise AccessError(self.env._("Ratings of tickets are given by customers alone."))

    # one vote
    def _crm_nonce(self):
        """Return what the page of this rating hands to its form; good for a day and one vote."""
        self.ensure_one()
        words = [self.id, self.access_token, time.time()]
        return hash_sign(self.env(su=True), SCOPE, words, expiration_hours=HOURS)

    def _crm_is_nonce(self, nonce):
        """Say whether the page of this rating gave ``nonce``, within a day."""
        try:
            words = verify_hash_signed(self.env(su=True), SCOPE, nonce or "")
        except ValueError:
            return False
        return bool(words) and words[:2] == [self.id, self.access_token]

    def _crm_efforts(self):
        """Return the answers to the second question, in the language of who is asked."""
        lang = self.partner_id.lang or self.env.lang
        return self._fields["crm_effort"]._description_selection(self.with_context(lang=lang).env)
