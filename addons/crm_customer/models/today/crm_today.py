from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.today_layout import arrange, read_layout

GROUP = "crm_customer.group_customer_own"
MAX_ITEMS = 7
# what a person of a role sees first
ROLES = {
    "manager": ("figures", "red", "approve", "due", "next"),
    "leader": ("red", "approve", "due", "next", "figures"),
    "seller": ("due", "next", "approve", "red", "figures"),
}
SHOWN = ("key", "title", "kind", "icon")


class CrmToday(models.AbstractModel):
    """The page of what is due, what is red, what waits for me and what is next.

    Days are those of the user's clock, as with the host's activities: his timezone, or
    that of the company's working hours when he has none. What is read is read as the user.

    A room adds a block in a file ``models/<room>/crm_today.py``::

        class CrmToday(models.AbstractModel):
            _inherit = "crm.today"

            def _today_blocks(self):
                block = self._today_block(
                    "visits", self.env._("Visits Today"), "due", 20, "fa-map-marker",
                    model="crm.visit",
                )
                return [*super()._today_blocks(), block]

            def _today_visits(self):
                domain = [("user_id", "=", self.env.uid), ("date", "=", self._get_day())]
                return self._today_search(
                    "crm.visit", domain, "date_start",
                    lambda visit: {"subtitle": visit.name, "date": visit.date_start},
                    "crm_customer.crm_visit_action_today",
                )
    """

    _name = "crm.today"
    _description = "Today"

    # the page
    @api.model
    @api.readonly
    def get_page(self):
        """Return everything that the page shows, in one call.

        :return: ``{"user": first name or name, "date": the user's day, "role", "blocks":
            [block], "suggestion": {"text", "label", "more"} or False}``. A block: ``{"key",
            "title", "kind", "icon", "is_hidden"}`` and, unless hidden, ``{"count", "items",
            "more", "error"}``. Items see ``_today_item``
        :raise AccessError: the user works with no customers
        """
        self._check_allowed()
        page = self._at_users_clock()
        blocks = page._get_blocks()
        return {
            "user": self.env.user.name,
            "date": page._get_day(),
            "role": self._get_role(),
            "blocks": blocks,
            "suggestion": page._get_suggestion(blocks),
        }

    @api.model
    def save_layout(self, order, hidden):
        """Keep in which order the user wants his blocks, and which he hides.

        :param list order: keys; empty: as the role has it
        :param list hidden: keys
        """
        self._check_allowed()
        settings = self.env["res.users.settings"]._find_or_create_for_user(self.env.user)
        settings.crm_today_layout = read_layout({"order": order, "hidden": hidden})

    def _check_allowed(self):
        if not self.env.user.has_group(GROUP):
            raise AccessError(self.env._("You need access to customers to see this page."))

    def _get_role(self):
        user = self.env.user
        if user.has_group("crm_customer.group_customer_manager"):
            return "manager"
        return "leader" if user.has_group("crm_customer.group_customer_team") else "seller"

    def _get_blocks(self):
        # sudo: the settings of the user himself, which he may not have yet
        stored = self.env.user.sudo().res_users_settings_ids.crm_today_layout
        layout = read_layout(stored)
        blocks = {block["key"]: block for block in self._get_default_blocks()}
        return [
            self._fill(blocks[key], key in layout["hidden"])
            for key in arrange(list(blocks), layout["order"])
        ]

    def _get_default_blocks(self):
        """Return the blocks that the user may see, in the order of his role."""
        kinds = ROLES[self._get_role()]
        allowed = [block for block in self._today_blocks() if self._is_allowed(block)]
        return sorted(allowed, key=lambda block: (kinds.index(block["kind"]), block["sequence"]))

    def _is_allowed(self, block):
        groups, model = block["groups"], block["model"]
        return (not groups or self.env.user.has_group(groups)) and (
            not model or self.env[model].has_access("read")
        )

    def _fill(self, block, is_hidden):
        """Return the block with its content; one that fails says why, the others stand."""
        shown = {name: block[name] for name in SHOWN} | {"is_hidden": is_hidden}
        if is_hidden:
            return shown
        empty = {"count": 0, "items": [], "more": False, "error": False}
        try:
            return shown | empty | getattr(self, f"_today_{block['key']}")()
        except UserError as error:
            return shown | empty | {"error": str(error)}

    def _get_suggestion(self, blocks):
        """Return what to do when nothing is to be done."""
        if any(block.get("count") or block.get("error") for block in blocks):
            return False
        customers = self.env["res.partner"]
        if customers.search_count(
            [("user_id", "=", self.env.uid), ("crm_code", "!=", False)], limit=1
        ):
            text = self.env._("Nothing is waiting for you. Time to call a customer.")
            label = self.env._("My Customers")
            context = {"crm_customer": True, "search_default_mine": 1}
        else:
            text = self.env._("You look after no customers yet. Find or add your first one.")
            label = self.env._("Customers")
            context = {"crm_customer": True, "default_is_company": True}
        more = self._today_more("crm_customer.res_partner_action_customers", **context)
        return {"text": text, "label": label, "more": more}

    # what rooms extend and use
    @api.model
    def _today_blocks(self):
        """Return the blocks, each made by ``_today_block``; to be extended by every room."""
        return []

    @api.model
    def _today_block(self, key, title, kind, sequence, icon, model=None, groups=None):
        """Return a block; the method ``_today_<key>`` returns its content.

        :param kind: ``due``, ``red``, ``approve``, ``next`` or ``figures``; a role sees some
            kinds before others
        :param icon: a Font Awesome 4 class
        :param model: whoever may not read it does not get the block
        :param groups: xml id of the group that gets the block, all by default
        """
        return {
            "key": key,
            "title": title,
            "kind": kind,
            "sequence": sequence,
            "icon": icon,
            "model": model,
            "groups": groups,
        }

    def _today_search(self, model, domain, order, prepare, more, **context):
        """Return the content of a block: the first of the records of ``domain``.

        :param order: the most urgent first
        :param prepare: function of a record that returns values for ``_today_item``
        :param more: xml id of the action that lists all of them
        :param context: of that action; by default its own
        """
        # one more than is shown, so that most blocks need not count
        records = self.env[model].search(domain, order=order, limit=MAX_ITEMS + 1)
        is_all = len(records) <= MAX_ITEMS
        count = len(records) if is_all else self.env[model].search_count(domain)
        return {
            "count": count,
            "items": [
                self._today_item(record, **prepare(record)) for record in records[:MAX_ITEMS]
            ],
            "more": self._today_more(more, domain, **context),
        }

    def _today_item(self, record, **values):
        """Return an item, ready for JSON.

        ``values``: ``title`` (by default the display name), ``subtitle``, ``date`` (a day, or a
        moment in UTC), ``state`` (``late``, ``today``, ``soon``, ``done``; by default what
        the date says), ``badge`` (a word), ``amount`` and ``currency_id``, ``icon``,
        ``phone``, ``acts`` (see ``_today_act``), ``open`` ([model, id], by default the record
        itself), ``open_method`` (its public method that returns the action to open), ``more``,
        ``ids`` (what the acts act upon, when the item stands for several records).
        """
        date = values.get("date")
        return {
            "model": record._name,
            "id": record.id,
            "ids": values.get("ids") or record.ids,
            "title": values.get("title") or record.display_name,
            "subtitle": values.get("subtitle") or "",
            "date": date or False,
            "is_day": not isinstance(date, datetime),
            "state": values.get("state") or self._get_state(date),
            "badge": values.get("badge") or "",
            "amount": values.get("amount", False),
            "currency_id": values.get("currency_id", False),
            "icon": values.get("icon") or "",
            "phone": values.get("phone") or "",
            "acts": values.get("acts", []),
            "open": values.get("open") or [record._name, record.id],
            "open_method": values.get("open_method", False),
            "more": values.get("more", False),
        }

    @api.model
    def _today_phone(self, record):
        """Return the number of ``record`` as the user sees it: masked for whom it is."""
        return self.env["crm.masking"]._masked_value(record, "phone", record.phone)

    def _today_act(self, key, label, icon, method=False, action=False, message=False):
        """Return an act that an item offers in place.

        :param method: public method of the item's record, which checks access itself; what
            it returns is opened when it is an action
        :param action: the action to open instead
        :param message: said when it is done
        """
        return {
            "key": key,
            "label": label,
            "icon": icon,
            "method": method,
            "action": action,
            "message": message,
        }

    def _today_log_act(self):
        """Return the act that records an interaction; for records that have it."""
        return self._today_act(
            "log",
            self.env._("Log interaction"),
            "fa-commenting-o",
            method="action_crm_log_interaction",
        )

    @api.model
    def _today_more(self, xmlid, domain=None, **context):
        """Return what lists all records of a block; the browser loads the action."""
        return {
            "xmlid": xmlid,
            "domain": None if domain is None else list(domain),
            "context": context or None,
        }

    def _today_money(self, record, name, currency_name="currency_id"):
        """Return ``amount`` and ``currency_id`` of an item, if the user may read the field."""
        if not record._has_field_access(record._fields[name], "read"):
            return {}
        return {"amount": record[name], "currency_id": record[currency_name].id}

    # days
    def _at_users_clock(self):
        return self.with_context(tz=self.env.user._crm_get_zone())

    def _get_day(self, days=0):
        """Return the user's day, ``days`` from today."""
        return fields.Date.context_today(self) + timedelta(days=days)

    def _get_span(self, first, last):
        """Return from when to when (UTC, end excluded) the days ``first`` to ``last`` are."""
        zone = pytz.timezone(self.env.context["tz"])
        midnights = (datetime.combine(day, time.min) for day in (first, last + timedelta(days=1)))
        return tuple(
            zone.localize(midnight).astimezone(pytz.utc).replace(tzinfo=None)
            for midnight in midnights
        )

    def _get_state(self, date):
        """Return what a day, or a moment in UTC, means today."""
        if not date:
            return "soon"
        if isinstance(date, datetime):
            date = fields.Datetime.context_timestamp(self, date).date()
        today = self._get_day()
        if date == today:
            return "today"
        return "late" if date < today else "soon"
