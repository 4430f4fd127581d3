from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

GROUP = "crm_sales.group_sales_own"
STATES = [
    ("new", "To Qualify"),
    ("handed", "Handed Over"),
    ("accepted", "Accepted"),
    ("refused", "Refused"),
    ("expired", "Not Answered in Time"),
]
# who qualifies leads and hands them over
MARKETING = "crm_customer.role_marketing,crm_sales.group_sales_manager"
QUEUE = ("new", "refused")
WAITING = ("handed", "expired")


class CrmLead(models.Model):
    """Marketing qualifies a lead and hands it over; sales accepts or refuses it in time."""

    _inherit = "crm.lead"

    crm_handover_state = fields.Selection(
        STATES, "Hand-Over", readonly=True, copy=False, tracking=True
    )
    crm_handover_ids = fields.One2many(
        "crm.sales.lead.handover", "lead_id", "Hand-Overs", readonly=True, groups=GROUP
    )
    crm_handover_deadline = fields.Datetime(
        "Answer Until", compute="_compute_crm_handover", groups=GROUP
    )
    crm_handover_reason = fields.Char("Why Refused", compute="_compute_crm_handover", groups=GROUP)
    crm_can_answer = fields.Boolean("May Answer", compute="_compute_crm_can_answer", groups=GROUP)
    crm_can_hand_over = fields.Boolean(
        "May Hand Over", compute="_compute_crm_can_hand_over", groups=GROUP
    )

    _crm_handover_queue_idx = models.Index(
        "(crm_handover_state, priority DESC, id DESC) WHERE crm_handover_state IS NOT NULL"
    )

    @api.depends("crm_handover_state")
    def _compute_crm_handover(self):
        # sudo: the last step of a lead that is read
        rows = self.env["crm.sales.lead.handover"].sudo().search([("lead_id", "in", self.ids)])
        last = {row.lead_id.id: row for row in rows.sorted(lambda row: (row.date, row.id))}
        for lead in self:
            row = last.get(lead._origin.id, rows.browse())
            lead.crm_handover_deadline = row.is_open and row.date_deadline
            texts = (row.reason_id.name, row.answer_note)
            refused = lead.crm_handover_state == "refused"
            lead.crm_handover_reason = refused and ": ".join(filter(None, texts))

    @api.depends("crm_handover_state", "user_id", "team_id")
    @api.depends_context("uid")
    def _compute_crm_can_answer(self):
        for lead in self:
            lead.crm_can_answer = lead.crm_handover_state in WAITING and lead._crm_may_answer()

    @api.depends("crm_handover_state", "team_id", "active", "won_status", "type", "user_id")
    @api.depends_context("uid")
    def _compute_crm_can_hand_over(self):
        may = self.env.user.has_groups(MARKETING)
        for lead in self:
            state = lead.crm_handover_state
            # sudo: a setting of the team
            is_handed = bool(lead.team_id.sudo().crm_handover_hours)
            is_sold = lead.type == "opportunity" and lead.user_id
            lead.crm_can_hand_over = (
                may
                and lead.active
                and lead.won_status == "pending"
                and (state in (*QUEUE, "expired") or is_handed and not state and not is_sold)
            )

    def _crm_may_answer(self):
        """Say whether the user may accept or refuse the lead."""
        user = self.env.user
        return (
            self.env.su
            or self.user_id == user
            or self.team_id.user_id == user
            or user.has_group("crm_sales.group_sales_manager")
        )

    # coming in
    @api.model
    def _crm_intake_defaults(self, team):
        """Leads of a team that has them handed over wait for marketing first."""
        state = {"crm_handover_state": "new"} if team and team.crm_handover_hours else {}
        return super()._crm_intake_defaults(team) | state

    def _assign_userless_lead_in_team(self, creation_source):
        """What waits for marketing gets nobody yet."""
        rest = self.filtered(lambda lead: lead.crm_handover_state not in QUEUE)
        return super(CrmLead, rest)._assign_userless_lead_in_team(creation_source)

    def _crm_is_routable(self):
        return super()._crm_is_routable() and self.crm_handover_state not in QUEUE

    # handing over
    def action_crm_hand_over(self):
        """Ask to whom the leads are handed over."""
        self._crm_check_hand_over()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_lead_handover_start_action"
        )
        return action | {"context": {"default_lead_ids": self.ids}}

    def _crm_check_marketing(self):
        """:raise AccessError: the user does not hand over leads, or not these"""
        self.check_access("read")
        if not self.env.user.has_groups(MARKETING):
            raise AccessError(self.env._("Marketing and managers of sales hand leads over."))

    def _crm_check_hand_over(self):
        """:raise AccessError: the user hands nothing over; UserError: a lead is worked on"""
        self._crm_check_marketing()
        for lead in self:
            if lead.crm_handover_state == "handed":
                raise UserError(
                    self.env._("%(lead)s is handed over already.", lead=lead.display_name)
                )
            if not lead.active or lead.won_status != "pending":
                raise UserError(
                    self.env._("%(lead)s is won, lost or archived.", lead=lead.display_name)
                )

    def _crm_hand_over(self, user, note=""):
        """Hand the leads over to ``user``.

        :raise AccessError: see ``_crm_check_hand_over``
        """
        self._crm_check_hand_over()
        # sudo: marketing gives the leads away, some are a salesperson's; who may has been checked
        leads = self.sudo()
        facts = leads.env["crm.sales.lead.handover"]
        facts._end_of(leads, "withdrawn")
        for lead in leads:
            vals = {"user_id": user.id, "crm_handover_state": "handed"}
            lead.with_context(crm_handover=True).write(vals)
            if note:
                lead._message_log(body=note)
        facts._begin(leads, user, note)

    def action_crm_take_back(self):
        """Take leads back into the queue of marketing."""
        self._crm_check_marketing()
        # sudo: the lead is the salesperson's by now; who may has been checked
        waiting = self.sudo().filtered(lambda lead: lead.crm_handover_state in WAITING)
        waiting.env["crm.sales.lead.handover"]._end_of(waiting, "withdrawn")
        waiting.with_context(crm_handover=True).write(
            {"user_id": False, "crm_handover_state": "new"}
        )

    # host
    def write(self, vals):
        """Whoever gets a lead that waits for an answer is asked now; working on it accepts it."""
        names = {"user_id", "type", "stage_id", "active", "probability"}
        if self.env.context.get("crm_handover") or not names & vals.keys():
            return super().write(vals)
        # sudo: the state of a lead that the user writes
        waiting = self.sudo().filtered(lambda lead: lead.crm_handover_state in WAITING)
        if not waiting:
            return super().write(vals)
        owners = {lead: lead.user_id for lead in waiting}
        result = super(CrmLead, self.with_context(crm_handover=True)).write(vals)
        waiting._crm_follow_write(vals, owners)
        return result

    def _crm_follow_write(self, vals, owners):
        """Keep the hand-overs of leads in step with what was written on them; in sudo."""
        leads = self.with_context(crm_handover=True)
        facts = self.env["crm.sales.lead.handover"]
        if vals.keys() - {"user_id"} & {"type", "stage_id", "active", "probability"}:
            facts._end_of(leads, "accepted")
            leads.crm_handover_state = "accepted"
            return
        moved = leads.filtered(lambda lead: lead.user_id != owners[lead])
        facts._end_of(moved, "reassigned")
        left = moved.filtered(lambda lead: not lead.user_id)
        left.crm_handover_state = "new"
        (moved - left).crm_handover_state = "handed"
        for user, group in (moved - left).grouped("user_id").items():
            facts._begin(group, user)

    def _merge_opportunity(self, *args, **kwargs):
        """Merging is no answer; who has the merged lead then is asked."""
        leads = self.with_context(crm_handover=True)
        merged = super(CrmLead, leads)._merge_opportunity(*args, **kwargs)
        # sudo: nobody writes the facts by hand
        lead = merged.sudo()
        asked = lead.crm_handover_ids.filtered("is_open").user_id
        if lead.crm_handover_state in WAITING and asked != lead.user_id:
            lead._crm_follow_write({"user_id": lead.user_id.id}, {lead: asked})
        return merged.with_env(self.env)

    def _merge_dependences(self, opportunities):
        """The steps of the merged ones stay to be seen; what waited there waits no more."""
        # sudo: nobody writes the facts by hand
        facts = self.env["crm.sales.lead.handover"].sudo()
        facts._end_of(opportunities, "withdrawn")
        facts.search([("lead_id", "in", opportunities.ids)]).lead_id = self
        return super()._merge_dependences(opportunities)
