from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.crm_customer.tools.consent import ALLOWING, GONE

from ...tools.campaign.holdout import held_out
from .utm_campaign import ALL, CHANNELS, OWN

PURPOSE = "marketing"
# by which field of the contact a channel reaches it
ADDRESSES = {"email": "email_normalized", "sms": "phone_sanitized", "phone": "phone_sanitized"}
# what the audience was drawn by
DRAWN_BY = {"crm_segment_ids", "crm_channel", "crm_holdout_percent"}


class UtmCampaign(models.Model):
    """For whom a campaign is: segments, frozen once, less who may not be addressed."""

    _inherit = "utm.campaign"

    crm_segment_ids = fields.Many2many(
        "crm.customer.segment",
        "crm_sales_campaign_segment_rel",
        "campaign_id",
        "segment_id",
        "Segments",
        groups=OWN,
        help="Who is in one of them when the audience is frozen.",
    )
    crm_channel = fields.Selection(
        CHANNELS,
        "Channel",
        groups=OWN,
        help="Who may not be addressed by it, or has no address for it, is kept out.",
    )
    crm_holdout_percent = fields.Float(
        "Held Out (%)",
        groups=OWN,
        digits=(5, 2),
        help="So many of the audience, drawn at random, receive nothing: what they do tells "
        "what the campaign has added.",
    )
    crm_date_frozen = fields.Datetime(
        "Audience Frozen On", readonly=True, copy=False, groups=OWN
    )
    crm_date_sent = fields.Datetime(
        "First Sent On", readonly=True, copy=False, groups=OWN
    )
    crm_member_ids = fields.One2many(
        "crm.sales.campaign.member", "campaign_id", "Audience", groups=ALL
    )
    crm_segment_size = fields.Integer(
        "Now in the Segments", compute="_compute_crm_segment_size", groups=ALL
    )
    crm_treated_count = fields.Integer("Addressed", compute="_compute_crm_members", groups=ALL)
    crm_held_out_count = fields.Integer("Held Out", compute="_compute_crm_members", groups=ALL)
    crm_left_count = fields.Integer("Left", compute="_compute_crm_members", groups=ALL)
    crm_kept_out_count = fields.Integer("Kept Out", compute="_compute_crm_members", groups=ALL)
    crm_kept_out_note = fields.Char("Why Kept Out", compute="_compute_crm_members", groups=ALL)

    _crm_holdout_range = models.Constraint(
        "CHECK(crm_holdout_percent BETWEEN 0 AND 50)",
        "At most half of the audience is held out.",
    )

    @api.depends("crm_segment_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_crm_segment_size(self):
        for campaign in self:
            company = campaign.company_id or self.env.company
            groups = self.env["crm.customer.segment.member"]._read_group(
                Domain("segment_id", "in", campaign.crm_segment_ids.ids)
                & Domain("company_id", "=", company.id)
                & Domain("date_to", "=", False),
                [],
                ["partner_id:count_distinct"],
            )
            campaign.crm_segment_size = groups[0][0]

    @api.depends("crm_member_ids.active", "crm_date_frozen")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_crm_members(self):
        members = self.env["crm.sales.campaign.member"].with_context(active_test=False)
        labels = dict(members._fields["reason"]._description_selection(self.env))
        found = {}
        for campaign, active, held, left, reason, count in members._read_group(
            [("campaign_id", "in", self.ids)],
            ["campaign_id", "active", "is_held_out", "is_left", "reason"],
            ["__count"],
        ):
            counts, why = found.setdefault(campaign.id, (Counter(), Counter()))
            if not active and not left:
                counts["kept"] += count
                why[labels.get(reason, "")] += count
            elif not active:
                counts["left"] += count
            else:
                counts["held" if held else "treated"] += count
        for campaign in self:
            counts, why = found.get(campaign._origin.id, (Counter(), Counter()))
            campaign.crm_treated_count = counts["treated"]
            campaign.crm_held_out_count = counts["held"]
            campaign.crm_left_count = counts["left"]
            campaign.crm_kept_out_count = counts["kept"]
            texts = [f"{label} {count}" for label, count in why.most_common()]
            campaign.crm_kept_out_note = ", ".join(texts)

    @api.model
    def _crm_plan_fields(self):
        return super()._crm_plan_fields() | DRAWN_BY

    def write(self, vals):
        if DRAWN_BY & vals.keys() and not self.env.su:
            for campaign in self.sudo().filtered("crm_date_frozen"):
                raise UserError(
                    self.env._(
                        "The audience of %(campaign)s is frozen: segments, channel and the share "
                        "held out stay as they are.",
                        campaign=campaign.title,
                    )
                )
        return super().write(vals)

    # freezing
    def action_crm_freeze(self):
        """Freeze who is in the segments now, less who may not be addressed.

        :raise UserError: it was frozen, is not approved, or has no segment or nobody in it
        """
        self.ensure_one()
        self._crm_check_planner()
        self._crm_freeze()

    def _crm_freeze(self):
        """Write down the audience, once, whoever else tries at the same moment."""
        self.ensure_one()
        self._crm_check_state(
            ("approved", "running"),
            self.env._("%(name)s is not approved: its audience is not frozen.", name=self.title),
        )
        # one freezes at a time: who comes second sees what the first has done
        self.lock_for_update()
        self.invalidate_recordset(["crm_date_frozen"])
        if self.crm_date_frozen:
            raise UserError(
                self.env._("The audience of %(name)s is frozen already.", name=self.title)
            )
        partners = self._crm_get_candidates()
        verdicts = self._crm_get_verdicts(partners)
        allowed = [one for one in partners.ids if verdicts.get(one) in ALLOWING]
        held = held_out(allowed, self.crm_holdout_percent, f"campaign {self.id}")
        self._crm_insert_members(partners.ids, verdicts, held)
        # sudo: sealed; the caller has checked
        self.sudo().crm_date_frozen = fields.Datetime.now()
        self._message_log(
            body=self.env._(
                "Audience frozen: %(treated)s to be addressed, %(held)s held out, %(kept)s kept "
                "out.",
                treated=len(allowed) - len(held),
                held=len(held),
                kept=len(partners) - len(allowed),
            )
        )

    def _crm_get_candidates(self):
        """Return the customers in the segments now, whom the user may see.

        :raise UserError: there are none
        """
        if not self.crm_segment_ids or not self.crm_channel:
            raise UserError(self.env._("Choose the segments and the channel first."))
        company = self.company_id or self.env.company
        segments = self.crm_segment_ids.with_company(company)
        members = segments._members_on().filtered(lambda member: member.company_id == company)
        partners = members.partner_id.sorted("id")
        if not partners:
            raise UserError(
                self.env._(
                    "Nobody is in the segments: %(segments)s",
                    segments=", ".join(self.crm_segment_ids.mapped("name")),
                )
            )
        return partners

    def _crm_get_verdicts(self, partners):
        """Return ``{partner id: word}``: whether each may be addressed now, and why not."""
        consents = self.env["crm.consent"].with_company(self.company_id or self.env.company)
        purpose = consents.env["crm.consent.purpose"]._by_code(PURPOSE)
        verdicts = {
            partner_id: word
            for partner_id, _purpose, _channel, word in consents._verdicts(
                partners, (self.crm_channel,), purpose
            )
        }
        address = ADDRESSES.get(self.crm_channel)
        if address:
            # sudo: whether there is an address, not which
            for partner in partners.sudo():
                if verdicts.get(partner.id) in ALLOWING and not partner[address]:
                    verdicts[partner.id] = "no_address"
        return verdicts

    def _crm_insert_members(self, ids, verdicts, held):
        members = self.env["crm.sales.campaign.member"]
        reasons = [
            None if verdicts.get(one) in ALLOWING else verdicts.get(one, GONE) for one in ids
        ]
        self.env.execute_query(
            SQL(
                """
                INSERT INTO crm_sales_campaign_member (
                       campaign_id, company_id, partner_id, date_frozen, is_held_out,
                       active, is_left, reason)
                SELECT %(campaign)s, %(company)s, row.id, %(now)s, row.is_held_out,
                       row.reason IS NULL, FALSE, row.reason
                  FROM unnest(%(ids)s::int[], %(held)s::bool[], %(reasons)s::varchar[])
                       AS row(id, is_held_out, reason)
                RETURNING id
                """,
                campaign=self.id,
                company=(self.company_id or self.env.company).id,
                now=fields.Datetime.now(),
                ids=ids,
                held=[one in held for one in ids],
                reasons=reasons,
            )
        )
        members.invalidate_model(flush=False)
        self.invalidate_recordset(["crm_member_ids"], flush=False)

    # withdrawing
    def _crm_release_withdrawn(self):
        """Let members go who may not be addressed any more; return how many went."""
        # sudo: members are written by the system alone
        members = self.env["crm.sales.campaign.member"].sudo()
        count = 0
        for campaign in self.sudo().filtered("crm_date_frozen"):
            present = members.search([("campaign_id", "=", campaign.id)])
            verdicts = campaign._crm_get_verdicts(present.partner_id)
            gone = present.filtered(
                lambda member, verdicts=verdicts: (
                    verdicts.get(member.partner_id.id, GONE) not in ALLOWING
                )
            )
            for reason, left in gone.grouped(
                lambda member, verdicts=verdicts: verdicts.get(member.partner_id.id, GONE)
            ).items():
                left.write(
                    {
                        "active": False,
                        "is_left": True,
                        "date_left": fields.Datetime.now(),
                        "reason": reason,
                    }
                )
            count += len(gone)
        return count

    @api.model
    def _cron_crm_release_withdrawn(self):
        """Every night: who has withdrawn leaves the audiences of campaigns that go on."""
        campaigns = self.search(
            [("crm_date_frozen", "!=", False), ("crm_state", "in", ("approved", "running"))]
        )
        left = len(campaigns)
        for campaign in campaigns:
            campaign._crm_release_withdrawn()
            left -= 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=left):
                return

    # opening
    def _crm_action_members(self, domain, name):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_campaign_member_action"
        )
        domain = Domain("campaign_id", "=", self.id) & Domain(domain)
        context = {"active_test": False}
        return action | {"domain": list(domain), "context": context, "name": name, "path": False}

    def action_crm_view_treated(self):
        """Open who is addressed by the campaign."""
        self.ensure_one()
        domain = [("active", "=", True), ("is_held_out", "=", False)]
        return self._crm_action_members(domain, self.env._("Addressed"))

    def action_crm_view_held_out(self):
        """Open who is held out."""
        self.ensure_one()
        domain = [("active", "=", True), ("is_held_out", "=", True)]
        return self._crm_action_members(domain, self.env._("Held Out"))

    def action_crm_view_kept_out(self):
        """Open who was kept out, and why."""
        self.ensure_one()
        domain = [("active", "=", False), ("is_left", "=", False)]
        return self._crm_action_members(domain, self.env._("Kept Out"))

    def action_crm_view_left(self):
        """Open who left after the audience was frozen."""
        self.ensure_one()
        return self._crm_action_members([("is_left", "=", True)], self.env._("Left"))
