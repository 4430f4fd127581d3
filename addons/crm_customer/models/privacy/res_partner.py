from collections import defaultdict

from odoo import api, fields, models

from ...tools import consent
from ...tools.consent import ALLOWING, REAL_CHANNELS


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_consent_count = fields.Integer(
        "Consents",
        compute="_compute_crm_consent_count",
        groups="crm_customer.group_customer_own",
        help="What this contact and its people said about being addressed.",
    )

    crm_consent_summary = fields.Html(
        "May Be Addressed By",
        compute="_compute_crm_consent_summary",
        sanitize=False,
        groups="crm_customer.group_customer_own",
    )

    @api.depends("active", "email", "phone")
    @api.depends_context("company", "lang")
    def _compute_crm_consent_summary(self):
        purposes = self.env["crm.consent.purpose"].search([])  # pylint: disable=no-search-all
        verdicts = defaultdict(dict)
        rows = self.env["crm.consent"]._verdicts(self, REAL_CHANNELS, purposes)
        for partner_id, purpose_id, channel, word in rows:
            verdicts[partner_id][purpose_id, channel] = word
        labels = self.env["crm.consent"]._fields["channel"]._description_selection(self.env)
        for partner in self:
            words = verdicts[partner._origin.id]
            partner.crm_consent_summary = bool(words) and self.env["ir.qweb"]._render(
                "crm_customer.consent_summary",
                {
                    "purposes": purposes,
                    "channels": [item for item in labels if item[0] in REAL_CHANNELS],
                    "words": words,
                    "allowing": ALLOWING,
                    "texts": self._crm_consent_texts(),
                },
            )

    def _crm_consent_texts(self):
        """Return what the words of ``tools.consent`` mean to a reader."""
        # pylint: disable=prefer-env-translation
        _ = self.env._
        return {
            consent.GONE: _("Archived or erased"),
            consent.BLACKLISTED: _("On a blacklist of Odoo"),
            consent.GRANTED: _("Agreed"),
            consent.REFUSED: _("Refused"),
            consent.WITHDRAWN: _("Withdrawn"),
            consent.EXPIRED: _("Consent expired"),
            consent.MISSING: _("Not asked yet"),
            consent.NOT_REFUSED: _("Not refused"),
        }

    def _compute_crm_consent_count(self):
        people = self.with_context(active_test=False).search([("id", "child_of", self.ids)])
        counts = self.env["crm.consent"]._read_group(
            [("partner_id", "in", people.ids)], ["partner_id"], ["__count"]
        )
        totals = defaultdict(int)
        for person, count in counts:
            for partner in person._crm_with_parents():
                totals[partner.id] += count
        for partner in self:
            partner.crm_consent_count = totals[partner._origin.id]

    def _crm_with_parents(self):
        """Return this contact and all above it."""
        # sudo: whose people are counted needs no right to read the company above
        chain = above = self.sudo()
        while above := above.parent_id - chain:
            chain |= above
        return chain

    def action_crm_register_consent(self):
        """Open the dialog that records what this contact said."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_consent_register_action"
        )
        return action | {"context": {"active_model": self._name, "active_ids": self.ids}}

    def action_crm_view_consents(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_customer.crm_consent_action")
        return action | {
            "domain": [("partner_id", "child_of", self.id)],
            "context": {"active_test": False},
        }

    def action_crm_personal_data_json(self):
        """Download what is held about this contact."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/crm/personal-data/{self.id}",
            "target": "download",
        }
