from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.kpi.smart import BEST_SHARE, Goal, check, percentile


class CrmKpiGoal(models.Model):
    """Hints that make a goal SMART."""

    _inherit = "crm.kpi.goal"

    smart_hints = fields.Html("SMART Check", compute="_compute_smart", sanitize=False)
    is_smart = fields.Boolean("SMART", compute="_compute_smart")

    @api.depends(
        *("name", "kpi_id", "target", "baseline", "has_baseline"),
        *("date_stop", "user_id", "history"),
    )
    def _compute_smart(self):
        for goal in self:
            hints = check(goal._prepare_smart())
            goal.is_smart = all(fine for _code, fine in hints)
            texts = goal._get_hint_texts()
            goal.smart_hints = Markup("").join(
                goal._render_hint(*texts[code], fine) for code, fine in hints
            )

    def _prepare_smart(self):
        return Goal(
            name=self.name or "",
            has_measure=bool(self.kpi_id),
            target=self.target,
            baseline=self.baseline if self.has_baseline else None,
            more=self.direction != "less",
            date_stop=self.date_stop,
            has_owner=bool(self.user_id),
            history=tuple(self.history or ()),
        )

    def _render_hint(self, fine_text, hint, fine):
        icon = "fa-check text-success" if fine else "fa-exclamation-triangle text-warning"
        return Markup("<div><i class='fa fa-fw {}'></i> {}</div>").format(
            icon, fine_text if fine else hint
        )

    def _get_hint_texts(self):
        """Return ``{code: (what is said when it is fine, what to do when it is not)}``."""
        return {
            "specific": (
                self.env._("The name says what."),
                self.env._("Say in the name what shall be reached, not only that it be better."),
            ),
            "measured": (self.env._("A KPI measures it."), self.env._("Choose a KPI.")),
            "baseline": (
                self.env._("It is known where it starts."),
                self.env._("Enter a baseline, or take that of the last period."),
            ),
            "ambitious": (
                self.env._("The target is better than the baseline."),
                self.env._("The target is no better than the baseline."),
            ),
            "achievable": (self.env._("It can be done."), self._get_best_text()),
            "dated": (self.env._("It has an end."), self.env._("Enter when it ends.")),
            "owned": (self.env._("Somebody answers for it."), self.env._("Choose an owner.")),
        }

    def _get_best_text(self):
        if not self.history:
            return ""
        more = self.direction != "less"
        best = percentile(self.history, BEST_SHARE if more else 1 - BEST_SHARE)
        return self.env._(
            "Nine of ten periods before did not come to %(best)s: is the target within reach?",
            best=self._format(best),
        )

    def action_take_baseline(self):
        """Take the figure of the last period as the baseline.

        :raise UserError: there is none
        """
        self.ensure_one()
        if not self.history:
            raise UserError(
                self.env._("There is no figure of earlier periods. Enter the baseline by hand.")
            )
        self.write({"baseline": self.history[-1], "has_baseline": True})
