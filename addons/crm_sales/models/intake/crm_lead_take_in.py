from typing import Any, NamedTuple

from odoo import api, models
from odoo.tools import plaintext2html

from ...tools.intake.entry import read_entry

QUIET = {"mail_create_nosubscribe": True, "default_user_id": False}


class Origin(NamedTuple):
    """By which way enquiries come in.

    :param channel: one of ``crm.sales.lead.arrival``'s
    :param vals: further values of the arrivals
    :param lead_vals: further values of new leads
    """

    channel: str
    company: Any
    team: Any = None
    vals: dict | None = None
    lead_vals: dict | None = None


class CrmLead(models.Model):
    """The one door by which enquiries become leads."""

    _inherit = "crm.lead"

    @api.model
    def _crm_take_in(self, records, origin):
        """Take in enquiries; each becomes a lead, a note on an open one, or nothing if known.

        Nobody is told what of this it was: the answer to who enquires is always the same.

        :param list[dict] records: values by the names of ``tools.intake.entry.KNOWN``; with
            the same ``key`` a record is taken in once
        :param origin: an ``Origin``
        :return: list of arrivals, empty ones for what had come before
        """
        # sudo: who enquires has no rights here; duplicates are found whoever has them
        leads = self.sudo().with_company(origin.company).with_context(**QUIET)
        country = origin.company.country_id.code or "CN"
        entries = [read_entry(record, country) for record in records]
        guard = leads.env["crm.sales.lead.guard"]
        guard._hold(identity for entry in entries for identity in entry.identities)
        vals = {"channel": origin.channel, "company_id": origin.company.id}
        arrivals = leads.env["crm.sales.lead.arrival"]._claim(
            [leads._crm_prefix(origin, entry.key) for entry in entries], vals
        )
        fresh = [place for place, arrival in enumerate(arrivals) if arrival]
        if fresh:
            leads._crm_take_fresh(
                [entries[place] for place in fresh],
                [arrivals[place] for place in fresh],
                [records[place] for place in fresh],
                origin,
            )
        return arrivals

    @api.model
    def _crm_prefix(self, origin, key):
        """Return the key under which a submission is known, False for none."""
        vals = origin.vals or {}
        scope = vals.get("form_id") or vals.get("webhook_id") or ""
        return f"{origin.channel}:{scope}:{key}" if key else False

    @api.model
    def _crm_take_fresh(self, entries, arrivals, records, origin):
        """Decide about each entry, write what comes of it, and find owners."""
        known = self._crm_recognise(entries, origin.company)
        new, same = self._crm_sort_out(entries, known)
        places = self._crm_lookups(entries) | {"type": self._crm_type(origin.team)}
        created = self.create(
            [self._crm_prepare_lead(entries[at], known[at], origin, places) for at in new]
        )
        leads = dict(zip(new, created, strict=True))
        leads |= {at: known[at].lead or leads[first] for at, first in same.items()}
        for at, arrival in enumerate(arrivals):
            first_time = "customer" if known[at].partner else "new"
            arrival.write(
                self._crm_prepare_arrival(entries[at], known[at], origin, leads[at])
                | {
                    "result": "joined" if at in same else first_time,
                    "payload": self._crm_payload(records[at]),
                }
            )
        self._crm_join([(leads[at], entries[at]) for at in same])
        created._crm_say_before(dict(zip(created, (known[at] for at in new), strict=True)))
        created._assign_userless_lead_in_team(self.env._("incoming enquiry"))

    @api.model
    def _crm_sort_out(self, entries, known):
        """Return (places of what becomes a lead, {place of what joins: place of the first}).

        Several of one person at once: the others join the first.
        """
        firsts, new, same = {}, [], {}
        for at, entry in enumerate(entries):
            first = next((firsts[key] for key in entry.addresses if key in firsts), at)
            if known[at].lead or first != at:
                same[at] = first
            else:
                new.append(at)
                firsts.update(dict.fromkeys(entry.addresses, at))
        return new, same

    @api.model
    def _crm_payload(self, record):
        """Return what is kept of what was sent: texts and numbers alone."""
        return {
            str(name)[:100]: value if isinstance(value, int | float) else str(value)[:20_000]
            for name, value in record.items()
            if value not in (None, "", False)
        }

    # what is named
    @api.model
    def _crm_lookups(self, entries):
        """Return ``{name: {text in lower case: record}}`` of what the entries name."""
        found = {}
        for name, model, path in (
            ("campaign", "utm.campaign", "name"),
            ("medium", "utm.medium", "name"),
            ("source", "utm.source", "name"),
            ("tag", "crm.tag", "name"),
        ):
            texts = {entry.get(name) for entry in entries if entry.get(name)}
            records = self.env[model].search([(path, "in", list(texts))]) if texts else ()
            found[name] = {record[path].casefold(): record for record in records}
        found["country"] = self._crm_countries(entries)
        langs = self.env["res.lang"].get_installed()
        found["lang"] = {
            code.casefold(): self.env["res.lang"]._lang_get(code) for code, _n in langs
        }
        return found

    @api.model
    def _crm_countries(self, entries):
        """Return ``{text in lower case: country}``, by code or name in any language."""
        texts = {entry.get("country").casefold() for entry in entries if entry.get("country")}
        if not texts:
            return {}
        found = {}
        countries = self.env["res.country"].search([])  # pylint: disable=no-search-all
        for code, _name in self.env["res.lang"].get_installed():
            for country in countries.with_context(lang=code):
                found[country.name.casefold()] = country
        found |= {country.code.casefold(): country for country in countries}
        return {text: found[text] for text in texts if text in found}

    @api.model
    def _crm_state(self, country, name):
        """Return the state of ``country`` by its name or code, in any language."""
        states = self.env["res.country.state"]
        if not country or not name:
            return states
        for code, _name in self.env["res.lang"].get_installed():
            for state in country.with_context(lang=code).state_ids:
                if name.casefold() in (state.name.casefold(), state.code.casefold()):
                    return state
        return states

    # values
    @api.model
    def _crm_named(self, entry, name, places):
        """Return the record that the entry names, or an empty one."""
        return places[name].get(entry.get(name).casefold()) or False

    @api.model
    def _crm_prepare_lead(self, entry, known, origin, places):
        """Return the values of a new lead."""
        team = origin.team or self.env["crm.team"]
        country = self._crm_named(entry, "country", places)
        lang = self._crm_named(entry, "lang", places)
        tag = self._crm_named(entry, "tag", places)
        who = entry.get("partner_name") or entry.get("contact_name") or entry.email
        vals = {
            "name": entry.get("subject")
            or self.env._("Enquiry of %(who)s", who=who or entry.phone_typed),
            "type": places["type"],
            "user_id": False,
            "team_id": team.id,
            "company_id": origin.company.id,
            "description": plaintext2html(entry.message) if entry.message else False,
            "expected_revenue": entry.value,
            "lang_id": lang.id if lang else False,
            "country_id": country.id if country else False,
            "state_id": self._crm_state(country, entry.get("state")).id,
            "tag_ids": [(4, tag.id)] if tag else [],
        }
        texts = ("contact_name", "partner_name", "function", "website", "street", "city", "zip")
        vals |= {name: entry.get(name) for name in texts if entry.get(name)}
        vals |= {"email_from": entry.email or False, "phone": entry.phone_typed or False}
        for name in ("campaign", "medium", "source"):
            record = self._crm_named(entry, name, places)
            vals[f"{name}_id"] = record.id if record else False
        vals |= {name: value for name, value in (origin.lead_vals or {}).items() if value}
        vals |= self._crm_intake_defaults(team)
        if known.is_contact:
            vals |= self._crm_prepare_customer(entry, known.partner)
        return {name: value for name, value in vals.items() if value or name == "user_id"}

    @api.model
    def _crm_prepare_customer(self, entry, partner):
        """Return the values of a lead of a known contact.

        The host writes the address and number of a lead on its contact. Nobody who fills in a
        form may change a customer: what differs is told in the notes instead.
        """
        lines = [entry.message] if entry.message else []
        vals = {"partner_id": partner.id}
        if entry.email and entry.email != partner.email_normalized:
            vals["email_from"] = False
            lines.append(self.env._("E-mail given: %(email)s", email=entry.email))
        if entry.phone_typed and entry.phone != partner.phone_sanitized:
            vals["phone"] = False
            lines.append(self.env._("Phone given: %(phone)s", phone=entry.phone_typed))
        return vals | {"description": plaintext2html("\n".join(lines)) if lines else False}

    @api.model
    def _crm_intake_defaults(self, _team):
        """Hook: return further values of every lead that comes in for ``_team``."""
        return {}

    @api.model
    def _crm_type(self, team):
        """Return whether the host would make a lead of it, or an opportunity at once."""
        staff = self.env.ref("base.group_user")
        uses_leads = self.env.ref("crm.group_use_lead") in staff.all_implied_ids
        return "lead" if uses_leads and (not team or team.use_leads) else "opportunity"

    @api.model
    def _crm_prepare_arrival(self, entry, known, origin, lead):
        """Return the values of the arrival of ``entry``, of which ``lead`` came."""
        return {
            "name": entry.get("subject") or lead.name,
            "campaign_id": lead.campaign_id.id,
            "medium_id": lead.medium_id.id,
            "source_id": lead.source_id.id,
            "country_id": lead.country_id.id,
            "lang": entry.get("lang") or lead.lang_id.code,
            "match_kind": known.kind,
            "is_ambiguous": known.is_ambiguous,
            "lead_id": lead.id,
            "previous_id": known.lost.id,
            "partner_id": known.partner.id,
            "team_id": (origin.team or lead.team_id).id,
        } | (origin.vals or {})

    # joining
    @api.model
    def _crm_join(self, pairs):
        """Write on open leads what came in, and tell who has them."""
        for lead, entry in pairs:
            lead._message_log(body=lead._crm_note(entry))
        enquired = self.browse({lead.id for lead, _entry in pairs})
        for lead in enquired.filtered("user_id"):
            lead._crm_remind(lead.env._("Enquired again"))

    def _crm_remind(self, summary):
        """Plan for the owner to look at it today, unless that is planned already."""
        self.ensure_one()
        kind = self.env.ref("mail.mail_activity_data_todo")
        known = self.activity_ids.filtered(
            lambda activity: (
                activity.user_id == self.user_id
                and activity.activity_type_id == kind
                and activity.summary == summary
            )
        )
        if not known:
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_todo", summary=summary, user_id=self.user_id.id
            )

    def _crm_note(self, entry):
        """Return all that an enquiry said, as a note."""
        # pylint: disable=prefer-env-translation
        _ = self.env._
        labels = {
            "subject": _("Subject"), "contact_name": _("Name of the person"),
            "partner_name": _("Company"),
            "function": _("Job Position"), "website": _("Website"), "street": _("Street"),
            "city": _("City"), "zip": _("ZIP"), "state": _("State"), "country": _("Country"),
            "tag": _("Topic"), "campaign": _("Campaign"), "source": _("Source"),
        }  # fmt: skip
        lines = [_("Enquired again:")]
        lines += [f"{labels[name]}: {text}" for name, text in entry.texts.items() if name in labels]
        # what the lead has already is masked there for whom it is
        lines += [entry.email] if entry.email != (self.email_normalized or "") else []
        lines += [entry.phone_typed] if entry.phone != (self.phone_sanitized or "") else []
        if entry.message:
            lines += ["", entry.message]
        return plaintext2html("\n".join(lines))

    def _crm_say_before(self, known_of):
        """Note on new leads of whom a lead was lost before that there was one."""
        again = self.filtered(lambda lead: known_of[lead].lost)
        if again:
            text = self.env._("The same person enquired before; that lead was lost.")
            again._message_log_batch(bodies=dict.fromkeys(again.ids, text))
