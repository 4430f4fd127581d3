from odoo import fields, models

from odoo.addons.crm_customer.tools.kpi.progress import REACHED


class CrmKpiGoal(models.Model):
    """Grants a badge to the person of a goal that ends as achieved, once."""

    _inherit = "crm.kpi.goal"

    badge_id = fields.Many2one(
        "gamification.badge",
        ondelete="set null",
        help="Granted when the person achieves the goal; empty: the badge of the KPI.",
    )
    is_rewarded = fields.Boolean("Badge Granted", readonly=True, copy=False)

    @property
    def _sealed_fields(self):
        return super()._sealed_fields | {"is_rewarded"}

    def _take_snapshots(self, day=None):
        result = super()._take_snapshots(day)
        self._grant_badges()
        return result

    def _grant_badges(self):
        """Grant the badges of goals whose last snapshot says that they were achieved."""
        # sudo: the snapshot grants, whoever may grant the badge by hand
        for goal in self.sudo():
            badge = goal.badge_id or goal.kpi_id.badge_id
            if badge.active and goal._is_to_reward():
                goal.is_rewarded = True
                grant = self.env["gamification.badge.user"].sudo()
                grant.create(goal._prepare_grant(badge))._send_badge()

    def _is_to_reward(self):
        """Whether a person achieved this goal and has nothing for it yet."""
        return (
            self.is_closed
            and not self.is_rewarded
            and self.status == REACHED
            and self.breakdown == "user"
            and self.user_id.active
        )

    def _prepare_grant(self, badge):
        localised = self.with_context(lang=self.user_id.lang)
        comment = localised.env._(
            "%(goal)s: %(value)s of %(target)s",
            goal=self.name,
            value=localised._format(self.value),
            target=localised._format(self.target),
        )
        return {"user_id": self.user_id.id, "badge_id": badge.id, "comment": comment}
