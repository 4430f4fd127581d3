from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# a campaign that is none of these may send
SENDING = (False, "approved", "running")


class MailingMailing(models.Model):
    """Mailings of a campaign with a frozen audience reach its members, and no held-out one."""

    _inherit = "mailing.mailing"

    def action_put_in_queue(self):
        self._crm_check_campaign()
        return super().action_put_in_queue()

    def _crm_check_campaign(self):
        """:raise UserError: the campaign of a mailing is not approved"""
        for mailing in self:
            # sudo: the plan counts, whoever sends
            campaign = mailing.campaign_id.sudo()
            if campaign.crm_state not in SENDING:
                labels = dict(campaign._fields["crm_state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "The campaign %(campaign)s is: %(state)s. Its mailings are sent once it "
                        "is approved.",
                        campaign=campaign.title,
                        state=labels[campaign.crm_state],
                    )
                )

    def _get_remaining_recipients(self):
        """At the moment of sending the audience is frozen, and who has withdrawn leaves."""
        # sudo: the audience of the plan counts, whoever sends
        campaign = self.campaign_id.sudo()
        may_freeze = campaign.crm_state in ("approved", "running")
        if self._crm_is_to_members() and may_freeze and not campaign.crm_date_frozen:
            if campaign.crm_segment_ids and campaign.crm_channel:
                campaign._crm_freeze()
        if campaign.crm_date_frozen:
            campaign._crm_release_withdrawn()
        return super()._get_remaining_recipients()

    def _crm_is_to_members(self):
        return self.mailing_model_real == "res.partner"

    def _get_recipients_domain(self):
        domain = super()._get_recipients_domain()
        # sudo: the plan counts, whoever sends
        campaign = self.campaign_id.sudo()
        if campaign.crm_state not in SENDING:
            return Domain.FALSE
        if not campaign.crm_date_frozen:
            return domain
        members = campaign.env["crm.sales.campaign.member"]
        if self._crm_is_to_members():
            treated = members._search(
                [("campaign_id", "=", campaign.id), ("is_held_out", "=", False)]
            )
            return domain & Domain("id", "in", treated.subselect("partner_id"))
        return domain & self._crm_get_held_out_domain(campaign, members)

    def _crm_get_held_out_domain(self, campaign, members):
        """Return the condition that keeps held-out customers out of mailings to other records."""
        held = members.search([("campaign_id", "=", campaign.id), ("is_held_out", "=", True)])
        partners = held.partner_id
        # those of a held-out company, too
        people = partners.with_context(active_test=False).search(
            [("commercial_partner_id", "in", partners.ids)]
        )
        target = self.env[self.mailing_model_real]
        domain = Domain.TRUE
        for name, values in (
            ("partner_id", people.ids),
            ("email_normalized", [mail for mail in people.mapped("email_normalized") if mail]),
            ("phone_sanitized", [phone for phone in people.mapped("phone_sanitized") if phone]),
        ):
            field = target._fields.get(name)
            if field is not None and field.store and values:
                domain &= Domain(name, "not in", values) | Domain(name, "=", False)
        return domain

    def _action_send_mail(self, res_ids=None):
        self._crm_check_campaign()
        result = super()._action_send_mail(res_ids=res_ids)
        # sudo: sealed; that it was sent is a fact
        for campaign in self.campaign_id.sudo():
            if campaign.crm_state and not campaign.crm_date_sent:
                campaign.crm_date_sent = fields.Datetime.now()
            if campaign.crm_state == "approved":
                campaign._crm_set_state("running")
        return result
