from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ...tools.geo import Position, PositionError, distance, is_known, judge, read_position

REPORT = ("name", "note", "outcome_id", "sentiment", "next_step", "next_step_date")


class CrmVisit(models.Model):
    """Checking in and out, by the visitor alone, at the time of the server."""

    _inherit = "crm.visit"

    def action_check(self):
        """Open the screen on which the visitor checks in, or out."""
        self.ensure_one()
        return self._get_screen_action(visit_id=self.id)

    @api.model
    def _get_screen_action(self, **params):
        return {
            "type": "ir.actions.client",
            "tag": "crm_visit_check_in",
            "name": self.env._("Visit"),
            "target": "new",
            "params": params,
        }

    @api.model
    def check_in(self, visit_id=False, partner_id=False, position=None, reason=None, keep=False):
        """Say that the user is at the customer now.

        :param visit_id: a planned visit of the user's own; without it ``partner_id`` is
            visited, as planned for today or else unplanned
        :param position: ``{latitude, longitude, accuracy}`` as the browser gives it
        :param reason: why there is no position
        :param keep: take the position as that of the customer's address, which has none
        :return: what the screen shows
        :raise UserError: it is another one's visit, or ended, or the user is elsewhere
        """
        visit = self._get_own(visit_id, partner_id)
        if visit.state == "on_site":  # pressed twice
            return visit._get_screen()
        visit._check_can_check_in()
        if not visit:
            visit = self._create_unplanned(partner_id)
        values = {"state": "on_site", "date_check_in": fields.Datetime.now()}
        place = visit._read_position(position, reason)
        if place and keep:
            visit._keep_position(place)
        # sudo: writing the state is this method's right; it is the user's own visit
        visit.sudo().write(values | visit._judge_position(place, reason))
        # now, so that of two at once the second waits here, and then finds the first
        visit.flush_recordset()
        if place:
            visit._store_position(place)
        visit._start_interaction()
        return visit._get_screen()

    @api.model
    def _get_own(self, visit_id, partner_id):
        """Return the user's own visit, planned for today when only the customer is known."""
        if visit_id:
            visit = self.browse(visit_id).exists()
            if not visit:
                raise UserError(self.env._("This visit was deleted."))
        else:
            visit = self._find_own_of(self.env["res.partner"].browse(partner_id))
        visit.check_access("write")
        for stranger in visit.filtered(lambda visit: visit.user_id != self.env.user):
            raise UserError(
                self.env._(
                    "This is a visit of %(visitor)s, who alone can check in and out.",
                    visitor=stranger.user_id.name,
                )
            )
        return visit

    @api.model
    def _find_own_of(self, partner):
        """Return the user's visit of ``partner`` that goes on, or is planned for today."""
        partner.check_access("read")
        today = self.new({})._get_day(fields.Datetime.now())
        places = partner | partner.commercial_partner_id
        mine = [("user_id", "=", self.env.uid), ("partner_id", "in", places.ids)]
        on_site = self.search([*mine, ("state", "=", "on_site")], limit=1)
        planned = [*mine, ("state", "=", "planned"), ("date", "=", today)]
        return on_site or self.search(planned, order="date_start", limit=1)

    def _check_can_check_in(self):
        elsewhere = self._get_on_site()
        if elsewhere:
            raise UserError(
                self.env._(
                    "You are on site at %(customer)s: check out there first.",
                    customer=elsewhere.partner_id.display_name,
                )
            )
        if self and self.state != "planned":
            raise UserError(
                self.env._("%(visit)s is not planned any more.", visit=self.display_name)
            )

    @api.model
    def _get_on_site(self):
        """Return the visit at which the user is now.

        sudo: it may be in a company that is not switched on; it is the user's own.
        """
        own = [("user_id", "=", self.env.uid), ("state", "=", "on_site")]
        return self.sudo().search(own, limit=1)

    @api.model
    def _create_unplanned(self, partner_id):
        partner = self.env["res.partner"].browse(partner_id).exists()
        if not partner:
            raise UserError(self.env._("Choose the customer whom you visit."))
        values = {
            "partner_id": partner.commercial_partner_id.id,
            "contact_ids": (partner - partner.commercial_partner_id).ids,
            "company_id": self._get_company(partner).id,
            "date_start": fields.Datetime.now(),
        }
        visit = self.new(values | {"user_id": self.env.uid})
        visit.check_access("create")
        # sudo: only we say that a visit was not planned; the user may create an own one
        unplanned = self.sudo().create(values | {"user_id": self.env.uid, "is_planned": False})
        return unplanned.sudo(False)

    @api.model
    def _get_company(self, partner):
        """Return the company that visits: a branch has customers of the one above it."""
        return partner.company_id & self.env.companies or self.env.company

    # positions
    def _read_position(self, position, reason):
        """Return the :class:`Position`, or None.

        :raise UserError: the position is none, or there is neither a position nor a reason
        """
        self.ensure_one()
        if not self.company_id.crm_visit_position:
            return None
        if not position:
            if not (reason or "").strip():
                raise UserError(self.env._("Say why you check in without a position."))
            return None
        try:
            return read_position(position)
        except PositionError as error:
            raise UserError(
                self.env._("The browser sent a position that cannot be: locate again.")
            ) from error

    def _get_address_position(self):
        """Return the position of the customer's address, or None."""
        customer = self.partner_id
        if not is_known(customer.partner_latitude, customer.partner_longitude):
            return None
        return Position(customer.partner_latitude, customer.partner_longitude)

    def _judge_position(self, place, reason):
        """Return the values that say what the position means."""
        if not self.company_id.crm_visit_position:
            return {"position_state": "off"}
        if not place:
            return {"position_state": "none", "position_reason": reason.strip()}
        address = self._get_address_position()
        if not address:
            return {"position_state": "no_address"}
        limit = self.company_id.crm_visit_away_distance
        return {"position_state": judge(distance(place, address), place.accuracy, limit)}

    def _store_position(self, place):
        address = self._get_address_position()
        # sudo: nobody writes positions but this; it is the user's own check-in
        self.env["crm.visit.position"].sudo().create(
            {
                "visit_id": self.id,
                "user_id": self.user_id.id,
                "company_id": self.company_id.id,
                "date": self.date_check_in,
                "latitude": place.latitude,
                "longitude": place.longitude,
                "accuracy": round(place.accuracy),
                "distance": round(distance(place, address)) if address else 0,
                "has_distance": bool(address),
            }
        )

    def _keep_position(self, place):
        """Give the customer's address the position, unless it has one; as the user."""
        if not self._get_address_position():
            self.partner_id.write(
                {
                    "partner_latitude": place.latitude,
                    "partner_longitude": place.longitude,
                }
            )

    # what happened
    def _start_interaction(self):
        """Record that the customer is visited; the meeting may be recorded already."""
        self.ensure_one()
        known = self.event_id.crm_interaction_ids.filtered(
            lambda interaction: interaction.company_id == self.company_id
        )
        interaction = known or self.env["crm.customer.interaction"].create(
            self._prepare_interaction_values()
        )
        # sudo: the link is ours to write; it is the user's own visit
        self.sudo().interaction_id = interaction

    def _prepare_interaction_values(self):
        customer = self.commercial_partner_id
        people = self.contact_ids
        if not self.partner_id.is_company:
            people |= self.partner_id - customer
        return {
            "partner_id": customer.id,
            "contact_ids": people.ids,
            "user_id": self.user_id.id,
            "company_id": self.company_id.id,
            "kind": "visit",
            "name": self.name,
            "date": self.date_check_in or self.date_start,
            "event_id": self.event_id.id,
        }

    @api.model
    def save_report(self, visit_id, report):
        """Write down what is said while the visit goes on.

        :param report: values of the interaction; ``note`` is plain text
        """
        visit = self._get_own(visit_id, False)
        if visit.state not in ("on_site", "done"):
            raise UserError(self.env._("Check in first: nothing happened yet."))
        if not visit.interaction_id:  # it was deleted
            visit._start_interaction()
        values = {name: value for name, value in report.items() if name in REPORT}
        if "note" in values:
            values["note"] = values["note"] and plaintext2html(values["note"])
        visit.interaction_id.write(values)
        return visit._get_screen()

    @api.model
    def check_out(self, visit_id, report=None):
        """Say that the user leaves now; ``report`` as in :meth:`save_report`."""
        visit = self._get_own(visit_id, False)
        if visit.state == "done":  # pressed twice
            return visit._get_screen()
        self.save_report(visit_id, report or {})
        # sudo: writing the state is this method's right; it is the user's own visit
        visit.sudo().write({"state": "done", "date_check_out": fields.Datetime.now()})
        visit.interaction_id.duration = visit.duration
        return visit._get_screen()

    def action_log_done(self):
        """Open the dialog that records a visit which took place without a check-in."""
        self.ensure_one()
        self.check_access("write")
        values = self._prepare_interaction_values()
        defaults = {f"default_{name}": value for name, value in values.items()}
        date = fields.Datetime.to_string(min(values["date"], fields.Datetime.now()))
        more = {
            "default_date": date,
            "default_duration": self.duration_planned,
        }
        return self.env["crm.customer.interaction"]._action_log(**(defaults | more))
