from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.consent import CHANNELS


class CrmConsentRegister(models.TransientModel):
    """What a contact just said about being addressed, recorded by one of three buttons."""

    _name = "crm.consent.register"
    _description = "Record a Consent"

    partner_ids = fields.Many2many(
        "res.partner",
        string="Contacts",
        required=True,
        default=lambda self: self._default_partner_ids(),
    )
    purpose_ids = fields.Many2many(
        "crm.consent.purpose",
        string="Purposes",
        required=True,
        default=lambda self: self._default_purpose_ids(),
    )
    channel = fields.Selection(
        CHANNELS,
        required=True,
        compute="_compute_channel",
        store=True,
        readonly=False,
        precompute=True,
    )
    source = fields.Selection(
        selection=lambda self: (
            self.env["crm.consent"]._fields["source"]._description_selection(self.env)
        ),
        required=True,
        default="phone",
    )
    date = fields.Datetime("Said On", required=True, default=fields.Datetime.now)
    date_end = fields.Date(
        "Valid Until",
        compute="_compute_date_end",
        store=True,
        readonly=False,
        help="The last day a consent holds. Refusals have no end.",
    )
    proof = fields.Text(help="What was said, or where the proof is kept.")
    proof_file = fields.Binary("Proof as File", attachment=True)
    proof_filename = fields.Char()
    is_separate = fields.Boolean(compute="_compute_is_separate")
    description = fields.Text(compute="_compute_description")

    def _default_partner_ids(self):
        if self.env.context.get("active_model") != "res.partner":
            return False
        return [Command.set(self.env.context.get("active_ids") or [])]

    def _default_purpose_ids(self):
        purpose = self.env.ref(
            "crm_customer.crm_consent_purpose_marketing", raise_if_not_found=False
        )
        return purpose and purpose.active and [Command.set(purpose.ids)]

    @api.depends("purpose_ids")
    def _compute_is_separate(self):
        for register in self:
            register.is_separate = any(register.purpose_ids.mapped("is_separate"))

    @api.depends("purpose_ids")
    def _compute_channel(self):
        for register in self:
            register.channel = (not register.is_separate and register.channel) or "any"

    @api.depends("purpose_ids", "date")
    def _compute_date_end(self):
        for register in self:
            months = [purpose.validity_months for purpose in register.purpose_ids]
            shortest = min((count for count in months if count), default=0)
            day = fields.Datetime.context_timestamp(register, register.date).date()
            register.date_end = day + relativedelta(months=shortest) if shortest else False

    @api.depends("purpose_ids")
    def _compute_description(self):
        for register in self:
            register.description = "\n".join(
                purpose.description for purpose in register.purpose_ids if purpose.description
            )

    def action_grant(self):
        """Record that they agree.

        :raise UserError: a purpose that needs a separate consent came with others
        """
        if self.is_separate and len(self.purpose_ids) > 1:
            raise UserError(
                self.env._(
                    "The law wants a separate consent for %(purposes)s: record it alone.",
                    purposes=", ".join(self.purpose_ids.filtered("is_separate").mapped("name")),
                )
            )
        return self._record("granted")

    def action_refuse(self):
        """Record that they do not agree, though asked."""
        return self._record("refused")

    def action_withdraw(self):
        """Record that they agreed once and no longer do."""
        return self._record("withdrawn")

    def _record(self, state):
        self.ensure_one()
        # a file is read through the attachment, which loses nothing but its size
        register = self.with_context(bin_size=False)
        self.env["crm.consent"].create(
            [
                register._prepare_consent(partner, purpose, state)
                for partner in self.partner_ids
                for purpose in self.purpose_ids
            ]
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _prepare_consent(self, partner, purpose, state):
        return {
            "partner_id": partner.id,
            "purpose_id": purpose.id,
            "channel": "any" if purpose.is_separate else self.channel,
            "state": state,
            "source": self.source,
            "date": self.date,
            "date_end": self.date_end if state == "granted" else False,
            "proof": self.proof,
            "proof_file": self.proof_file,
            "proof_filename": self.proof_filename,
        }
