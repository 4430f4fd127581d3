from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command, Domain

from ...tools.kpi.period import utc_bounds
from ...tools.work_report.facts import (
    DONE,
    PLANNED,
    Fact,
    arrange,
    choose,
    day_of,
    done_day,
    is_past,
    planned_days,
    tell_once,
)
from .crm_work_report import OWN


class CrmWorkReport(models.Model):
    """Draws the facts of a report: talks, visits, meetings and activities.

    Each source is asked once, as the person and in the report's company alone. Another
    addon extends ``_fact_sources``.
    """

    _inherit = "crm.work.report"

    def _draw(self):
        """Draw the facts of these drafts anew; own words stay."""
        for report in self:
            facts = report._collect()
            tz = report.user_id._crm_get_zone()
            lines = [
                Command.create(report._prepare_line(fact, number, tz))
                for number, fact in enumerate(facts)
            ]
            # sudo: lines are written by this alone, from what the person may read
            report.sudo().write(
                {
                    "line_ids": [Command.clear(), *lines],
                    "fact_count": sum(fact.section in DONE for fact in facts),
                    "date_drawn": fields.Datetime.now(),
                }
            )

    def _prepare_line(self, fact, number, tz):
        model, res_id = fact.record
        return {
            "sequence": number,
            "section": fact.section,
            "date": day_of(fact.when, tz),
            "label": fact.label,
            "text": fact.text,
            "partner_id": fact.partner,
            "res_model": model,
            "res_id": res_id,
            "amount": fact.amount,
            "currency_id": fact.currency,
        }

    def _collect(self):
        """Return the ``Fact`` of the report, in order: what the person may read of it.

        Who works with no customers, any more, has none.
        """
        self.ensure_one()
        asked = self._as_person()
        if not asked.env.user.has_group(OWN):
            return []
        tz = asked.env.context["tz"]
        facts = [
            fact
            for model, source in asked._fact_sources()
            if asked.env[model].has_access("read")
            for fact in source()
        ]
        chosen = choose(facts, asked._get_period(), asked._get_planned_days(), tz)
        return arrange(tell_once(chosen), tz)

    def _as_person(self):
        """Return the report as its person reads it, in its company and nothing else."""
        person = self.user_id
        return self.with_user(person).with_context(
            allowed_company_ids=self.company_id.ids, lang=person.lang, tz=person._crm_get_zone()
        )

    @api.model
    def _fact_sources(self):
        """Return (model, method) of each source; who may not read the model has none.

        A method returns ``Fact`` of the days asked for, and more where that is simpler.
        """
        return [
            ("crm.customer.interaction", self._facts_of_interactions),
            ("crm.visit", self._facts_of_visits),
            ("calendar.event", self._facts_of_meetings),
            ("mail.activity", self._facts_of_activities),
        ]

    # days
    def _get_planned_days(self):
        period = self._get_period()
        calendar = self.env["crm.workday"]._compiled(
            self.company_id, start=period.start, end=period.stop + timedelta(days=60)
        )
        return planned_days(self.kind, period, calendar.next_working_day)

    def _get_bounds(self):
        """Return from when to when (UTC, end excluded) the report's days are, to the person."""
        return utc_bounds(self._get_period(), self.env.context["tz"])

    def _in_period(self, name):
        """Return the domain of what has the moment ``name`` in the report's days."""
        start, stop = self._get_bounds()
        return Domain(name, ">=", start) & Domain(name, "<", stop)

    def _is_over(self, when):
        """Whether what stands at ``when`` began by now and in the report's days."""
        tz = self.env.context["tz"]
        in_days = day_of(when, tz) <= self._get_period().stop
        return in_days and is_past(when, fields.Datetime.now(), tz)

    @api.model
    def _tell(self, *parts):
        return " · ".join(part for part in parts if part)

    @api.model
    def _name_of(self, record):
        """Name what a readable record is about, as the host does: whoever may read that."""
        return record.sudo().display_name or ""

    @api.model
    def _label_of(self, record, name):
        return dict(record._fields[name]._description_selection(self.env)).get(record[name], "")

    # sources
    def _facts_of_interactions(self):
        interactions = self.env["crm.customer.interaction"].search(
            Domain("user_id", "=", self.env.uid) & self._in_period("date")
        )
        return [self._fact_of_interaction(interaction) for interaction in interactions]

    def _fact_of_interaction(self, interaction):
        # sudo: ids alone, to know which meeting and which activity say the same
        link = interaction.sudo()
        message = link.mail_message_id
        act = (message.model, message.res_id, message.mail_activity_type_id.id)
        return Fact(
            "interaction",
            interaction.date,
            self._tell(
                self._name_of(interaction.partner_id),
                interaction.name,
                interaction.outcome_id.name,
            ),
            (interaction._name, interaction.id),
            label=self._label_of(interaction, "kind"),
            partner=interaction.partner_id.id,
            keys=((interaction._name, interaction.id),),
            covers=(
                ("calendar.event", link.event_id.id),
                ("act", *act)
                if message.mail_activity_type_id
                else ("mail.activity", link.previous_id.activity_id.id),
            ),
        )

    def _facts_of_visits(self):
        days = Domain("date", ">=", self._get_period().start)
        days &= Domain("date", "<=", self._get_planned_days().stop)
        days &= Domain("state", "!=", "cancelled")
        visits = self.env["crm.visit"].search(Domain("user_id", "=", self.env.uid) & days)
        return [self._fact_of_visit(visit) for visit in visits]

    def _fact_of_visit(self, visit):
        # what comes after the report was planned then, whatever became of it
        is_ahead = visit.date > self._get_period().stop
        is_planned = is_ahead or visit.state == "planned"
        return Fact(
            PLANNED if is_planned else "visit",
            visit.date_start if is_planned else visit.date_check_in or visit.date_start,
            self._tell(self._name_of(visit.partner_id), visit.name),
            (visit._name, visit.id),
            label=self.env._("Visit") if is_planned else self._label_of(visit, "state"),
            partner=visit.partner_id.id,
            covers=(
                ("calendar.event", visit.event_id.id),
                ("crm.customer.interaction", visit.interaction_id.id),
            ),
        )

    def _facts_of_meetings(self):
        """The meetings of the person; what is private is told to nobody."""
        domain = self.env["crm.today"]._get_meeting_domain(
            self._get_period().start, self._get_planned_days().stop
        )
        meetings = self.env["calendar.event"].search(domain)
        return [
            self._fact_of_meeting(meeting)
            for meeting in meetings
            if meeting.effective_privacy != "private"
        ]

    def _fact_of_meeting(self, meeting):
        when = meeting.start_date if meeting.allday else meeting.start
        # what began earlier goes on in these days
        first = self._get_period().start
        when = first if day_of(when, self.env.context["tz"]) < first else when
        return Fact(
            "meeting" if self._is_over(when) else PLANNED,
            when,
            self._tell(meeting.name, meeting.location),
            (meeting._name, meeting.id),
            label=self.env._("Meeting"),
            keys=(("calendar.event", meeting.id),),
        )

    def _facts_of_activities(self):
        """What was done, and what is due next; what other sources tell is left out."""
        start, stop = self._get_bounds()
        done = Domain("active", "=", False)
        # the host keeps the date in UTC
        done &= Domain("date_done", ">=", start.date()) & Domain("date_done", "<=", stop.date())
        planned = self._get_planned_days()
        due = Domain("active", "=", True) & Domain("date_deadline", ">=", planned.start)
        due &= Domain("date_deadline", "<=", planned.stop)
        today = self.env["crm.today"]
        domain = Domain("user_id", "=", self.env.uid) & Domain("calendar_event_id", "=", False)
        domain &= ~today._today_shown_elsewhere() & (done | due)
        activities = self.env["mail.activity"].with_context(active_test=False).search(domain)
        # what the person may not read, or of another company, is told no more
        documents = today._get_documents(activities)
        return [
            self._fact_of_activity(activity, documents.get(activity.id))
            for activity in activities
            if not activity.res_model or documents.get(activity.id)
        ]

    def _fact_of_activity(self, activity, document):
        tz = self.env.context["tz"]
        about = (
            (activity.res_model, activity.res_id) if document else ("mail.activity", activity.id)
        )
        is_customer = activity.res_model == "res.partner"
        return Fact(
            PLANNED if activity.active else "activity",
            activity.date_deadline
            if activity.active
            else done_day(activity.date_done, activity.write_date, tz),
            self._tell((document or {}).get("name"), activity.summary),
            about,
            label=activity.activity_type_id.name or "",
            partner=activity.res_id if is_customer and document else None,
            keys=(
                ("mail.activity", activity.id),
                ("act", activity.res_model, activity.res_id, activity.activity_type_id.id),
            ),
        )
