from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.fields import Domain

from ...tools.nps import is_sampled
from .crm_service_nps_round import CUSTOMER, LEVELS, ORDERS, ROLES, SEGMENT

BATCH = 500


class CrmServiceNpsRound(models.Model):
    """Choosing the contacts of a round, in batches of customers."""

    _inherit = "crm.service.nps.round"

    def _plan_batch(self):
        """Choose among the next customers; return how many were looked at; called in sudo."""
        self.ensure_one()
        here = self.with_company(self.company_id)
        domain = here._audience_domain() & Domain("id", ">", self.cursor_partner_id)
        customers = here.env["res.partner"].search(domain, order="id", limit=BATCH)
        here._plan_customers(
            customers.filtered(lambda one: is_sampled(self.id, one.id, self.share))
        )
        if len(customers) < BATCH:
            self.is_planned = True
        else:
            self.cursor_partner_id = customers[-1].id
        return len(customers)

    def _audience_domain(self):
        """Return the condition on the customers that may be drawn."""
        company = self.company_id
        known = Domain("company_id", "in", (False, company.id)) & Domain("active", "=", True)
        known &= Domain("parent_id", "=", False) | Domain("is_company", "=", True)
        if self.audience == LEVELS:
            return known & Domain("crm_level_id", "in", self.level_ids.ids)
        if self.audience == SEGMENT:
            return known & self.segment_id._audience_domain()
        assert self.audience == ORDERS
        orders = Domain("company_id", "=", company.id) & Domain("state", "=", "sale")
        since = company._crm_today() - relativedelta(months=self.months)
        orders &= Domain("date_order", ">=", since)
        buyers = self.env["sale.order"]._read_group(orders, ["partner_id"])
        customers = self.env["res.partner"].union(*(buyer for (buyer,) in buyers))
        return known & Domain("id", "in", customers.commercial_partner_id.ids)

    def _plan_customers(self, customers):
        contacts = self._choose_contacts(customers)
        segments = self._get_segments(customers)
        answers = self.env["crm.service.nps.answer"]
        answers.create(
            [
                answers._prepare_facts(contact, self.company_id)
                | {
                    "round_id": self.id,
                    "quarter": self.date_from,
                    "segment_ids": [(6, 0, segments.get(contact.commercial_partner_id.id, []))],
                }
                for contact in contacts
            ]
        )

    def _choose_contacts(self, customers):
        """Return whom to ask of ``customers``: with an address, the first ones of each."""
        if self.contacts == CUSTOMER:
            return customers
        people = Domain("commercial_partner_id", "in", customers.ids)
        people &= Domain("is_company", "=", False) & Domain("type", "=", "contact")
        if self.contacts == ROLES:
            people &= Domain("crm_contact_role_ids", "in", self.role_ids.ids)
        chosen = self.env["res.partner"]
        found = self.env["res.partner"].search(people, order="id")
        for contacts in found.grouped("commercial_partner_id").values():
            contacts = contacts.sorted(lambda contact: not contact.email_normalized)
            chosen |= contacts[: self.contact_max or None]
        return chosen

    def _get_segments(self, customers):
        """Return ``{customer id: [segment ids]}`` of today."""
        members = self.env["crm.customer.segment.member"]._read_group(
            Domain("partner_id", "in", customers.ids)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("date_to", "=", False),
            ["partner_id"],
            ["segment_id:array_agg"],
        )
        return {customer.id: segment_ids for customer, segment_ids in members}
