from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

# what needs somebody's attention
ALARMING = ("at_risk", "missed")
BATCH = 500


class CrmKpiGoal(models.Model):
    """A snapshot a day, and an activity when a goal goes wrong."""

    _inherit = "crm.kpi.goal"

    date_snapshot = fields.Date("Last Snapshot", readonly=True, copy=False)
    is_closed = fields.Boolean(
        "Closed", readonly=True, copy=False, help="The last snapshot is taken."
    )
    is_alerted = fields.Boolean(
        "Alert Sent", readonly=True, copy=False, help="Once per goal, that is per period."
    )

    @api.model
    def _cron_snapshot(self):
        """Take the snapshot of yesterday, by the clock of each company.

        A batch is one transaction: a worker that is killed leaves whole batches, and the
        next run takes the rest. A day has one snapshot, so that running twice changes
        nothing. A day on which no job ran stays without: nobody knows any more what was
        known then. Only the last day is always caught up with.
        """
        commit = self.env["ir.cron"]._commit_progress
        due = Domain.OR(self._domain_of_due(company) for company in self._get_companies())
        left = self.search_count(due)
        commit(remaining=left)
        while left > 0:
            goals = self.search(due, limit=BATCH, order="company_id, kpi_id, date_start, id")
            locked = goals.try_lock_for_update()
            locked._take_snapshots()
            left = max(0, left - BATCH) if locked else 0  # another worker has the rest
            if not commit(len(locked), remaining=left):
                break

    @api.model
    def _get_companies(self):
        groups = self._read_group([("is_closed", "=", False)], ["company_id"])
        return [company for (company,) in groups]

    @api.model
    def _domain_of_due(self, company):
        day = company._crm_today() - timedelta(days=1)
        return (
            Domain("is_closed", "=", False)
            & Domain("company_id", "=", company.id)
            & Domain("date_start", "<=", day)
            & (Domain("date_snapshot", "=", False) | Domain("date_snapshot", "<", day))
        )

    def _take_snapshots(self, day=None):
        """Record the figures of yesterday (or of ``day``), for goals past their end the last.

        The rights are those of ``self.env``: the job asks in sudo, bound to the scope.
        """
        days = {}
        for goal in self:
            last = day or goal.company_id._crm_today() - timedelta(days=1)
            days[goal] = min(last, goal.date_stop)
        begun = self.filtered(lambda goal: goal.date_start <= days[goal])
        figures = begun._evaluate(days)
        fresh = begun.filtered(lambda goal: goal._is_new_day(days[goal]))
        self.env["crm.kpi.value"].create([goal._prepare_snapshot(figures[goal]) for goal in fresh])
        for goal in begun:
            goal._write_figures(figures[goal])
            goal.write({"date_snapshot": days[goal], "is_closed": days[goal] >= goal.date_stop})
        begun._alert()

    def _is_new_day(self, day):
        """The row is locked: whoever holds it is the only one to take snapshots of it."""
        return not self.date_snapshot or self.date_snapshot < day

    def _prepare_snapshot(self, figures):
        return {
            "goal_id": self.id,
            "date": figures["value_date"],
            "company_id": self.company_id.id,
            "kpi_id": self.kpi_id.id,
            "user_id": self.user_id.id,
            "team_id": self.team_id.id or self.user_id.sale_team_id.id,
            "target": self.target,
            **{
                name: figures[name]
                for name in (
                    *("value", "has_value", "record_count", "target_to_date"),
                    *("attainment", "status", "probability", "is_projected"),
                )
            },
        }

    # alerts
    def _alert(self):
        """Ask owner and leader to act, once per goal, when it goes wrong for the first time."""
        goals = self.filtered(lambda goal: goal.status in ALARMING and not goal.is_alerted)
        if not goals:
            return
        deadlines = {
            company: self.env["crm.workday"]
            ._compiled(company)
            .next_working_day(company._crm_today())
            for company in goals.company_id
        }
        values = [
            goal._prepare_alert(user, deadlines[goal.company_id])
            for goal in goals
            for user in goal._get_alerted_users()
        ]
        activities = self.env["mail.activity"].sudo()  # sudo: it comes from no person
        activities.with_context(mail_activity_quick_update=True).create(values)
        goals.write({"is_alerted": True})

    def _get_alerted_users(self):
        """Return the owner and the leader, those who may read the goal."""
        leader = (self.team_id or self.user_id.sale_team_id).user_id
        return (self.user_id | leader).filtered(
            lambda user: user.active and self.with_user(user).has_access("read")
        )

    def _prepare_alert(self, user, deadline):
        localised = self.with_context(lang=user.lang)
        statuses = dict(localised._fields["status"]._description_selection(localised.env))
        return {
            "activity_type_id": self.env.ref("crm_customer.mail_activity_type_kpi").id,
            "automated": True,
            "date_deadline": deadline,
            "res_id": self.id,
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "summary": localised.env._(
                "%(goal)s: %(status)s", goal=self.name, status=statuses[self.status]
            ),
            "note": localised.env._(
                "%(value)s of %(target)s; %(due)s were due by %(date)s.",
                value=localised._format(self.value),
                target=localised._format(self.target),
                due=localised._format(self.target_to_date),
                date=fields.Date.to_string(self.value_date),
            ),
            "user_id": user.id,
        }
