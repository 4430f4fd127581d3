from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Command, Domain

from ...tools.handover.handover import Source


class CrmHandover(models.Model):
    """What counts as open work. Other rooms add theirs to ``_handover_sources``."""

    _inherit = "crm.handover"

    @api.model
    def _handover_sources(self):
        """Return the kinds of open work, in the order in which they move.

        Override and add your own :class:`Source`.
        """
        return [
            *self._customer_sources(),
            *self._sales_sources(),
            *self._appointment_sources(),
            *self._team_sources(),
        ]

    @api.model
    def _customer_sources(self):
        partner = {"model": "res.partner", "partner": "id"}
        top = ("parent_id", "=", False)
        below = ("parent_id", "!=", False)
        return [
            Source("customer", self.env._("Customers"), domain=(top,), **partner),
            Source("contact", self.env._("Contacts of companies"), domain=(below,), **partner),
        ]

    @api.model
    def _sales_sources(self):
        lead = {"model": "crm.lead", "partner": "partner_id"}
        order = {"model": "sale.order", "partner": "partner_id"}
        pending = ("won_status", "=", "pending")
        due = (("state", "=", "sale"), ("invoice_status", "!=", "invoiced"))
        return [
            Source("lead", self.env._("Leads"), domain=(("type", "=", "lead"), pending), **lead),
            Source(
                "opportunity",
                self.env._("Open opportunities"),
                domain=(("type", "=", "opportunity"), pending),
                **lead,
            ),
            Source(
                "quotation",
                self.env._("Open quotations"),
                domain=(("state", "in", ("draft", "sent")),),
                **order,
            ),
            Source("order", self.env._("Orders not invoiced yet"), domain=due, **order),
        ]

    @api.model
    def _appointment_sources(self):
        follow_up = ("crm_is_follow_up", "=", True)
        to_do = ("crm_is_follow_up", "=", False)
        planned = (("state", "=", "planned"),)
        future = (("start", ">", "now"),)
        return [
            Source(
                "visit", self.env._("Planned visits"), "crm.visit", planned, partner="partner_id"
            ),
            # after the visits, whose meetings go along
            Source(
                "meeting",
                self.env._("Future meetings"),
                "calendar.event",
                future,
            ),
            Source("follow_up", self.env._("Follow-ups"), "mail.activity", (follow_up,)),
            Source("activity", self.env._("Activities"), "mail.activity", (to_do,)),
            Source(
                "care",
                self.env._("Planned care"),
                "crm.care.act",
                planned,
                partner="customer_id",
            ),
        ]

    @api.model
    def _team_sources(self):
        present = (("active", "=", True),)
        return [
            Source("team", self.env._("Sales teams led"), "crm.team"),
            Source(
                "member",
                self.env._("Memberships of sales teams"),
                "crm.team.member",
                present,
                field="active",
                end=True,
            ),
        ]

    @api.model
    def _sources(self):
        return [source for source in self._handover_sources() if source.model in self.env]

    @api.model
    def _source(self, key):
        return next((source for source in self._sources() if source.key == key), None)

    def _source_domain(self, source):
        """Return what the person has open, in the companies of who starts it."""
        self.ensure_one()
        acting = self.start_user_id or self.env.user
        return self._work_domain(source, self.user_id, acting.company_ids)

    @api.model
    def _work_domain(self, source, users, companies):
        """Return what ``users`` have open of one kind, in ``companies``."""
        person = source.person if source.end else source.field
        domain = Domain(source.domain) & Domain(person, "in", users.ids)
        company = self.env[source.model]._fields.get("company_id")
        if company and company._description_searchable:
            domain &= Domain("company_id", "in", [*companies.ids, False])
        return domain

    @api.model
    def _open_work(self, users, company):
        """Return ``{user: number of records}`` of what ``users`` have open in ``company``.

        One query a kind, however many users; memberships, which only end, do not count, nor
        do lists on which the person is one of several.
        """
        found = defaultdict(int)
        for source in self._sources():
            field = self.env[source.model]._fields[source.field]
            if source.end or field.type == "many2many":
                continue
            domain = self._work_domain(source, users, company)
            for user, count in self._source_records(source)._read_group(
                domain, [source.field], ["__count"]
            ):
                found[user] += count
        return found

    def _source_records(self, source):
        """Return the model to search: sudo, since the whole work of a person moves.

        Who may start a hand-over was checked; other rooms' rules would leave work behind.
        """
        return self.env[source.model].sudo().with_context(active_test=True)

    def _source_commands(self, chosen=None):
        """Return the commands that fill ``source_ids`` with what there is now.

        :param chosen: ``{key: whether it moves}``, default: all of it
        """
        self.ensure_one()
        if not self.user_id:
            return [Command.clear()]
        lines = []
        for sequence, source in enumerate(self._sources()):
            if source.end and not self.is_leaving:
                continue
            count = self._source_records(source).search_count(self._source_domain(source))
            if count:
                lines.append(
                    {
                        "sequence": sequence,
                        "key": source.key,
                        "count": count,
                        "is_end": source.end,
                        "is_moved": (chosen or {}).get(source.key, True),
                    }
                )
        return [Command.clear(), *map(Command.create, lines)]

    @api.model
    def _today(self):
        return fields.Date.context_today(self)
