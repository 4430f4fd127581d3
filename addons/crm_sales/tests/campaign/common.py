from odoo import fields
from odoo.fields import Command
from odoo.tools import SQL

from ..common import SalesCommon


class CampaignCommon(SalesCommon):
    """A marketer, a segment of customers who agreed to mails, and makers of plans."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.approval.rule"].search([("kind", "=", "sales_campaign")]).active = False
        cls.marketer = cls._create_user(
            "marketer", "crm_customer.role_marketing", "mass_mailing.group_mass_mailing_user"
        )
        cls.segment = cls.env["crm.customer.segment"].create(
            {"name": "Robot users", "kind": "list", "company_id": cls.env.company.id}
        )
        cls.purpose = cls.env["crm.consent.purpose"]._by_code("marketing")
        cls.campaigns = cls.env["utm.campaign"].with_context(crm_campaign_plan=True)

    @classmethod
    def _create_customers(cls, count, name="Customer", consent=True):
        """Create ``count`` companies with an address; they agree to be written to."""
        partners = cls.env["res.partner"].create(
            [
                {
                    "name": f"{name} {number}",
                    "is_company": True,
                    "email": f"{name.lower()}.{number}@campaign.example.com",
                }
                for number in range(count)
            ]
        )
        if consent:
            cls._say("granted", partners)
        return partners

    @classmethod
    def _say(cls, state, partners, **values):
        return cls.env["crm.consent"].create(
            [
                {
                    "partner_id": partner.id,
                    "purpose_id": cls.purpose.id,
                    "state": state,
                    "source": "web",
                    **values,
                }
                for partner in partners
            ]
        )

    @classmethod
    def _put_in_segment(cls, partners, segment=None, company=None):
        """Let ``partners`` be members now, as a refresh of the segment writes it."""
        cls.env.cr.execute(
            SQL(
                """
                INSERT INTO crm_customer_segment_member (
                       segment_id, partner_id, company_id, date_from)
                SELECT %s, id, %s, %s FROM unnest(%s::int[]) AS p(id)
                """,
                (segment or cls.segment).id,
                (company or cls.env.company).id,
                fields.Date.today(),
                partners.ids,
            )
        )
        cls.env["crm.customer.segment"]._forget_cached()

    @classmethod
    def _create_plan(cls, state="draft", **values):
        """Create the plan of a campaign: mails to the segment, a budget of 10,000."""
        defaults = {
            "title": "Spring",
            "user_id": cls.marketer.id,
            "company_id": cls.env.company.id,
            "crm_objective": "leads",
            "crm_date_start": "2026-03-02",
            "crm_date_end": "2026-03-31",
            "crm_segment_ids": [Command.set(cls.segment.ids)],
            "crm_channel": "email",
            "crm_budget_ids": [
                Command.create({"kind": "advertising", "amount": 6000}),
                Command.create({"kind": "event", "amount": 4000}),
            ],
        }
        plan = cls.campaigns.create(defaults | values)
        if state != "draft":
            plan.sudo().crm_state = state
        return plan

    @classmethod
    def _add_cost(cls, campaign, amount, date="2026-03-05", **values):
        return cls.env["crm.sales.campaign.cost"].create(
            {"campaign_id": campaign.id, "amount": amount, "date": date} | values
        )

    def _members(self, campaign):
        members = self.env["crm.sales.campaign.member"].with_context(active_test=False)
        return members.search([("campaign_id", "=", campaign.id)], order="id")
