from collections import defaultdict
from typing import Any, NamedTuple

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.crm_customer.models.import_.match_sql import NAME_KEY

from ...tools.intake.match import NAME, Hit, newest, only_customer


class Known(NamedTuple):
    """What is known of who enquires: the open lead, a lost one, the customer."""

    lead: Any
    lost: Any
    partner: Any
    kind: str = ""
    is_ambiguous: bool = False

    @property
    def is_contact(self):
        """Whether the address or number is that of a contact; a name may be anybody's."""
        return bool(self.partner) and self.kind != NAME


def _key_sql(column):
    return SQL(NAME_KEY.format(column=column))


class CrmLead(models.Model):
    """Whether somebody who enquires is known, also to whom the reader does not see.

    By index, two queries for any number of enquiries. A number alone may be that of a
    switchboard: where the addresses differ, the names must be the same.
    """

    _inherit = "crm.lead"

    @api.model
    def _crm_recognise(self, entries, company):
        """Return a ``Known`` for each of ``entries``; called in sudo.

        :param entries: list of ``tools.intake.entry.Entry``
        """
        opened, lost = self._crm_lead_hits(entries, company)
        partners = self._crm_partner_hits(entries, company)
        known = []
        for place in range(len(entries)):
            customer, is_ambiguous = only_customer(partners[place])
            lead, before = newest(opened[place]), newest(lost[place])
            surest = lead or customer
            known.append(
                Known(
                    self.browse(lead.id if lead else ()),
                    self.browse(before.id if before else ()),
                    self.env["res.partner"].browse(customer.id if customer else ()),
                    surest.kind if surest else "",
                    is_ambiguous,
                )
            )
        return known

    @api.model
    def _crm_entry_rows(self, entries):
        """Return SQL of a table of the entries: place, email, phone, person, firm."""
        return SQL(
            "unnest(%s::int[], %s::varchar[], %s::varchar[], %s::text[], %s::text[])"
            " AS e (place, email, phone, person, firm)",
            list(range(len(entries))),
            [entry.email or None for entry in entries],
            [entry.phone or None for entry in entries],
            [entry.person_key for entry in entries],
            [entry.firm_key for entry in entries],
        )

    @api.model
    def _crm_lead_hits(self, entries, company):
        """Return ({place: [Hit]} of open leads, {place: [Hit]} of lost ones)."""
        self.flush_model()
        person = _key_sql("l.contact_name")
        mails_agree = SQL(
            "(e.email IS NULL OR l.email_normalized IS NULL OR l.email_normalized = e.email)"
        )
        conditions = {
            "email": SQL("l.email_normalized = e.email"),
            "phone": SQL(
                "l.phone_sanitized = e.phone AND (%s OR %s = e.person)", mails_agree, person
            ),
            "name": SQL(
                "%s = e.firm AND l.partner_name IS NOT NULL AND %s = e.person AND %s",
                _key_sql("l.partner_name"),
                person,
                mails_agree,
            ),
        }
        rows = self.env.execute_query(
            SQL(" UNION ALL ").join(
                SQL(
                    """
                    SELECT e.place, %(kind)s, l.id, l.active
                      FROM %(entries)s JOIN crm_lead l ON %(condition)s
                     WHERE (l.company_id IS NULL OR l.company_id = %(company)s)
                       AND (l.active AND COALESCE(l.won_status, 'pending') = 'pending'
                            OR NOT l.active AND l.won_status = 'lost')
                    """,
                    kind=kind,
                    entries=self._crm_entry_rows(entries),
                    condition=condition,
                    company=company.id,
                )
                for kind, condition in conditions.items()
            )
        )
        opened, lost = defaultdict(list), defaultdict(list)
        for place, kind, lead_id, is_active in rows:
            (opened if is_active else lost)[place].append(Hit(kind, lead_id))
        return opened, lost

    @api.model
    def _crm_partner_hits(self, entries, company):
        """Return ``{place: [Hit]}`` of contacts and companies; never of colleagues."""
        self.env["res.partner"].flush_model()
        name = _key_sql("p.name")
        conditions = {
            "email": SQL("p.email_normalized = e.email"),
            "phone": SQL(
                "p.phone_sanitized = e.phone AND (e.email IS NULL OR p.email_normalized IS NULL"
                " OR p.email_normalized = e.email OR %(name)s IN (e.person, e.firm))",
                name=name,
            ),
            "name": SQL("%s = e.firm AND p.is_company", name),
        }
        rows = self.env.execute_query(
            SQL(" UNION ALL ").join(
                SQL(
                    """
                    SELECT e.place, %(kind)s, p.id, p.commercial_partner_id,
                           p.is_company IS NOT TRUE
                      FROM %(entries)s JOIN res_partner p ON %(condition)s
                     WHERE p.active AND p.partner_share
                       AND (p.company_id IS NULL OR p.company_id = %(company)s)
                    """,
                    kind=kind,
                    entries=self._crm_entry_rows(entries),
                    condition=condition,
                    company=company.id,
                )
                for kind, condition in conditions.items()
            )
        )
        hits = defaultdict(list)
        for place, *values in rows:
            hits[place].append(Hit(*values))
        return hits
