from collections import defaultdict
from datetime import timedelta
from random import SystemRandom

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ...tools.quality import draw


class CrmServiceQualitySample(models.Model):
    """Answered tickets, drawn by lot for each agent, to be looked at by one reviewer."""

    _name = "crm.service.quality.sample"
    _description = "Quality Sample"
    _inherit = ["crm.sealed.mixin"]
    _order = "date_to desc, id desc"
    _check_company_auto = True
    _sealed_fields = frozenset({"date_drawn"})

    name = fields.Char(required=True, default=lambda self: self._default_name())
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    reviewer_id = fields.Many2one(
        "res.users",
        required=True,
        domain="[('share', '=', False)]",
        default=lambda self: self.env.user,
        help="Tickets that the reviewer owns or has answered are not drawn.",
    )
    # what it is drawn from
    date_from = fields.Date("From", required=True, default=lambda self: self._get_last_month()[0])
    date_to = fields.Date("To", required=True, default=lambda self: self._get_last_month()[1])
    team_ids = fields.Many2many(
        "crm.service.team", string="Service Teams", check_company=True, help="Empty: all teams."
    )
    user_ids = fields.Many2many("res.users", string="Agents", help="Empty: all who answered.")
    size = fields.Integer("Tickets per Agent", required=True, default=5)
    seed = fields.Integer(
        required=True,
        default=lambda self: SystemRandom().randrange(1, 10**6),
        help="The same number draws the same tickets, so that the draw can be repeated.",
    )
    # what was drawn
    date_drawn = fields.Datetime("Drawn On", readonly=True, copy=False)
    review_ids = fields.One2many("crm.service.quality.review", "sample_id", "Reviews", copy=False)
    review_count = fields.Integer("Drawn", compute="_compute_counts")
    done_count = fields.Integer("Done", compute="_compute_counts")
    score = fields.Float(compute="_compute_counts", help="The average of the reviews done.")

    _dates_ordered = models.Constraint(
        "CHECK(date_to >= date_from)", "The period ends before it begins."
    )
    _size_valid = models.Constraint(
        "CHECK(size BETWEEN 1 AND 100)", "Draw between 1 and 100 tickets per agent."
    )

    @api.model
    def _default_name(self):
        first, _last = self._get_last_month()
        return self.env._("Quality of %(month)s", month=f"{first:%Y-%m}")

    @api.model
    def _get_last_month(self):
        last = fields.Date.context_today(self).replace(day=1) - timedelta(days=1)
        return last.replace(day=1), last

    @api.depends("review_ids.state", "review_ids.score")
    def _compute_counts(self):
        groups = self.env["crm.service.quality.review"]._read_group(
            [("sample_id", "in", self.ids)], ["sample_id", "state"], ["__count", "score:avg"]
        )
        found = {(sample, state): (count, score) for sample, state, count, score in groups}
        for sample in self:
            done, score = found.get((sample._origin, "done"), (0, 0))
            sample.done_count, sample.score = done, score
            sample.review_count = done + found.get((sample._origin, "draft"), (0, 0))[0]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(sample.done_count for sample in self):
            raise UserError(self.env._("A sample with finished reviews is kept."))

    # drawing
    def action_draw(self):
        """Draw the tickets of each agent, with the criteria of today.

        :raise UserError: it was drawn already, nobody answered, or there are no criteria
        """
        self.ensure_one()
        self.check_access("write")
        if self.date_drawn:
            raise UserError(self.env._("This sample is drawn already. Make another one."))
        criteria = self.env["crm.service.quality.criterion"].search([("active", "=", True)])
        if not criteria:
            raise UserError(self.env._("Enter what is looked at first: Quality Criteria."))
        answered = self._get_answered()
        if not answered:
            raise UserError(
                self.env._(
                    "Nobody but the reviewer answered tickets in this period. Choose another "
                    "period or other teams."
                )
            )
        # sudo: reviews come by the draw alone
        self.env["crm.service.quality.review"].sudo().create(
            [
                self._prepare_review(agent, ticket, criteria)
                for agent, tickets in answered.items()
                for ticket in draw(self.seed, agent, tickets, self.size)
            ]
        )
        self.sudo().date_drawn = fields.Datetime.now()

    def _prepare_review(self, agent, ticket, criteria):
        lines = [Command.create({"criterion_id": one.id, "weight": one.weight}) for one in criteria]
        return {"sample_id": self.id, "user_id": agent, "ticket_id": ticket, "line_ids": lines}

    def _get_answered(self):
        """Return ``{user id: ids of tickets}``: whom each agent answered in the period."""
        # sudo: whose words they are is asked of messages, which are not read
        events = self.env["crm.service.event"].sudo().search(self._get_domain())
        touched, authors = self._get_touched(), self._get_authors(events)
        answered = defaultdict(set)
        for event in events:
            agent = authors.get(event.message_id.author_id, event.user_id)
            if self._is_asked(agent) and event.ticket_id.id not in touched:
                answered[agent.id].add(event.ticket_id.id)
        return answered

    def _get_authors(self, events):
        """Return ``{partner: user}``: a job may have sent the words of somebody."""
        users = self.env["res.users"].search(
            [("partner_id", "in", events.message_id.author_id.ids), ("share", "=", False)]
        )
        return {user.partner_id: user for user in users}

    def _is_asked(self, agent):
        asked = not self.user_ids or agent in self.user_ids
        return asked and agent.active and not agent.share and agent != self.reviewer_id

    def _get_domain(self):
        members, zone = self.env["crm.service.member"], self.company_id.resource_calendar_id.tz
        start, end = (
            members._start_of_day_in(zone or "UTC", day)
            for day in (self.date_from, self.date_to + timedelta(days=1))
        )
        answers = Domain("kind", "=", "response") & Domain("date", ">=", start)
        answers &= Domain("date", "<", end)
        answers &= Domain("ticket_id.company_id", "=", self.company_id.id)
        if self.team_ids:
            answers &= Domain("ticket_id.team_id", "in", self.team_ids.ids)
        return answers

    def _get_touched(self):
        """Return the ids of the tickets that the reviewer owns or has ever answered."""
        tickets = self.env["crm.service.ticket"].sudo().with_context(active_test=False)
        reviewer = self.reviewer_id
        answers = Domain("kind", "=", "response") & (
            Domain("user_id", "=", reviewer.id)
            | Domain("message_id.author_id", "=", reviewer.partner_id.id)
        )
        # sudo: also tickets of other companies, and messages that are not read
        events = self.env["crm.service.event"].sudo().search(answers)
        own = tickets.search([("user_id", "=", reviewer.id)])
        return {*own.ids, *events.ticket_id.ids}

    # opening
    def action_view_reviews(self):
        """Open the reviews, agent by agent with their score."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_quality_review_action"
        )
        return action | {
            "display_name": self.name,
            "domain": [("sample_id", "=", self.id)],
            "context": {"search_default_group_user": 1},
        }
