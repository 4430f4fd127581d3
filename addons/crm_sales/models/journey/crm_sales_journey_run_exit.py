from odoo import models
from odoo.tools import SQL

from odoo.addons.crm_customer.tools.consent import BLACKLISTED, REFUSED, WITHDRAWN, verdict

OPTED_OUT = frozenset({BLACKLISTED, REFUSED, WITHDRAWN})
# what somebody of ours writes is no answer
COLLEAGUE = """
SELECT FROM res_users colleague
 WHERE colleague.partner_id = message.author_id AND colleague.share IS NOT TRUE
"""
REPLIES = """
SELECT run.id
  FROM crm_sales_journey_run run
  LEFT JOIN res_partner partner ON partner.id = run.partner_id
 WHERE run.id = ANY(%(ids)s) AND (EXISTS (
       SELECT FROM mail_message message
        WHERE message.author_id = run.partner_id AND message.date > run.date_entered
          AND message.message_type IN ('email', 'comment') AND NOT EXISTS (%(colleague)s))
    OR EXISTS (
       SELECT FROM mail_message message
        WHERE message.model = 'crm.lead' AND message.res_id = run.lead_id
          AND message.date > run.date_entered AND message.message_type = 'email'
          AND NOT EXISTS (%(colleague)s))
    OR EXISTS (
       SELECT FROM crm_customer_interaction talk
        WHERE talk.commercial_partner_id = partner.commercial_partner_id
          AND talk.date > run.date_entered
          AND (talk.direction = 'in' OR (talk.is_contact AND talk.kind <> 'email')))
    OR EXISTS (
       SELECT FROM crm_sales_journey_event event
         JOIN mailing_trace trace ON trace.id = event.trace_id
        WHERE event.run_id = run.id AND trace.reply_datetime IS NOT NULL))
"""
ORDERS = """
SELECT run.id
  FROM crm_sales_journey_run run
  JOIN res_partner partner ON partner.id = run.partner_id
 WHERE run.id = ANY(%(ids)s) AND EXISTS (
       SELECT FROM sale_order sale
         JOIN res_partner buyer ON buyer.id = sale.partner_id
        WHERE buyer.commercial_partner_id = partner.commercial_partner_id
          AND sale.state = 'sale' AND sale.company_id = run.company_id
          AND sale.date_order > run.date_entered)
"""
LEAVERS = """
SELECT run.id
  FROM crm_sales_journey_run run
  JOIN crm_sales_journey journey ON journey.id = run.journey_id
  JOIN res_partner partner ON partner.id = run.partner_id
 WHERE run.id = ANY(%(ids)s) AND journey.segment_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM crm_customer_segment_member member
        WHERE member.segment_id = journey.segment_id AND member.company_id = run.company_id
          AND member.partner_id = partner.commercial_partner_id AND member.date_to IS NULL)
"""


class CrmSalesJourneyRun(models.Model):
    """Why somebody leaves a journey before its end."""

    _inherit = "crm.sales.journey.run"

    def _leave_if_over(self):
        """Let these leave for whom it is over; return those."""
        left = self.browse()
        for reason, find in (
            ("gone", self._find_gone),
            ("order", self._find_ordered),
            ("reply", self._find_replied),
            ("segment", self._find_out_of_segment),
            ("consent", self._find_opted_out),
        ):
            found = find() - left
            found._leave(reason)
            left |= found
        return left

    def _find_by(self, statement):
        """Return those of these that the SQL finds."""
        if not self:
            return self
        self.env.flush_all()
        rows = self.env.execute_query(SQL(statement, ids=self.ids, colleague=SQL(COLLEAGUE)))
        return self.browse(row[0] for row in rows)

    def _find_gone(self):
        return self.filtered(
            lambda run: (
                not run.partner_id.active or bool(run.partner_id.crm_erasure_id)
                if run.partner_id
                else not run.lead_id.active and run.lead_id.won_status != "lost"
            )
        )

    def _find_ordered(self):
        return self.filtered("journey_id.is_exit_order")._find_by(ORDERS)

    def _find_replied(self):
        return self.filtered("journey_id.is_exit_reply")._find_by(REPLIES)

    def _find_out_of_segment(self):
        return self.filtered(
            lambda run: run.journey_id.entry == "segment" and run.journey_id.is_exit_segment
        )._find_by(LEAVERS)

    def _find_opted_out(self):
        """Return who has said that nothing is wanted: silence is looked at when sending."""
        verdicts = self._get_verdicts("email")
        return self.filtered(lambda run: verdicts.get(run.id) in OPTED_OUT)

    def _get_verdicts(self, channel):
        """Return why one may send to these or not: ``{run id: word of tools.consent}``."""
        verdicts = {}
        for purpose, runs in self.grouped(lambda run: run.journey_id.purpose_id).items():
            known = runs.filtered("partner_id")
            rows = (
                self.env["crm.consent"]._verdicts(known.partner_id, (channel,), purpose)
                if known
                else []
            )
            by_partner = {partner_id: word for partner_id, _purpose, _channel, word in rows}
            verdicts |= {run.id: by_partner.get(run.partner_id.id) for run in known}
            verdicts |= (runs - known)._get_lead_verdicts(purpose, channel)
        return verdicts

    def _get_lead_verdicts(self, purpose, channel):
        """Return the words for leads that are no contacts yet: what was said when enquiring."""
        if not self:
            return {}
        leads = self.lead_id
        granted = leads.crm_arrival_ids.filtered(
            lambda arrival: arrival.is_consent and arrival.consent_purpose_id == purpose
        ).lead_id
        emails = [email for email in leads.mapped("email_normalized") if email]
        listed = self.env["mail.blacklist"].search([("email", "in", emails)]).mapped("email")
        phones = [phone for phone in leads.mapped("phone_sanitized") if phone]
        barred = self.env["phone.blacklist"].search([("number", "in", phones)]).mapped("number")
        return {
            run.id: verdict(
                "granted" if run.lead_id in granted else None,
                needs_grant=purpose.needs_grant,
                in_mail_blacklist=purpose.obeys_blacklist
                and run.lead_id.email_normalized in listed,
                in_phone_blacklist=purpose.obeys_blacklist
                and run.lead_id.phone_sanitized in barred,
                channel=channel,
            )
            for run in self
        }

    def _find_answered(self):
        """Return who has answered since the entry, whether that is an exit or not."""
        return self._find_by(REPLIES)
