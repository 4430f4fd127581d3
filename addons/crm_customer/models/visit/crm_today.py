from odoo import fields, models
from odoo.fields import Domain


class CrmToday(models.AbstractModel):
    _inherit = "crm.today"

    def _today_blocks(self):
        block = self._today_block(
            "visits", self.env._("Visits Today"), "due", 20, "fa-map-marker", model="crm.visit"
        )
        return [*super()._today_blocks(), block]

    def _today_visits(self):
        """Where the user is now, and whom he has still to visit today."""
        planned = Domain("state", "=", "planned") & Domain("date", "=", self._get_day())
        domain = Domain("user_id", "=", self.env.uid)
        domain &= Domain("state", "=", "on_site") | planned
        # "on_site" comes before "planned"
        return self._today_search(
            "crm.visit",
            domain,
            "state, date_start, id",
            self._prepare_visit,
            "crm_customer.crm_visit_action_today",
        )

    def _prepare_visit(self, visit):
        is_here = visit.state == "on_site"
        is_late = not is_here and visit.date_stop < fields.Datetime.now()
        label = self.env._("Report and Check Out") if is_here else self.env._("Check In")
        return {
            "title": visit.partner_id.display_name,
            "subtitle": " · ".join(filter(None, (visit.name, visit.city, visit.district))),
            "date": visit.date_check_in if is_here else visit.date_start,
            "state": "late" if is_late else "today",
            "badge": dict(visit._fields["state"]._description_selection(self.env))[visit.state],
            "icon": "fa-map-marker",
            "phone": self._today_phone(visit.partner_id),
            "acts": [
                self._today_act(
                    "check_in" if not is_here else "check_out",
                    label,
                    "fa-sign-out" if is_here else "fa-sign-in",
                    method="action_check",
                )
            ],
        }
