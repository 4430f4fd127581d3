from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from .crm_today import MAX_ITEMS

MY_ACTIVITIES = "mail.mail_activity_action_my"
AHEAD_DAYS = 7


class CrmToday(models.AbstractModel):
    """What the user has to do, now and in the next days; what his team let lie."""

    _inherit = "crm.today"

    def _today_blocks(self):
        return [
            *super()._today_blocks(),
            self._today_block("activities", self.env._("To Do"), "due", 10, "fa-check-square-o"),
            self._today_block("ahead", self.env._("Next Days"), "next", 10, "fa-forward"),
            self._today_block(
                "team",
                self.env._("Late in the Team"),
                "red",
                10,
                "fa-users",
                groups="crm_customer.group_customer_team",
            ),
        ]

    # own
    def _today_activities(self):
        return self._get_own_activities(Domain("date_deadline", "<=", self._get_day()))

    def _today_ahead(self):
        return self._get_own_activities(
            Domain("date_deadline", ">", self._get_day())
            & Domain("date_deadline", "<=", self._get_day(AHEAD_DAYS))
        )

    @api.model
    def _today_shown_elsewhere(self):
        """Return the domain of activities whose record has a block of its own; to extend."""
        return Domain.FALSE

    def _get_own_activities(self, domain):
        domain &= Domain("user_id", "=", self.env.uid) & ~self._today_shown_elsewhere()
        documents = {}

        def prepare(activity):
            if not documents:
                shown = activity.browse(activity._prefetch_ids)
                documents.update(self._get_documents(shown))
            return self._prepare_activity(activity, documents.get(activity.id, {}))

        return self._today_search(
            "mail.activity",
            domain,
            "date_deadline, id",
            prepare,
            MY_ACTIVITIES,
            force_search_count=1,
        )

    def _get_documents(self, activities):
        """Return what the activities are about: ``{activity id: {"name", "phone"}}``.

        Read as the user: somebody may be given an activity on a record hidden from him.
        """
        result = {}
        for model, group in activities.grouped("res_model").items():
            if not model or model not in self.env:
                continue
            found = self.env[model].browse(group.mapped("res_id")).exists()._filtered_access("read")
            known = {
                record.id: {
                    "name": record.display_name,
                    "phone": self._today_phone(record) if "phone" in record._fields else "",
                }
                for record in found
            }
            result |= {activity.id: known.get(activity.res_id, {}) for activity in group}
        return result

    def _prepare_activity(self, activity, document):
        name = document.get("name")
        what = activity.summary or activity.activity_type_id.name or ""
        return {
            "title": name or what,
            "subtitle": what if name else "",
            "date": activity.date_deadline,
            "icon": activity.icon or "fa-check-square-o",
            "phone": document.get("phone"),
            "acts": self._get_activity_acts(activity, what, bool(name)),
            "open_method": "action_open_document",
        }

    def _get_activity_acts(self, activity, what, is_visible):
        done = self._today_act(
            "done",
            self.env._("Mark Done"),
            "fa-check",
            method="action_done",
            message=self.env._("Done: %(name)s", name=what),
        )
        log = self._today_act(
            "log", self.env._("Log interaction"), "fa-commenting-o", method="action_crm_log"
        )
        snooze = self._today_act(
            "snooze",
            self.env._("Next working day"),
            "fa-clock-o",
            method="action_crm_snooze",
            message=self.env._("Moved to the next working day."),
        )
        can_log = is_visible and activity._crm_has_partner()
        return [done, log, snooze] if can_log else [done, snooze]

    # the team's
    def _today_team(self):
        """Count late activities by person, the most first, by the clock of the user."""
        activities = self.env["mail.activity"]
        # everybody's, as far as the user may see what they are about
        late = self._get_team_domain() & Domain("date_deadline", "<", self._get_day())
        groups = activities._read_group(
            late,
            ["user_id"],
            ["__count", "date_deadline:min"],
            order="__count desc, date_deadline:min, user_id",
        )
        return {
            "count": sum(count for _user, count, _oldest in groups),
            "items": [
                self._prepare_person(late, user, count, oldest)
                for user, count, oldest in groups[:MAX_ITEMS]
            ],
            "more": self._today_more(
                "mail.mail_activity_action",
                late,
                force_search_count=1,
                group_by="user_id",
            ),
        }

    def _prepare_person(self, late, user, count, oldest):
        if count == 1:
            subtitle = self.env._("1 late, since %(day)s", day=format_date(self.env, oldest))
        else:
            subtitle = self.env._(
                "%(count)s late, the oldest since %(day)s",
                count=count,
                day=format_date(self.env, oldest),
            )
        more = self._today_more(
            "mail.mail_activity_action",
            late & Domain("user_id", "=", user.id),
            force_search_count=1,
        )
        return self._today_item(user, subtitle=subtitle, state="late", icon="fa-user", more=more)

    def _get_team_domain(self):
        """Return the domain of what the people do for whom the user is responsible.

        Those of his teams; whoever works in his companies, when he sees all.
        """
        if self.env.user.has_group("crm_customer.group_customer_all"):
            people = Domain("user_id.company_id", "in", self.env.companies.ids)
        else:
            people = Domain("user_id", "in", self._get_team_members().ids)
        return people & Domain("user_id", "!=", self.env.uid)

    def _get_team_members(self):
        """Return who belongs to a team that the user leads or belongs to, himself too."""
        # sudo: who belongs to which team is no secret among colleagues
        teams = self.env["crm.team"].sudo()
        own = Domain("user_id", "=", self.env.uid) | Domain("member_ids", "in", self.env.uid)
        return teams.search(own).member_ids.sudo(False) | self.env.user
