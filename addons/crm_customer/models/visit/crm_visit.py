from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ...tools.engine_fields import engine_defaults, engine_fields
from ...tools.geo import AWAY, IMPRECISE, THERE

STATES = [
    ("planned", "Planned"),
    ("on_site", "On Site"),
    ("done", "Done"),
    ("missed", "Missed"),
    ("cancelled", "Cancelled"),
]
REASONS = [
    ("customer_absent", "Customer was not there"),
    ("customer_cancelled", "Customer called off"),
    ("postponed", "Postponed"),
    ("own_absence", "Own absence"),
    ("no_time", "No time left"),
    ("transport", "Traffic or weather"),
    ("settled", "Settled otherwise"),
    ("meeting_deleted", "Meeting removed from the calendar"),
    ("other", "Other"),
]
POSITION_STATES = [
    (THERE, "At the customer"),
    (AWAY, "Away"),
    (IMPRECISE, "Imprecise"),
    ("no_address", "Address without position"),
    ("none", "Without position"),
    ("off", "Positions switched off"),
]
# what a visit is about is settled once it began
SETTLED = {"partner_id", "user_id", "company_id", "date_start", "duration_planned"}


class CrmVisit(models.Model):
    """A visit of a customer: a meeting of the host's calendar, and whether it took place.

    What happened is the interaction; here stands what was planned and when one was there.
    """

    _name = "crm.visit"
    _description = "Customer Visit"
    _inherit = "crm.person.mixin"
    _order = "date_start desc, id desc"
    _check_company_auto = True

    # what is planned
    name = fields.Char("Purpose")
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        ondelete="restrict",
        check_company=True,
        index=True,
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", string="Commercial Entity", store=True
    )
    city = fields.Char(related="partner_id.city")
    district = fields.Char(related="partner_id.crm_district")
    contact_ids = fields.Many2many(
        "res.partner",
        "crm_visit_contact_rel",
        "visit_id",
        "partner_id",
        "Contacts",
        domain="[('id', 'child_of', commercial_partner_id), ('id', '!=', commercial_partner_id)]",
        help="The people of the customer to be met.",
    )
    user_id = fields.Many2one(string="Visitor")
    plan_id = fields.Many2one(
        "crm.visit.plan", "Visit Plan", readonly=True, copy=False, index="btree_not_null"
    )
    is_planned = fields.Boolean("From the Plan", default=True, readonly=True, copy=False)
    date_start = fields.Datetime(
        "Planned On", required=True, default=lambda self: self._default_date_start()
    )
    duration_planned = fields.Integer(
        "Planned Duration (min)", required=True, default=60, help="In minutes."
    )
    date_stop = fields.Datetime("Until", compute="_compute_date_stop", store=True, precompute=True)
    date = fields.Date(
        "Day",
        compute="_compute_date",
        store=True,
        precompute=True,
        help="The day on which it is planned, where the visitor is.",
    )
    event_id = fields.Many2one(
        "calendar.event",
        "Meeting",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    # what became of it
    state = fields.Selection(STATES, required=True, readonly=True, copy=False, default="planned")
    reason = fields.Selection(REASONS, copy=False, help="Why it was missed or cancelled.")
    reason_note = fields.Char("Explanation", copy=False)
    date_check_in = fields.Datetime("Checked In", readonly=True, copy=False)
    date_check_out = fields.Datetime("Checked Out", readonly=True, copy=False)
    duration = fields.Integer(
        "Time on Site (min)", compute="_compute_duration", store=True, help="In minutes."
    )
    position_state = fields.Selection(
        POSITION_STATES,
        "Position",
        readonly=True,
        copy=False,
        help="What the position of the check-in said: at the customer, or farther away than "
        "the settings allow.",
    )
    position_reason = fields.Char("Why without Position", readonly=True, copy=False)
    position_ids = fields.One2many("crm.visit.position", "visit_id", "Positions")
    interaction_id = fields.Many2one(
        "crm.customer.interaction",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    outcome_id = fields.Many2one(related="interaction_id.outcome_id")
    note = fields.Html(related="interaction_id.note")
    next_step = fields.Char(related="interaction_id.next_step")
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _duration_planned_positive = models.Constraint(
        "CHECK(duration_planned > 0 AND duration_planned <= 1440)",
        "A visit is planned for one minute at least, and for a day at most.",
    )
    _check_out_after_in = models.Constraint(
        "CHECK(date_check_out >= date_check_in)", "One leaves after one came."
    )
    _on_site_checked_in = models.Constraint(
        "CHECK(state != 'on_site' OR date_check_in IS NOT NULL)",
        "Who is on site has checked in.",
    )
    _on_site_uniq = models.UniqueIndex(
        "(user_id) WHERE state = 'on_site'",
        "You are on site at another customer: check out there first.",
    )
    _planned_uniq = models.UniqueIndex(
        "(user_id, partner_id, date) WHERE state = 'planned'",
        "This customer is in your plan of that day already.",
    )
    _date_idx = models.Index("(date_start DESC, id DESC)")
    _user_date_idx = models.Index("(user_id, date, date_start)")
    _customer_date_idx = models.Index("(commercial_partner_id, date DESC)")
    _open_idx = models.Index("(date_stop) WHERE state IN ('planned', 'on_site')")
    _event_uniq = models.UniqueIndex("(event_id) WHERE event_id IS NOT NULL")

    def _default_date_start(self):
        """Return the next full hour."""
        now = fields.Datetime.now()
        return now.replace(minute=0, second=0) + timedelta(hours=1)

    @api.depends("date_start", "duration_planned")
    def _compute_date_stop(self):
        for visit in self:
            minutes = timedelta(minutes=visit.duration_planned or 0)
            visit.date_stop = visit.date_start and visit.date_start + minutes

    @api.depends("date_start", "user_id")
    def _compute_date(self):
        for visit in self:
            visit.date = visit.date_start and visit._get_day(visit.date_start)

    @api.depends("date_check_in", "date_check_out")
    def _compute_duration(self):
        for visit in self:
            span = visit.date_check_out and visit.date_check_out - visit.date_check_in
            visit.duration = round(span.total_seconds() / 60) if span else 0

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for visit in self:
            visit.is_mine = visit.user_id == self.env.user

    @api.depends("partner_id", "name")
    def _compute_display_name(self):
        for visit in self:
            parts = (visit.partner_id.display_name, visit.name)
            visit.display_name = " · ".join(filter(None, parts))

    def _get_day(self, moment):
        """Return the day of ``moment`` (UTC) where the visitor is."""
        zone = self.user_id.sudo().tz or self.company_id.resource_calendar_id.tz or "UTC"
        return fields.Datetime.context_timestamp(self.with_context(tz=zone), moment).date()

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        """A person of a company stands for the company, and is the one to be met."""
        person = self.partner_id
        if person.parent_id and not person.is_company and person.type == "contact":
            self.contact_ids |= person
            self.partner_id = person.commercial_partner_id
        self.contact_ids = self.contact_ids.filtered(
            lambda contact: contact.commercial_partner_id == self.commercial_partner_id
        )

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create([self._without_engine_fields(vals) for vals in vals_list])
        visits._assign_plan()
        visits.filtered("is_planned")._sync_event()
        return visits

    def write(self, vals):
        self._check_engine_fields(vals)
        self._check_settled(vals)
        result = super().write(vals)
        if {"company_id", "user_id"} & vals.keys():
            # the host checks rules before a write: nobody hands over out of his scope
            self.check_access("write")
        if {"company_id", "user_id", "date_start"} & vals.keys():
            self._assign_plan()
        if {"name", "partner_id", "state"} & vals.keys() | SETTLED & vals.keys():
            self._sync_event()
        return result

    def unlink(self):
        # sudo: the meeting is the visit's own, and who may delete the one may the other
        events = self.filtered(lambda visit: visit.state != "done").event_id.sudo()
        result = super().unlink()
        events.exists().unlink()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_took_place(self):
        took_place = self.filtered(lambda visit: visit.state in ("on_site", "done"))
        if took_place and not self.env.user.has_group("crm_customer.group_customer_manager"):
            raise UserError(
                self.env._(
                    "%(visit)s took place and stays. A manager can delete it.",
                    visit=took_place[0].display_name,
                )
            )

    @api.model
    def _check_engine_fields(self, vals):
        """:raise AccessError: a user writes what only checking in and out may say"""
        names = engine_fields(self) & vals.keys()
        if names and not self.env.su:
            raise AccessError(
                self.env._(
                    "Only checking in and out may write: %(fields)s.",
                    fields=", ".join(sorted(names)),
                )
            )

    @api.model
    def _without_engine_fields(self, vals):
        """Return ``vals`` with our own defaults, so that no default of a call's context wins."""
        self._check_engine_fields(vals)
        if self.env.su:
            return vals
        names = {name for name in engine_fields(self) if not self._fields[name].compute}
        return vals | engine_defaults(self, names)

    def _check_settled(self, vals):
        """:raise UserError: when, where or by whom a visit was is changed afterwards"""
        if self.env.su or not SETTLED & vals.keys():
            return
        for visit in self.filtered(lambda visit: visit.state != "planned"):
            raise UserError(
                self.env._(
                    "%(visit)s is not planned any more and cannot be moved. Plan a new one.",
                    visit=visit.display_name,
                )
            )

    def _assign_plan(self):
        """Put each visit into the plan of its visitor's week, where there is one."""
        plans = self.env["crm.visit.plan"].sudo()._get_plans(self)
        for visit in self.sudo():
            key = (visit.user_id.id, visit.company_id.id, get_monday(visit.date))
            plan = plans.get(key, visit.plan_id.browse())
            if visit.plan_id != plan:
                visit.plan_id = plan

    # ending otherwise
    def action_close(self):
        """Ask why the visit is cancelled or was missed."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Visit Does Not Take Place"),
            "res_model": "crm.visit.close",
            "view_mode": "form",
            "target": "new",
            "context": {"default_visit_ids": [Command.set(self.ids)]},
        }

    def _close(self, state, reason, note=False):
        """End planned visits without their taking place.

        :param state: ``missed`` or ``cancelled``
        :raise UserError: a visit began already
        """
        self.check_access("write")
        for visit in self.filtered(lambda visit: visit.state in ("on_site", "done")):
            raise UserError(self.env._("%(visit)s took place.", visit=visit.display_name))
        # sudo: writing the state is this method's right, the user's was checked above
        self.sudo().write({"state": state, "reason": reason, "reason_note": note})

    def action_reopen(self):
        """Plan a cancelled or missed visit again, on the day where it stood."""
        self.check_access("write")
        closed = self.filtered(lambda visit: visit.state in ("missed", "cancelled"))
        # sudo: writing the state is this method's right, the user's was checked above
        closed.sudo().write({"state": "planned", "reason": False, "reason_note": False})

    def action_open_customer(self):
        return self.partner_id._get_records_action()

    def action_open_event(self):
        return self.event_id._get_records_action()

    def action_open_interaction(self):
        return self.interaction_id._get_records_action()


def get_monday(day):
    """Return the Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())
