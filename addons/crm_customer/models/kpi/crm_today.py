from odoo import api, models
from odoo.fields import Domain

from ...tools.kpi.progress import AT_RISK, MISSED

ALL_GOALS = "crm_customer.crm_kpi_goal_action"
# so long a goal that was not reached stays on the page
MISSED_DAYS = 7
LEADER = "crm_customer.group_customer_team"


class CrmToday(models.AbstractModel):
    """Goals in danger: the own ones, and for who leads those of the others."""

    _inherit = "crm.today"

    def _today_blocks(self):
        return [
            *super()._today_blocks(),
            self._today_block(
                "goals",
                self.env._("My Goals in Danger"),
                "red",
                20,
                "fa-line-chart",
                model="crm.kpi.goal",
            ),
            self._today_block(
                "team_goals",
                self.env._("Goals of the Team in Danger"),
                "red",
                15,
                "fa-line-chart",
                model="crm.kpi.goal",
                groups=LEADER,
            ),
        ]

    @api.model
    def _today_shown_elsewhere(self):
        kind = self.env.ref("crm_customer.mail_activity_type_kpi", raise_if_not_found=False)
        own = Domain("activity_type_id", "in", kind.ids) if kind else Domain.FALSE
        return super()._today_shown_elsewhere() | own

    def _today_goals(self):
        """The own goals; those of the led team too for who has no block of the team."""
        domain = Domain("user_id", "=", self.env.uid)
        if not self.env.user.has_group(LEADER):
            domain |= Domain("team_id.user_id", "=", self.env.uid)
            domain |= Domain("breakdown", "=", "user") & Domain(
                "user_id.sale_team_id.user_id", "=", self.env.uid
            )
        return self._get_goals(domain)

    def _today_team_goals(self):
        return self._get_goals(self._get_goals_of_others())

    def _get_goals_of_others(self):
        others = Domain("user_id", "!=", self.env.uid)
        if self.env.user.has_group("crm_customer.group_customer_all"):
            return others & Domain("company_id", "in", self.env.companies.ids)
        # sudo: who leads which team is no secret among colleagues
        led = self.env["crm.team"].sudo().search([("user_id", "=", self.env.uid)])
        people = Domain("breakdown", "=", "user") & Domain(
            "user_id", "in", self._get_team_members().ids
        )
        return others & (people | Domain("team_id", "in", led.ids))

    def _get_goals(self, domain):
        today = self._get_day()
        is_new = Domain("date_stop", ">=", self._get_day(-MISSED_DAYS))
        in_danger = Domain("status", "=", AT_RISK) & Domain("date_stop", ">=", today)
        in_danger |= Domain("status", "=", MISSED) & is_new
        return self._today_search(
            "crm.kpi.goal", domain & in_danger, "date_stop, id", self._prepare_goal, ALL_GOALS
        )

    def _prepare_goal(self, goal):
        words = dict(goal._fields["status"]._description_selection(self.env))
        figures = self.env._(
            "%(value)s of %(target)s", value=goal.value_text, target=goal.target_text
        )
        return {
            "title": goal.name,
            "subtitle": figures,
            "date": goal.date_stop,
            "state": "late" if goal.status == MISSED else "",
            "badge": words[goal.status],
            "icon": "fa-line-chart",
        }
