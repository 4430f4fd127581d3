from odoo import api, fields, models
from odoo.tools import format_datetime, format_list

METHODS = [
    ("manual", "By Hand"),
    ("taken", "Taken"),
    ("next", "Next Ticket"),
    ("round_robin", "In Turn"),
    ("least_open", "Least Open Work"),
    ("skill", "Skill and Language"),
]
# of how many people it is said why they did not come into question
NAMED = 10


class CrmServiceAssignment(models.Model):
    """Who got a ticket, and why: written once by the system, never changed."""

    _name = "crm.service.assignment"
    _description = "Ticket Assignment"
    _order = "date desc, id desc"
    _log_access = False

    ticket_id = fields.Many2one(
        "crm.service.ticket", required=True, ondelete="cascade", readonly=True
    )
    team_id = fields.Many2one(
        "crm.service.team", "Service Team", ondelete="set null", readonly=True
    )
    date = fields.Datetime(required=True, readonly=True)
    method = fields.Selection(METHODS, required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Owner", ondelete="set null", readonly=True, help="Empty: nobody."
    )
    previous_user_id = fields.Many2one(
        "res.users", "Owner Before", ondelete="set null", readonly=True
    )
    by_user_id = fields.Many2one(
        "res.users",
        "Decided By",
        ondelete="set null",
        readonly=True,
        help="Empty: the rule of the team.",
    )
    facts = fields.Json(readonly=True, help="What the decision was based on.")
    reason = fields.Text(compute="_compute_reason")

    _date_idx = models.Index("(date DESC, id DESC)")
    _ticket_idx = models.Index("(ticket_id, id DESC)")
    _team_idx = models.Index("(team_id)")
    _user_idx = models.Index("(user_id, id DESC) WHERE user_id IS NOT NULL")

    @api.depends("facts", "method", "user_id")
    @api.depends_context("lang", "tz")
    def _compute_reason(self):
        """Say it in the reader's words; people and skills keep the names they have today."""
        # sudo: names of colleagues and skills
        users, skills = self.env["res.users"].sudo(), self.env["crm.service.skill"].sudo()
        for line in self:
            sentences = line.sudo()._get_sentences(users, skills)
            line.reason = "\n".join(sentence for sentence in sentences if sentence)

    def _get_sentences(self, users, skills):
        facts = self.facts or {}
        return [
            self._say_moved(facts),
            self._say_why(facts, skills),
            *(self._say_left_out(fact, users, skills) for fact in facts.get("left_out", ())),
        ]

    def _say_moved(self, facts):
        """Say why the owner before lost the ticket."""
        if facts.get("moved") == "left":
            return self.env._("%(person)s no longer works here.", person=self._previous())
        if facts.get("moved") == "absent":
            return self._say_absent(self._previous(), facts.get("until"))
        return ""

    def _previous(self):
        return self.previous_user_id.name or self.env._("The owner before")

    def _say_why(self, facts, skills):
        person = self.user_id.name
        if self.method in ("manual", "taken"):
            return self._say_by_hand(person)
        # who got it may have been deleted since
        person = person or self.env._("Somebody")
        if self.method == "next":
            return self._say_next(person, facts)
        if "open" not in facts:
            return self.env._("Nobody can take it now.")
        if self.method == "round_robin":
            return self.env._("It was the turn of %(person)s.", person=person)
        sentences = self._say_skills(person, facts, skills) if self.method == "skill" else []
        return "\n".join([*sentences, self._say_work(person, facts)])

    def _say_by_hand(self, person):
        by = self.by_user_id.name or self.env._("Somebody")
        if not person:
            return self.env._("%(by)s took the owner away.", by=by)
        if self.method == "taken":
            return self.env._("%(person)s took it.", person=person)
        return self.env._("%(by)s gave it to %(person)s.", by=by, person=person)

    def _say_next(self, person, facts):
        due = self._format(facts["due"])
        return self.env._(
            "%(person)s asked for the next ticket: this one was to be looked at first, until "
            "%(date)s.",
            person=person,
            date=due,
        )

    def _say_work(self, person, facts):
        if facts.get("capacity"):
            return self.env._(
                "%(person)s had the least open work, counted by priority: %(open)s of "
                "%(capacity)s tickets.",
                person=person,
                open=facts["open"],
                capacity=facts["capacity"],
            )
        return self.env._(
            "%(person)s had the least open work, counted by priority: %(open)s tickets.",
            person=person,
            open=facts["open"],
        )

    def _say_skills(self, person, facts, skills):
        missing, held = self._names(skills, facts["missing"]), self._names(skills, facts["held"])
        if not missing and not held:
            return [self.env._("The ticket asks for no particular skill.")]
        sentences = []
        if held:
            sentences.append(
                self.env._(
                    "%(person)s has what the ticket asks for: %(skills)s.",
                    person=person,
                    skills=held,
                )
            )
        if missing:
            sentences.append(
                self.env._(
                    "%(person)s lacks %(skills)s, but nobody who is there has more of what the "
                    "ticket asks for.",
                    person=person,
                    skills=missing,
                )
            )
        return sentences

    def _say_left_out(self, fact, users, skills):
        person = users.browse(fact["user"]).exists().name or self.env._("Somebody")
        if fact["why"] == "full":
            return self.env._(
                "%(person)s has enough with %(open)s tickets.", person=person, open=fact["open"]
            )
        if fact["why"] == "skill":
            return self.env._(
                "%(person)s does not have %(skills)s.",
                person=person,
                skills=self._names(skills, fact["missing"]),
            )
        if fact["why"] == "absent":
            return self._say_absent(person, fact["until"])
        if not fact["until"]:
            return self.env._("%(person)s is not at work.", person=person)
        return self.env._(
            "%(person)s is at work again from %(date)s.",
            person=person,
            date=self._format(fact["until"]),
        )

    def _say_absent(self, person, until):
        if not until:
            return self.env._("%(person)s is absent.", person=person)
        return self.env._(
            "%(person)s is absent until %(date)s.", person=person, date=self._format(until)
        )

    def _names(self, skills, ids):
        return format_list(self.env, skills.browse(ids).exists().mapped("name"))

    def _format(self, text):
        moment = fields.Datetime.from_string(text)
        # a pattern of the Unicode locale data: each language has its own order
        pattern = self.env._("EEE d MMM, HH:mm")
        return format_datetime(self.env, moment, self.env.context.get("tz"), dt_format=pattern)

    # writing
    @api.model
    def _prepare(self, ticket, decision, needs, moved):
        """Return the values of a line about ``decision`` of the engine.

        :param needs: ids of the skills that the ticket asks for
        :param moved: why the owner before lost it: facts to be kept
        """
        winner = decision.winner
        facts = {"left_out": [self._prepare_left_out(one) for one in decision.left_out[:NAMED]]}
        if winner:
            facts |= {
                "open": winner.open,
                "capacity": winner.capacity,
                "missing": list(decision.missing),
                "held": sorted(needs & winner.skills.keys()),
            }
        return {
            "ticket_id": ticket.id,
            "team_id": ticket.team_id.id,
            "date": fields.Datetime.now(),
            "method": decision.method,
            "user_id": winner.key if winner else False,
            "previous_user_id": ticket.user_id.id,
            "facts": facts | moved,
        }

    def _prepare_left_out(self, reason):
        return {
            "user": reason.key,
            "why": reason.why,
            "until": fields.Datetime.to_string(reason.until) or None,
            "open": reason.open,
            "missing": list(reason.missing),
        }
