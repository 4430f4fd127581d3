from odoo import api, fields, models

from odoo.addons.crm_customer.tools.personal_data import ANONYMISE, Holding

from .crm_service_invitation_mixin import ANSWERED

UP, SAME, DOWN = "up", "same", "down"


class ResPartner(models.Model):
    """Whether a customer recommends us."""

    _inherit = "res.partner"

    crm_nps_count = fields.Integer(
        "NPS Answers", compute="_compute_crm_nps", groups="crm_service.group_service_own"
    )
    crm_nps_last = fields.Float(
        "Last NPS Answer",
        compute="_compute_crm_nps",
        digits=(4, 1),
        groups="crm_service.group_service_own",
        help="Of 10: what the contacts of the customer answered last, on average.",
    )
    crm_nps_trend = fields.Selection(
        [(UP, "Rising"), (SAME, "Same"), (DOWN, "Falling")],
        "NPS Trend",
        compute="_compute_crm_nps",
        groups="crm_service.group_service_own",
        help="Against the quarter before in which the customer answered.",
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("uid", "company")
    def _compute_crm_nps(self):
        groups = self.env["crm.service.nps.answer"]._read_group(
            [
                ("commercial_partner_id", "in", self.commercial_partner_id.ids),
                ("state", "=", ANSWERED),
            ],
            ["commercial_partner_id", "quarter:quarter"],
            ["score:avg", "__count"],
            order="quarter:quarter desc",
        )
        figures = {}
        for customer, _quarter, score, count in groups:
            figures.setdefault(customer, []).append((float(score), count))
        for partner in self:
            rows = figures.get(partner.commercial_partner_id, [])
            partner.crm_nps_count = sum(count for _score, count in rows)
            partner.crm_nps_last = rows[0][0] if rows else 0
            partner.crm_nps_trend = self._crm_get_trend([score for score, _count in rows])

    @api.model
    def _crm_get_trend(self, scores):
        if len(scores) < 2:
            return False
        change = round(scores[0] - scores[1], 6)
        return SAME if not change else UP if change > 0 else DOWN

    def action_view_crm_nps(self):
        """Open what the customer was asked, and answered."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_nps_answer_action"
        )
        action["views"] = [(False, "list"), (False, "kanban"), (False, "form")]
        customers = self.commercial_partner_id
        return action | {
            "domain": [("commercial_partner_id", "in", customers.ids)],
            "context": {},
        }

    def _crm_personal_data(self):
        return [*super()._crm_personal_data(), *self._crm_data_invitations()]

    def _crm_data_invitations(self):
        """Return what these people answered to our questions; called in sudo."""
        reason = self.env._("How satisfied somebody was is a figure of the company; the words go.")
        mixin = self.env["crm.service.invitation.mixin"]
        for name in mixin._get_kinds():
            records = self.env[name].search(
                [("partner_id", "in", self.ids), ("date_answered", "!=", False)]
            )
            yield Holding(
                self.env["ir.model"]._get(name).name,
                records,
                ("date_answered", "score", "comment"),
                ANONYMISE,
                reason,
                blank=("comment",),
            )
