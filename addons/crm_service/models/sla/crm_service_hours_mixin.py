from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import ormcache

from ...tools.sla import Entry, is_same_from, moves, to_values
from .crm_service_hours import BEGINNING

# up to so many clocks are counted anew at once, more of them by the next sweep
AT_ONCE = 500
NEW = "new"


class CrmServiceHoursMixin(models.AbstractModel):
    """A team or a policy whose clocks count by its working hours, version by version."""

    _name = "crm.service.hours.mixin"
    _description = "Has Versions of Working Hours"

    # the field of crm.service.hours that names the record
    _hours_field = None

    hours_count = fields.Integer("Versions of Hours", compute="_compute_hours_count")
    is_hours_waiting = fields.Boolean(
        compute="_compute_hours_count", help="Changed hours that nobody has applied yet."
    )

    def _compute_hours_count(self):
        versions = self.env["crm.service.hours"].search([(self._hours_field, "in", self.ids)])
        by_owner = versions.grouped(self._hours_field)
        for owner in self:
            own = by_owner.get(owner._origin, versions.browse())
            owner.hours_count = len(own)
            owner.is_hours_waiting = any(version.is_waiting for version in own)

    # hooks
    def _get_hours(self):
        """Return ``(calendar, tools.sla.to_values)`` that hold now; None: no hours of its own."""
        raise NotImplementedError

    def _get_clocks_domain(self):
        """Return the ``Domain`` of the clocks that count by these hours."""
        raise NotImplementedError

    def _read_calendar(self, company, calendar):
        """Return the values of a calendar, of all the years that it knows."""
        # sudo: when people work is no secret
        workdays = self.env["crm.workday"].sudo()
        far = fields.Date.to_date("2200-12-31")
        return to_values(workdays._prepare_spec(company, calendar, BEGINNING.date(), far))

    # versions
    @ormcache("self._name", "self.id")
    def _get_chain(self):
        """Return the versions that hold or held: ((id, since when, whether it is its own), …)."""
        # sudo: when people work is no secret
        versions = self.env["crm.service.hours"].sudo()
        domain = Domain(self._hours_field, "=", self.id) & Domain("date_from", "!=", False)
        return tuple(
            (version.id, version.date_from, bool(version.spec))
            for version in versions.search(domain, order="date_from, id")
        )

    def _get_waiting(self):
        """Return the changed hours that nobody has applied yet."""
        # sudo: of what one may read the hours are no secret
        versions = self.env["crm.service.hours"].sudo()
        return versions.search([(self._hours_field, "=", self.id), ("date_from", "=", False)])

    def _watch_hours(self):
        """Take over what has changed: at once where no deadline moves, else when confirmed."""
        now = fields.Datetime.now()
        for owner in self.sudo():
            calendar, values = owner._get_hours()
            chain = owner._get_chain()
            last = self.env["crm.service.hours"].sudo().browse(chain[-1][0] if chain else False)
            waiting = owner._get_waiting()
            if chain and (is_same_from(last.spec, values, now) or self._is_flexible(values)):
                waiting.unlink()
            elif not chain or not owner._has_clocks():
                owner._start_hours(calendar, values)
            elif waiting and is_same_from(waiting.spec, values, now):
                continue
            else:
                owner._change_hours(calendar, values)

    def _is_flexible(self, values):
        """Hours that have become flexible count nothing: those of before go on."""
        return bool(values) and not self.env["crm.service.hours"]._is_countable(values)

    def _has_clocks(self):
        clocks = self.env["crm.service.clock"].sudo()
        return bool(clocks.search_count(self._get_clocks_domain(), limit=1))

    def _prepare_hours(self, calendar, values):
        return {
            self._hours_field: self.id,
            "company_id": self.company_id.id,
            "calendar_id": calendar.id,
            "spec": values or False,
        }

    def _start_hours(self, calendar, values):
        """Let ``values`` hold from the beginning: no clock has counted by anything else."""
        versions = self.env["crm.service.hours"].sudo()
        versions.search([(self._hours_field, "=", self.id)]).unlink()
        versions.create(self._prepare_hours(calendar, values) | {"date_from": BEGINNING})

    def _change_hours(self, calendar, values):
        """Let changed hours wait if deadlines move and nobody has said that they may."""
        waiting = self._get_waiting()
        prepared = self._prepare_hours(calendar, values)
        waiting.write(prepared)
        waiting = waiting or waiting.create(prepared)
        if self._is_hours_free() or not self._get_moves(limit=1):
            self._apply_hours()
        else:
            self._tell_waiting()

    def _is_hours_free(self):
        """Say whether the company lets changed hours hold without being asked."""
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("crm_service.hours_at_once") == "True"

    def _tell_waiting(self):
        """Tell the managers of the service that changed hours wait for them."""
        managers = self.env.ref("crm_service.group_service_manager").sudo().all_user_ids
        for manager in managers.filtered(lambda user: self.company_id in user.company_ids):
            owner = self.with_context(lang=manager.lang)
            owner.env["mail.thread"].message_notify(
                partner_ids=manager.partner_id.ids,
                subject=owner.env._("%(owner)s: working hours have changed", owner=owner.name),
                body=owner.env._(
                    "The working hours of %(owner)s have changed, and deadlines of open tickets "
                    "would move. They are counted by the hours of before until somebody applies "
                    "the change: Service / Configuration / Working Hours.",
                    owner=owner.name,
                ),
            )

    # what a change does
    def _get_running(self, limit=None):
        """Return the clocks whose deadlines could move."""
        running = self._get_clocks_domain() & Domain("state", "=", "running")
        return self.env["crm.service.clock"].sudo().search(running, limit=limit)

    def _get_moves(self, limit=None):
        """Return [(clock, deadline now, deadline by the hours that wait)] of those that move.

        :param limit: stop at so many
        """
        found = []
        for clock in self._get_running():
            before, after = self._get_move(clock)
            if before != after:
                found.append((clock, before, after))
            if limit and len(found) == limit:
                break
        return found

    def _get_move(self, clock):
        entries = clock._entries()
        calendars = clock._compile(entries)
        now = max(fields.Datetime.now(), entries[-1].moment)
        new = self._compile_waiting(clock, entries[0].moment)
        change = Entry(now, "calendar", calendar=NEW)
        policy = clock.sla_id._to_policy()
        return moves(entries, policy, calendars, calendars | {NEW: new}, now, [change])

    def _compile_waiting(self, clock, moment):
        """Return the ``WorkCalendar`` by which ``clock`` would count."""
        hours = self._get_waiting()
        return hours._compile_values(hours.spec, *hours._span(moment))

    def _apply_hours(self):
        """Let the hours that wait hold from now on."""
        for owner in self.sudo():
            hours = owner._get_waiting()
            if not hours:  # somebody else has applied them just now
                continue
            found = [(before, after) for _clock, before, after in owner._get_moves()]
            hours.write(
                {
                    "date_from": fields.Datetime.now().replace(microsecond=0),
                    "user_id": self.env.uid,
                    "later_count": sum(after > before for before, after in found),
                    "earlier_count": sum(after < before for before, after in found),
                }
            )
            owner._count_anew()

    def _count_anew(self):
        """Bring the deadlines in line with the hours: few at once, many by the next sweep."""
        running = self._get_running()
        if len(running) <= AT_ONCE:
            running._refresh()
        else:
            running.next_at = fields.Datetime.now()
            self.env.ref("crm_service.sla_cron_sweep").sudo()._trigger()

    # opening
    def action_preview_hours(self):
        """Open the deadlines that the changed hours would move."""
        self.ensure_one()
        self.check_access("read")
        preview = self.env["crm.service.hours.preview"]._open_for(self)
        return preview._get_records_action(
            name=self.env._("Changed Working Hours"), target="new", view_mode="form"
        )

    def action_view_hours(self):
        """Open the working hours by which it counted and counts."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_hours_action"
        )
        return action | {"domain": [(self._hours_field, "=", self.id)], "context": {}}
