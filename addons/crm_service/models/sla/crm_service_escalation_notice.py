from collections import defaultdict

from markupsafe import Markup

from odoo import api, models

# whom more than so many at once concern gets them in one message
ONE_BY_ONE = 5
SHOWN = 20


class CrmServiceEscalation(models.Model):
    """Whom warnings and breaches are told to, and in which words."""

    _inherit = "crm.service.escalation"

    @api.model
    def _notify(self, found):
        """Tell the owners, and the leaders where the policy says so.

        :param found: [(clock, ``tools.sla.Due``)]
        """
        by_person = defaultdict(list)
        for clock, due in found:
            for person in self._get_people(clock, due):
                by_person[person].append((clock, due))
        for person, dues in by_person.items():
            if len(dues) > ONE_BY_ONE:
                self._tell_all(person, dues)
            else:
                for clock, due in dues:
                    self._tell_one(person, clock, due)

    def _get_people(self, clock, due):
        ticket = clock.ticket_id
        people = ticket.user_id
        if clock.sla_id.notifies_leader and (due.is_breach or not people):
            people |= ticket.team_id.user_id
        return people

    def _tell_one(self, person, clock, due):
        ticket = clock.ticket_id.with_context(lang=person.lang)
        title = self._title(clock, due, person.lang)
        ticket.message_notify(
            partner_ids=person.partner_id.ids,
            subject=title,
            body=title,
            model=ticket._name,
            res_id=ticket.id,
        )

    def _tell_all(self, person, dues):
        """One message about many tickets: after a standstill nobody reads hundreds of them."""
        escalations = self.with_context(lang=person.lang)
        lines = Markup().join(
            Markup("<li><a href='%s'>%s</a></li>")
            % (
                f"/odoo/crm.service.ticket/{clock.ticket_id.id}",
                self._title(clock, due, person.lang),
            )
            for clock, due in dues[:SHOWN]
        )
        left = len(dues) - SHOWN
        more = escalations.env._("and %(count)s more", count=left) if left > 0 else ""
        subject = escalations.env._("%(count)s warnings and breaches", count=len(dues))
        escalations.env["mail.thread"].message_notify(
            partner_ids=person.partner_id.ids,
            subject=subject,
            body=Markup("<p>%s</p><ul>%s</ul><p>%s</p>") % (subject, lines, more),
        )

    def _title(self, clock, due, lang):
        ticket = clock.ticket_id.with_context(lang=lang)
        values = {
            "ticket": ticket.display_name,
            "sla": clock.sla_id.with_context(lang=lang).name,
        }
        if due.is_breach:
            return ticket.env._("%(ticket)s has missed “%(sla)s”.", **values)
        return ticket.env._("%(ticket)s is about to miss “%(sla)s”.", **values)
