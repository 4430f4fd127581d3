from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.routing.choose import holds, route
from ...tools.routing.facts import LOAD, OWNER, Enquiry, Person, Rule

# capacities of the host are meant for so many days
CAPACITY_DAYS = timedelta(days=30)


class CrmSalesRoutingRule(models.Model):
    """Fetches what the pure engine decides by: a fixed number of queries."""

    _inherit = "crm.sales.routing.rule"

    @api.model
    def _decide(self, enquiries, company, fallback=None, lock=True):
        """Return the engine's decisions about ``enquiries``; called in sudo.

        :param enquiries: list of ``tools.routing.facts.Enquiry``
        :param fallback: ``crm.team`` among whose members is chosen where no rule holds
        :param lock: another transaction that decides by the same rules waits for this one
        """
        records = self.search([("company_id", "=", company.id)])
        rules = [record._prepare_rule() for record in records]
        used = [rule for rule in rules if any(holds(rule, enquiry) for enquiry in enquiries)]
        if lock:
            self._lock_rules([rule.key for rule in used])
        if fallback:
            users = fallback.crm_team_member_ids.user_id or fallback.user_id
            rules.append(Rule(0, LOAD, tuple(users.ids)))
            used.append(rules[-1])
        owners = {enquiry.owner for enquiry in enquiries if enquiry.owner}
        asks_owner = any(rule.way == OWNER for rule in used)
        keys = {key for rule in used for key in rule.people} | (owners if asks_owner else set())
        people = self._prepare_people(self.env["res.users"].browse(keys), records, company)
        return route(enquiries, rules, people)

    @api.model
    def _lock_rules(self, ids):
        """Let nobody else decide by these rules until this transaction has ended.

        A transaction that began before, and waited here, is told to try again by the
        database: it would not see whose turn it is.
        """
        if ids:
            self.env.execute_query(
                SQL(
                    "UPDATE crm_sales_routing_rule SET date_last = %s WHERE id IN ("
                    "SELECT id FROM crm_sales_routing_rule WHERE id = ANY(%s)"
                    " ORDER BY id FOR UPDATE) RETURNING id",
                    fields.Datetime.now(),
                    list(ids),
                )
            )
            self.browse(ids).invalidate_recordset(["date_last"], flush=False)

    def _prepare_rule(self):
        """Return the engine's ``Rule``."""
        self.ensure_one()
        known = {"known": True, "unknown": False}.get(self.known)
        return Rule(
            self.id,
            self.way,
            tuple(self._get_people().filtered("active").ids),
            countries=frozenset(self.country_ids.ids),
            states=frozenset(self.state_ids.ids),
            cities=frozenset(self._split_words(self.cities)),
            zips=tuple(self._split_words(self.zip_prefixes)),
            segments=frozenset(self.segment_ids.ids),
            tags=frozenset(self.tag_ids.ids),
            langs=frozenset(self.lang_ids.mapped("code")),
            campaigns=frozenset(self.campaign_ids.ids),
            sources=frozenset(self.source_ids.ids),
            mediums=frozenset(self.medium_ids.ids),
            channels=frozenset(filter(None, [self.channel])),
            value_min=self.value_min,
            is_known=known,
            prefers_language=self.prefers_language,
        )

    @api.model
    def _prepare_people(self, users, rules, company):
        """Return ``{user id: Person}``."""
        users = users.filtered("active")
        now = fields.Datetime.now()
        leads = self.env["crm.lead"].with_context(active_test=False)
        of_users = Domain("user_id", "in", users.ids)
        is_open = Domain("active", "=", True) & Domain("won_status", "=", "pending")
        loads = dict(leads._read_group(of_users & is_open, ["user_id"], ["__count"]))
        lately = Domain("date_open", ">=", now - CAPACITY_DAYS)
        taken = dict(leads._read_group(of_users & lately, ["user_id"], ["__count"]))
        turns = self.env["crm.sales.routing.decision"]._read_group(
            of_users & Domain("rule_id", "in", rules.ids), ["user_id", "rule_id"], ["id:max"]
        )
        members = self.env["crm.team.member"].search(of_users)
        absent = self._get_absent(users, now)
        return {
            user.id: Person(
                user.id,
                load=loads.get(user, 0),
                taken=taken.get(user, 0),
                capacity=max(
                    members.filtered(lambda member, user=user: member.user_id == user).mapped(
                        "assignment_max"
                    ),
                    default=0,
                ),
                turns={rule.id: last for who, rule, last in turns if who == user},
                langs=frozenset(filter(None, [user.lang])),
                is_absent=user in absent,
            )
            for user in users
        }

    @api.model
    def _get_absent(self, users, now):
        """Return those of ``users`` who are on leave now."""
        leaves = self.env["resource.calendar.leaves"].search(
            Domain("resource_id.user_id", "in", users.ids)
            & Domain("time_type", "=", "leave")
            & Domain("date_from", "<=", now)
            & Domain("date_to", ">", now)
        )
        return leaves.resource_id.user_id

    @api.model
    def _prepare_enquiries(self, leads, company):
        """Return the engine's ``Enquiry`` list of ``leads``."""
        arrivals = self.env["crm.sales.lead.arrival"].search(
            [("lead_id", "in", leads.ids)], order="date, id"
        )
        channels, known = {}, {}
        for arrival in arrivals:
            channels.setdefault(arrival.lead_id.id, arrival.channel)
            known[arrival.lead_id.id] = arrival.partner_id
        # a company that is known by its name alone is not the contact of the lead yet
        known |= {lead.id: lead.partner_id for lead in leads if lead.partner_id}
        customers = leads.partner_id.union(*known.values()).commercial_partner_id
        members = self.env["crm.customer.segment.member"].search(
            Domain("partner_id", "in", customers.ids)
            & Domain("company_id", "=", company.id)
            & Domain("date_to", "=", False)
        )
        segments = {
            customer.id: frozenset(rows.segment_id.ids)
            for customer, rows in members.grouped("partner_id").items()
        }
        nobody = leads.partner_id.browse()
        return [
            self._prepare_enquiry(lead, known.get(lead.id, nobody), segments, channels)
            for lead in leads
        ]

    @api.model
    def _prepare_enquiry(self, lead, partner, segments, channels):
        customer = partner.commercial_partner_id
        owner = customer.user_id
        return Enquiry(
            lead.id,
            country=lead.country_id.id,
            state=lead.state_id.id,
            city="".join((lead.city or "").split()).casefold(),
            zip="".join((lead.zip or "").split()).casefold(),
            segments=segments.get(customer.id, frozenset()),
            tags=frozenset(lead.tag_ids.ids),
            lang=lead.lang_id.code or "",
            campaign=lead.campaign_id.id,
            source=lead.source_id.id,
            medium=lead.medium_id.id,
            channel=channels.get(lead.id, ""),
            value=lead.expected_revenue,
            is_known=bool(customer),
            owner=owner.id if owner and not owner.share else None,
        )
