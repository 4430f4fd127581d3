from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from .utm_campaign import ALL, OWN

ROW = Markup(
    "<tr><td>{label}</td><td class='text-end'>{treated}</td><td class='text-end'>{held_out}</td>"
    "<td class='text-end'>{difference}</td><td class='text-end'>{interval}</td><td>{verdict}</td>"
    "</tr>"
)


class UtmCampaign(models.Model):
    """What the screen of a plan shows, and which step is next."""

    _inherit = "utm.campaign"

    crm_is_draft = fields.Boolean(compute="_compute_crm_steps", groups=OWN)
    crm_can_freeze = fields.Boolean(compute="_compute_crm_steps", groups=OWN)
    crm_can_start = fields.Boolean(compute="_compute_crm_steps", groups=OWN)
    crm_can_finish = fields.Boolean(compute="_compute_crm_steps", groups=OWN)
    crm_can_send = fields.Boolean(compute="_compute_crm_steps", groups=OWN)
    crm_uplift_html = fields.Html(
        "Compared", compute="_compute_crm_uplift_html", groups=ALL, sanitize=False
    )

    @api.depends("crm_state", "crm_date_frozen", "crm_segment_ids")
    @api.depends_context("uid")
    def _compute_crm_steps(self):
        is_planner = self._crm_is_planner()
        for campaign in self:
            state, is_frozen = campaign.crm_state, bool(campaign.crm_date_frozen)
            is_open = is_planner and state in ("approved", "running")
            campaign.crm_is_draft = state in (False, "draft")
            campaign.crm_can_freeze = (
                is_open and not is_frozen and bool(campaign.crm_segment_ids)
            )
            is_ready = not campaign.crm_can_freeze
            campaign.crm_can_start = is_planner and state == "approved" and is_ready
            campaign.crm_can_finish = is_planner and state == "running" and is_ready
            campaign.crm_can_send = is_open and is_frozen and campaign.crm_channel == "email"

    @api.depends("crm_uplift_table")
    @api.depends_context("uid", "lang")
    def _compute_crm_uplift_html(self):
        for campaign in self:
            lines = campaign.crm_uplift_table or []
            campaign.crm_uplift_html = campaign._crm_write_table(lines) if lines else False

    def _crm_write_table(self, lines):
        """Return the comparison as a table; all texts are escaped."""
        # pylint: disable=prefer-env-translation
        _ = self.env._
        heads = (
            _("Per Member"),
            _("Addressed (%(count)s)", count=lines[0]["treated_count"]),
            _("Held Out (%(count)s)", count=lines[0]["held_out_count"]),
            _("Difference"),
            _("95 % Interval"),
            "",
        )
        head = Markup("").join(
            Markup("<th class='{0}'>{1}</th>").format("text-end" if place else "", text)
            for place, text in enumerate(heads)
        )
        rows = Markup("").join(self._crm_write_row(line) for line in lines)
        return Markup(
            "<table class='table table-sm'><thead><tr>{0}</tr></thead><tbody>{1}</tbody></table>"
        ).format(head, rows)

    def _crm_write_row(self, line):
        _ = self.env._
        if not line["is_enough"]:
            return ROW.format(
                **line, difference="", interval="", verdict=_("Too few members")
            )
        shown = _("More") if line["is_good"] else _("Less")
        return ROW.format(
            **line,
            interval=_("%(low)s to %(high)s", low=line["low"], high=line["high"]),
            verdict=shown if line["is_shown"] else _("No effect shown"),
        )

    def action_crm_write_mailing(self):
        """Open a new mailing to the members of the audience.

        :raise UserError: the audience is not frozen
        """
        self.ensure_one()
        self.check_access("read")
        if not self.crm_date_frozen:
            raise UserError(self.env._("Freeze the audience first."))
        action = self.env["ir.actions.act_window"]._for_xml_id("mass_mailing.mailing_mailing_action_mail")
        partners = self.env["ir.model"]._get("res.partner")
        members = [("campaign_id", "=", self.id), ("is_held_out", "=", False)]
        return action | {
            "views": [(False, "form")],
            "view_mode": "form",
            "target": "current",
            "context": {
                "default_mailing_type": "mail",
                "default_campaign_id": self.id,
                "default_mailing_model_id": partners.id,
                "default_mailing_domain": repr([("crm_campaign_member_ids", "any", members)]),
                "default_subject": self.title,
            },
        }
