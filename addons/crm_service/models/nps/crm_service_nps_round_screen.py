from odoo import api, fields, models

from .crm_service_invitation_mixin import ANSWERED, ASKED, PLANNED, SKIPPED


class CrmServiceNpsRound(models.Model):
    """How far a round is, and what came of it: of the answers that the reader may see."""

    _inherit = "crm.service.nps.round"

    planned_count = fields.Integer("To Be Asked", compute="_compute_counts")
    asked_count = fields.Integer("Asked", compute="_compute_counts")
    answered_count = fields.Integer("Answers", compute="_compute_counts")
    skipped_count = fields.Integer("Not Asked", compute="_compute_counts")
    progress = fields.Float(compute="_compute_counts", help="Of the mails to be sent, in percent.")
    response_rate = fields.Float(compute="_compute_result")
    nps = fields.Float("NPS", compute="_compute_result", digits=(5, 1))
    nps_low = fields.Float("NPS At Least", compute="_compute_result", digits=(5, 1))
    nps_high = fields.Float("NPS At Most", compute="_compute_result", digits=(5, 1))

    @api.depends("answer_ids.state", "is_planned")
    def _compute_counts(self):
        groups = self.env["crm.service.nps.answer"]._read_group(
            [("round_id", "in", self.ids)], ["round_id", "state"], ["__count"]
        )
        counts = {(one, state): count for one, state, count in groups}
        for one in self:
            planned, asked, answered, skipped = (
                counts.get((one, state), 0) for state in (PLANNED, ASKED, ANSWERED, SKIPPED)
            )
            one.planned_count, one.skipped_count = planned, skipped
            one.asked_count, one.answered_count = asked + answered, answered
            total = planned + asked + answered + skipped
            one.progress = 100 * (1 - planned / total) if total and one.is_planned else 0

    @api.depends("answer_ids.state")
    def _compute_result(self):
        names = ("response_rate", "nps", "nps_low", "nps_high")
        groups = self.env["crm.service.nps.answer"]._read_group(
            [("round_id", "in", self.ids)], ["round_id"], [f"{name}:avg" for name in names]
        )
        figures = {one: values for one, *values in groups}
        for one in self:
            for name, value in zip(names, figures.get(one, [0] * 4), strict=True):
                one[name] = value or 0

    def action_view_answers(self):
        """Open the answers of the round."""
        return self._open_answers({})

    def action_view_open(self):
        """Open who is not asked, or was not."""
        return self._open_answers({"search_default_skipped": 1, "search_default_planned": 1})

    def _open_answers(self, context):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_nps_answer_action"
        )
        kinds = ("list", "kanban", "pivot", "graph", "form")
        action["views"] = [(False, kind) for kind in kinds]
        return action | {"domain": [("round_id", "=", self.id)], "context": context}
