from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.timeline import (
    Pager,
    TimelineScope,
    decode_cursor,
    encode_cursor,
)

MAX_LIMIT = 100
UPCOMING_LIMIT = 10
# A chunk of a source that filters late grows fourfold while the page is not full. One
# request reads at most 12 chunks, with pages of 30 about 125,000 records of such a
# source; after that the page ends early and its cursor goes on from there.
CHUNK_GROWTH = 4
MAX_CHUNK = 16_384
MAX_ROUNDS = 12


class CrmTimeline(models.AbstractModel):
    """What happened with a customer and what is next, from many models in one stream.

    Ids and dates come from each model's own ``_search``, so that record rules hold; what
    an entry says is read through the ORM as the user, so that private meetings stay
    masked and hidden fields hidden.
    """

    _name = "crm.timeline"
    _description = "Customer Timeline"

    @api.model
    @api.readonly
    def get_page(self, partner_id, cursor=None, limit=30, kinds=None):
        """Return a page of what happened with a partner and its contacts, newest first.

        (``fetch`` is the ORM's own, private name.)

        :param list | None cursor: the ``cursor`` of the page before; the first page without
        :param int limit: entries a page, at most 100
        :param list[str] | dict[str, bool] | None kinds: kinds wanted; a dict switches kinds on
            or off, the others stay as they are by default
        :return: ``{"entries": [entry], "cursor": list | None}`` and, with the first page,
            ``"upcoming"`` (entries of what is next, ascending) and ``"kinds"`` (all that
            the user can choose from). An entry: ``{"key", "kind", "model", "id", "date" (UTC),
            "is_day" (the date has no time), "title", "text", "author", "amount",
            "currency_id", "badge", "record_name" (of the record to open, if it is not the
            entry itself), "icon", "open" ([model, id] or False), "record" ([model, id] that
            can be recorded as an interaction, or False)}``
        :raise AccessError: the user works with no customers, or may not read this one
        :raise UserError: the cursor is none of ours
        """
        partner = self._get_partner(partner_id)
        try:
            key = decode_cursor(cursor)
        except ValueError as error:
            message = self.env._("The timeline cannot go on from here. Reload the page.")
            raise UserError(message) from error
        sources = self._get_readable_sources()
        available = {kind for source in sources.values() for kind in source.kinds}
        choices = self._get_choices(available)
        scope = self._get_scope(partner, available.intersection(self._get_wanted(kinds, choices)))
        limit = min(max(int(limit), 1), MAX_LIMIT)
        entries, key = self._get_entries(sources, scope, limit, key)
        page = {"entries": entries, "cursor": encode_cursor(key)}
        if not cursor:
            upcoming = self._get_entries(sources, scope, UPCOMING_LIMIT, upcoming=True)[0]
            page |= {"upcoming": upcoming, "kinds": choices}
        return page

    # Extension points ---------------------------------------------------------------

    @api.model
    def _get_sources(self):
        """Return ``{name: TimelineSource}``; extend with ``super()._get_sources() | {…}``."""
        return {}

    @api.model
    def _get_kinds(self):
        """Return ``{kind: {"label", "icon", "color", "default"}}`` in the order of the chips.

        ``icon`` is a Font Awesome 4 class, ``color`` a Bootstrap colour name; ``default``
        says whether the kind is shown until the user chooses.
        """
        return {}

    @api.model
    def _get_once_domain(self, model, scope):
        """Return which records of ``model`` no other source shows already; to extend."""
        return Domain.TRUE

    # Access -------------------------------------------------------------------------

    def _get_partner(self, partner_id):
        if not self.env.user.has_group("crm_customer.group_customer_own"):
            raise AccessError(self.env._("You need access to customers to see their timeline."))
        partner = self.env["res.partner"].browse(int(partner_id)).exists()
        if not partner:
            raise UserError(self.env._("This contact does not exist any more."))
        partner.check_access("read")
        return partner

    def _get_scope(self, partner, kinds):
        """Take in the contacts of the partner that the user may see, archived ones too."""
        contacts = self.env["res.partner"].with_context(active_test=False)
        query = contacts._search([("id", "child_of", partner.id)])
        return TimelineScope(query.get_result_ids(), frozenset(kinds), fields.Datetime.now())

    def _get_readable_sources(self):
        """Return the sources whose model and date the user may read at all."""
        return {
            name: source
            for name, source in self._get_sources().items()
            if self.env[source.model].has_access("read")
            and self._can_read_fields(source.model, [source.date])
        }

    def _can_read_fields(self, model, names):
        records = self.env[model]
        return all(
            name == "id" or records._has_field_access(records._fields[name], "read")
            for name in names
        )

    def _get_choices(self, kinds):
        return [
            {"kind": kind} | choice for kind, choice in self._get_kinds().items() if kind in kinds
        ]

    def _get_wanted(self, kinds, choices):
        if isinstance(kinds, list):
            return kinds
        switched = kinds or {}
        return [
            choice["kind"] for choice in choices if switched.get(choice["kind"], choice["default"])
        ]

    # Keys ---------------------------------------------------------------------------

    def _get_entries(self, sources, scope, limit, cursor=None, upcoming=False):
        """Return (entries, key of the next page)."""
        domains = self._get_domains(sources, scope, upcoming)
        pager = Pager(domains, limit, cursor, newest_first=not upcoming)
        chunk = limit + 1
        for _round in range(MAX_ROUNDS):
            wanted = pager.wanted()
            if not wanted:
                break
            self._feed(pager, wanted, sources, domains, chunk)
            chunk = min(chunk * CHUNK_GROWTH, MAX_CHUNK)
        keys, cursor = pager.page()
        return self._read_entries(sources, keys), cursor

    def _get_domains(self, sources, scope, upcoming):
        """Return the domain of each source that has anything of the kinds asked for."""
        domains = {}
        for name, source in sources.items():
            if source.upcoming == upcoming and scope.kinds.intersection(source.kinds):
                domain = Domain(source.domain(scope)) & Domain(source.date, "!=", False)
                domain &= self._get_once_domain(source.model, scope)
                names = {
                    condition.field_expr.split(".")[0] for condition in domain.iter_conditions()
                }
                if not domain.is_false() and self._can_read_fields(source.model, names):
                    domains[name] = domain
        return domains

    def _feed(self, pager, wanted, sources, domains, chunk):
        """Read the next ``chunk`` keys of the sources wanted, in one statement."""
        selects = [
            self._select_keys(name, sources[name], domains[name], after, chunk, pager)
            for name, after in wanted.items()
        ]
        read = {name: [] for name in wanted}
        union = SQL(" UNION ALL ").join(SQL("(%s)", select) for select in selects)
        for name, id_, date in self.env.execute_query(union):
            read[name].append((date, name, id_))
        readable = self._filter_late(sources, read)
        for name, keys in read.items():
            keys.sort(reverse=pager.newest_first)
            model = sources[name].model
            kept = keys
            if sources[name].filters_late:
                kept = [key for key in keys if key[2] in readable[model]]
            pager.feed(name, keys, kept, is_last=len(keys) < chunk)

    def _select_keys(self, name, source, domain, after, chunk, pager):
        direction = "desc" if pager.newest_first else "asc"
        records = self.env[source.model].with_context(active_test=False)
        if after:
            domain &= self._get_cursor_domain(name, source, after, pager)
        query = records._search(
            domain,
            order=f"{source.date} {direction}, id {direction}",
            limit=chunk,
            # Only ids and dates are read here; _filter_late asks the model which of them
            # the user may see, and the rest serves to know where to read on.
            **({"bypass_access": True} if source.filters_late else {}),
        )
        return query.select(
            SQL("%s AS source", name),
            SQL.identifier(records._table, "id"),
            SQL("%s AS date", self._get_date_sql(source, records, records._table, query)),
        )

    def _filter_late(self, sources, read):
        """Return ``{model: ids that the user may read}`` for models that filter late."""
        ids = {}
        for name, keys in read.items():
            if sources[name].filters_late:
                ids.setdefault(sources[name].model, set()).update(key[2] for key in keys)
        return {
            model: set(
                self.env[model]
                .with_context(active_test=False)
                ._search([("id", "in", list(model_ids))])
                .get_result_ids()
            )
            if model_ids
            else set()
            for model, model_ids in ids.items()
        }

    def _get_cursor_domain(self, name, source, after, pager):
        """Return what comes after the key, to the microsecond (a domain on a datetime
        field compares whole seconds)."""
        date, after_name, after_id = after
        sign = SQL("<" if pager.newest_first else ">")

        def to_sql(records, alias, query):
            column = self._get_date_sql(source, records, alias, query)
            if name == after_name:
                id_column = SQL.identifier(alias, "id")
                return SQL("(%s, %s) %s (%s, %s)", column, id_column, sign, date, after_id)
            is_after = name < after_name if pager.newest_first else name > after_name
            return SQL("%s %s%s %s", column, sign, SQL("=" if is_after else ""), date)

        return Domain.custom(to_sql=to_sql)

    def _get_date_sql(self, source, records, alias, query):
        """Return the moment of an entry in UTC; a mere day counts as the user's noon."""
        column = records._field_to_sql(alias, source.date, query)
        if records._fields[source.date].type == "datetime":
            return column
        timezone = self.env.tz.zone
        return SQL("((%s + TIME '12:00') AT TIME ZONE %s AT TIME ZONE 'UTC')", column, timezone)

    # Entries ------------------------------------------------------------------------

    def _read_entries(self, sources, keys):
        values = {}
        for name in {key[1] for key in keys}:
            ids = [key[2] for key in keys if key[1] == name]
            values[name] = self._read_values(sources[name], ids)
        entries = [
            self._prepare_entry(name, sources[name], id_, date, values[name][id_])
            for date, name, id_ in keys
            if id_ in values[name]
        ]
        shown = {(entry["model"], entry["id"]) for entry in entries}
        return [entry for entry in entries if entry.pop("same_as", None) not in shown]

    def _read_values(self, source, ids):
        """Return ``{id: values}`` as the user sees them, without the fields hidden from him."""
        records = self.env[source.model].browse(ids)
        names = [name for name in source.fields if self._can_read_fields(source.model, [name])]
        # Hosts mask when they fetch (private meetings); what the request has read before,
        # maybe as superuser, is in the cache unmasked: fetch again.
        records.invalidate_recordset(names)
        values_by_id = {values["id"]: values for values in records.read(names)}
        if source.enrich:
            source.enrich(values_by_id)
        return values_by_id

    def _prepare_entry(self, name, source, id_, date, values):
        entry = {
            "key": f"{name}-{id_}",
            "kind": source.kinds[0],
            "model": source.model,
            "id": id_,
            "date": fields.Datetime.to_string(date),
            "is_day": self.env[source.model]._fields[source.date].type == "date",
            "title": "",
            "text": "",
            "author": "",
            "amount": False,
            "currency_id": False,
            "badge": False,
            "record_name": "",
            "icon": False,
            "open": [source.model, id_],
            "record": False,
        }
        return entry | source.entry(values)
