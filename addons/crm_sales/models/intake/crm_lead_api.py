from odoo import api, models
from odoo.exceptions import ValidationError

from ...tools.intake.entry import KNOWN, read_entry
from .crm_lead_take_in import Origin

MAX_RECORDS = 500


class CrmLead(models.Model):
    """Enquiries that other systems send."""

    _inherit = "crm.lead"

    @api.model
    def crm_take_in(self, records, team=None):
        """Take in enquiries of another system; idempotent by ``key``.

        ``POST /json/2/crm.lead/crm_take_in`` with an API key of a user of sales as bearer
        token::

            {"team": "Direct Sales", "records": [
                {"key": "EXPO-17", "subject": "Price of 20 grippers", "contact_name": "李伟",
                 "partner_name": "海川机械有限公司", "phone": "138 0013 8000",
                 "email": "li.wei@haichuan.example.com", "country": "CN",
                 "campaign": "Expo Shanghai", "message": "Please call me."}]}

        Known persons and customers are found whoever has them; the answer does not say so.

        :param list[dict] records: at most 500; ``key`` and any of subject, contact_name,
            partner_name, function, email, phone, website, street, city, zip, state, country
            (code or name), lang (code), campaign, medium, source, tag (names), value, message
        :param str team: name of a sales team
        :return: per record ``{"key", "action", "issues": [{"field", "code", "level"}]}``;
            action is accepted, repeated (came before) or refused
        :raise ValidationError: the call itself is wrong; nothing was written
        :raise AccessError: the user may not create leads
        """
        self.check_access("create")
        self._crm_check_records(records)
        origin = Origin("api", self.env.company, self._crm_team_named(team))
        country = self.env.company.country_id.code or "CN"
        entries = [read_entry(record, country) for record in records]
        taken = [
            record
            for record, entry in zip(records, entries, strict=True)
            if entry.key and entry.is_reachable
        ]
        arrivals = iter(self._crm_take_in(taken, origin) if taken else ())
        return [
            self._crm_answer(record, entry, arrivals)
            for record, entry in zip(records, entries, strict=True)
        ]

    @api.model
    def _crm_answer(self, record, entry, arrivals):
        """Return what the other system is told of one record."""
        issues = [
            {"field": name, "code": "unreadable", "level": "warning"} for name in entry.issues
        ]
        unknown = sorted(set(record) - KNOWN)
        issues += [{"field": name, "code": "unknown_field", "level": "warning"} for name in unknown]
        missing = "key" if not entry.key else "email" if not entry.is_reachable else ""
        if missing:
            issues.append({"field": missing, "code": "missing", "level": "error"})
            return {"key": entry.key, "action": "refused", "issues": issues}
        action = "accepted" if next(arrivals) else "repeated"
        return {"key": entry.key, "action": action, "issues": issues}

    @api.model
    def _crm_check_records(self, records):
        if not isinstance(records, list) or not all(isinstance(line, dict) for line in records):
            raise ValidationError(self.env._("Send a list of records, each with its fields."))
        if len(records) > MAX_RECORDS:
            raise ValidationError(
                self.env._("Send at most %(count)s records in one call.", count=MAX_RECORDS)
            )

    @api.model
    def _crm_team_named(self, name):
        """:raise ValidationError: the company has no such team"""
        teams = self.env["crm.team"]
        if not name:
            return teams
        domain = [("name", "=", name), ("company_id", "in", [False, self.env.company.id])]
        team = teams.search(domain, limit=1)
        if not team:
            raise ValidationError(self.env._("There is no sales team %(name)s.", name=name))
        return team
