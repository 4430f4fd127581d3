from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.personal_data import ANONYMISE, DELETE, KEEP


class CrmErasure(models.Model):
    """Carries out an erasure: everything by the list that the rooms gave, in one piece."""

    _inherit = "crm.erasure"

    @api.model
    def _erase(self, partner, reason, request_date=False, keep_blacklisted=True):
        """Erase ``partner``, a person, and its addresses; books keep a pseudonym.

        :raise UserError: who may not be erased, and why
        :return: the entry of the log
        """
        self._check_erasable(partner)
        # sudo: a person is erased wherever it stands; checked above who and what
        erasure = self.sudo().create(
            {
                "reason": reason,
                "request_date": request_date,
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
            }
        )
        people = self._people(partner)
        identity = self._identify(people)
        holdings = partner._crm_holdings()
        counts = self._prepare_acts(holdings)
        if keep_blacklisted:
            self._suppress(people)
        erasure._unlocked().write(
            {
                "email_hashes": [self._hash("email", email) for email in identity.emails],
                "phone_hashes": [self._hash("phone", phone) for phone in identity.sanitized],
            }
        )
        erasure._carry_out(people, holdings, identity)
        erasure._unlocked().counts = counts
        return erasure

    def _carry_out(self, people, holdings, identity):
        linked = self._linked_documents(people)
        self._track_nothing(linked | {"res.partner": people.ids})
        people.crm_erasure_id = self
        self.env["crm.customer.import"]._forget_partner(people[0])
        for holding in holdings:
            records = holding.records.exists()
            if holding.act == DELETE:
                self._delete(records)
            elif holding.act == ANONYMISE and records._name != "res.partner":
                self._anonymise(records, holding.blank or holding.field_names)
        self._erase_people(people)
        self.env.flush_all()
        self._scrub_linked(linked, people, identity)
        self._scrub_everywhere(identity)
        self.env.invalidate_all()

    def _track_nothing(self, linked):
        """Else the host logs old values when the transaction ends, after the sweep."""
        for name, ids in linked.items():
            records = self.env[name].browse(ids)
            if hasattr(records, "_track_discard"):
                records._track_discard()

    def _delete(self, records):
        if records:
            records.sudo().with_context(tracking_disable=True).unlink()

    @api.model
    def _people(self, partner):
        """Return the person first, then its addresses."""
        people = self.env["res.partner"].sudo().with_context(active_test=False)
        below = people.search([("id", "child_of", partner.id), ("id", "!=", partner.id)])
        return people.browse(partner.id) + below

    @api.model
    def _prepare_acts(self, holdings):
        """Return what happens to what, as the log and the preview show it."""
        words = {
            DELETE: self.env._("Deleted"),
            ANONYMISE: self.env._("Anonymised"),
            KEEP: self.env._("Kept"),
        }
        return [
            {
                "title": holding.title,
                "act": holding.act,
                "word": words[holding.act],
                "count": len(holding.records),
                "reason": holding.reason,
            }
            for holding in holdings
        ]

    @api.model
    def _check_erasable(self, partner):
        """Refuse who is no person, who works here, and what reaches into other companies.

        :raise UserError: with the reason, and what to do
        """
        partner.ensure_one()
        partner.check_access("write")
        people = self._people(partner)
        if people.crm_erasure_id:
            raise UserError(self.env._("This person was erased already."))
        if self.env["res.company"].sudo().search_count([("partner_id", "in", people.ids)], limit=1):
            raise UserError(self.env._("This is one of your own companies."))
        if partner.is_company or people.filtered("is_company"):
            raise UserError(
                self.env._(
                    "A company is no person: erase its people one by one. For a sole trader, "
                    "choose Person first."
                )
            )
        users = people.with_context(active_test=False).user_ids
        if users.filtered(lambda user: not user.share):
            raise UserError(
                self.env._("This is a colleague, with a user account: that is for your HR to do.")
            )
        self._check_companies(people)

    @api.model
    def _check_companies(self, people):
        """Whoever erases answers for every company that has papers of the person."""
        found = people.company_id
        for model, ids in self._linked_documents(people).items():
            field = self.env[model]._fields.get("company_id")
            if field and field.store and field.comodel_name == "res.company":
                documents = self.env[model].sudo().with_context(active_test=False)
                groups = documents._read_group(Domain("id", "in", ids), ["company_id"])
                found |= self.env["res.company"].sudo().union(*(group[0] for group in groups))
        foreign = found - self.env.user.company_ids.sudo()
        if foreign:
            raise UserError(
                self.env._(
                    "%(companies)s has records of this person too. Ask somebody who works in "
                    "all of these companies.",
                    companies=", ".join(foreign.mapped("name")),
                )
            )

    @api.model
    def _suppress(self, people):
        """Keep the addresses on the blacklists, so that no list brings the person back."""
        # sudo: the lists of the host belong to its mailing users
        for person in people.sudo():
            if person.email_normalized:
                person.env["mail.blacklist"]._add(person.email_normalized)
            if person.phone_sanitized:
                person.env["phone.blacklist"]._add([person.phone_sanitized])

    @api.model
    def _linked_documents(self, people):
        """Return ``{model: ids}`` of the records that point at ``people``, by a field."""
        self.env.flush_all()
        linked = {}
        for name, model in self.env.items():
            conditions = self._links_to(model, people)
            if not conditions:
                continue
            query = SQL(
                "SELECT id FROM %s WHERE %s",
                SQL.identifier(model._table),
                SQL(" OR ").join(conditions),
            )
            ids = [row[0] for row in self.env.execute_query(query)]
            if ids:
                linked[name] = ids
        return linked

    @api.model
    def _links_to(self, model, people):
        if not model._auto or model._abstract or model._name in ("res.partner", "res.users"):
            return []
        conditions = []
        for name, field in model._fields.items():
            if field.comodel_name != "res.partner" or not field.store:
                continue
            if field.type == "many2one" and field.column_type:
                conditions.append(
                    SQL("%s = ANY(%s)", SQL.identifier(model._table, name), people.ids)
                )
            elif field.type == "many2many":
                conditions.append(
                    SQL(
                        "id IN (SELECT %s FROM %s WHERE %s = ANY(%s))",
                        SQL.identifier(field.column1),
                        SQL.identifier(field.relation),
                        SQL.identifier(field.column2),
                        people.ids,
                    )
                )
        return conditions
