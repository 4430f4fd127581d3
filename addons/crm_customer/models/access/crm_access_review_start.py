from datetime import timedelta

from odoo import SUPERUSER_ID, api, models
from odoo.tools import SQL

from ...tools.quarter import quarter_before, quarter_start
from .crm_access_review import DAYS, MANAGER

# a review is drafted in the first days of a quarter, and not later
DRAFTING_DAYS = 14
# they take something away: nobody has too much by holding them
RESTRICTIONS = (
    "crm_customer.group_bound",
    "crm_customer.group_hide_others",
    "crm_customer.group_masked",
)


class CrmAccessReview(models.Model):
    """What a review finds: the grants of all internal users, and what leavers still have."""

    _inherit = "crm.access.review"

    # drafting by the clock

    @api.model
    def _cron_draft(self):
        """Draft the review of the last quarter, once, in each company that wants it."""
        for company in self.env["res.company"].search([("crm_access_review", "=", True)]):
            today = self._today(company)
            if today >= quarter_start(today) + timedelta(days=DRAFTING_DAYS):
                continue
            year, number = quarter_before(today)
            period = {"company_id": company.id, "year": year, "quarter": str(number)}
            if self.search_count([(name, "=", value) for name, value in period.items()]):
                continue
            review = self.create(
                period
                | {
                    "date_deadline": today + timedelta(days=DAYS),
                    "reviewer_ids": self._reviewers_of(company).ids,
                }
            )
            review._plan_reviewers()

    @api.model
    def _reviewers_of(self, company):
        """Return whom the settings name, else the managers of customers of the company."""
        users = company.crm_access_reviewer_ids or self.env.ref(MANAGER).all_user_ids
        return users.filtered(lambda user: self._may_review(user, company))

    def _plan_reviewers(self):
        """Give each reviewer an activity, once."""
        for review in self.with_context(mail_activity_quick_update=True):
            for user in review.reviewer_ids - review.activity_ids.user_id:
                localised = review.with_context(lang=user.lang)
                review.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=review.date_deadline,
                    summary=localised.name,
                    user_id=user.id,
                )

    # the grants

    @api.model
    def _restriction_ids(self):
        """Return the ids of the groups that restrict. Addons add theirs."""
        return [self.env.ref(name).id for name in RESTRICTIONS]

    def _line_values(self):
        """Return the values of a line per user and grant, archived users too."""
        users = self._reviewed_users()
        holdings = self._holdings(users)
        given = self._given(users)
        logins = self._last_logins(users)
        groups = {group.id: group.full_name for group in self._groups_of(holdings)}
        return [
            {
                "user_id": user.id,
                "user_name": user.name,
                "is_archived": not user.active,
                "group_id": holding["group_id"],
                "group_name": groups[holding["group_id"]],
                "date_granted": given.get((user.id, holding["group_id"]), (None, None))[0],
                "granted_by_id": given.get((user.id, holding["group_id"]), (None, None))[1],
                "date_used": holding["date_last"],
                "usage": holding["state"],
                "date_login": logins.get(user.id),
            }
            for user in users
            for holding in holdings.get(user.id, ())
        ]

    def _reviewed_users(self):
        """Return the internal users who work in the company, or did."""
        # sudo: the whole of the company is reviewed, also whom the reader does not see
        users = self.env["res.users"].sudo().with_context(active_test=False)
        return users.search(
            [
                ("share", "=", False),
                ("company_ids", "in", self.company_id.ids),
                ("id", "!=", SUPERUSER_ID),
            ]
        ).sorted(lambda user: (user.name, user.id))

    @api.model
    def _holdings(self, users):
        """Return ``{user id: [values of crm.access.holding]}``, without what restricts."""
        users.flush_recordset()
        held = self.env["crm.access.grant"]._held(users.ids)
        direct = {user: groups for user, (_active, groups) in held.items()}
        restrictions = self._restriction_ids()
        found = {}
        for row in self.env["crm.access.holding"]._rows(direct):
            if row["group_id"] not in restrictions:
                found.setdefault(row["user_id"], []).append(row)
        return found

    @api.model
    def _groups_of(self, holdings):
        ids = {row["group_id"] for rows in holdings.values() for row in rows}
        # sudo: which groups there are is no secret
        return self.env["res.groups"].sudo().browse(sorted(ids))

    @api.model
    def _given(self, users):
        """Return ``{(user id, group id): (date, actor id)}`` of the last time it was given."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (user_id, group_id) user_id, group_id, date::date, actor_id
                  FROM crm_access_grant
                 WHERE kind = 'granted' AND is_direct AND user_id = ANY(%s)
                 ORDER BY user_id, group_id, date DESC, id DESC
                """,
                users.ids,
            )
        )
        return {(user, group): (date, actor) for user, group, date, actor in rows}

    @api.model
    def _last_logins(self, users):
        # sudo: the host keeps the last log-in of each user for administrators alone
        groups = (
            self.env["res.users.log"]
            .sudo()
            ._read_group([("create_uid", "in", users.ids)], ["create_uid"], ["create_date:max"])
        )
        return {user.id: date for user, date in groups}

    # the leavers

    def _leaver_values(self):
        """Return the values of a line per archived user with grants or open work."""
        # sudo: what is left behind is told to who may review the company
        users = (
            self.env["res.users"]
            .sudo()
            .search([("active", "=", False), ("company_ids", "in", self.company_id.ids)])
            .filtered(lambda user: user.id != SUPERUSER_ID)
        )
        holdings = self._holdings(users)
        work = self.env["crm.handover"]._open_work(users, self.company_id)
        left = self._dates_left(users)
        return [
            {
                "user_id": user.id,
                "user_name": user.name,
                "date_archived": left.get(user.id),
                "group_count": len(holdings.get(user.id, ())),
                "work_count": work.get(user, 0),
            }
            for user in users.sorted(lambda user: (user.name, user.id))
            if user.id in holdings or work.get(user)
        ]

    @api.model
    def _dates_left(self, users):
        # sudo: the log is read by the same people, and by administrators
        groups = (
            self.env["crm.access.grant"]
            .sudo()
            ._read_group(
                [("kind", "=", "archived"), ("user_id", "in", users.ids)],
                ["user_id"],
                ["date:max"],
            )
        )
        return {user.id: date.date() for user, date in groups}
